import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { BackReason } from '@tillbridge/shared/release';
import { EXIT_AGAIN } from '../cli/exit-again.ts';
import { confirmed, type Pointer, started, stoppedFromOutside, wentBack } from '../update/pointer.ts';
import { pointerFile, readPointer } from '../update/pointer-file.ts';
import { PROGRAM_FILE } from '../update/program-file.ts';
import { type Chosen, chooseVersion, judgeStart, type Shelf } from './choose-version.ts';
import { runTrial, type TrialEnd } from './run-trial.ts';

/** Moments at which a launcher can be killed; each leaves a pointer from which the next one goes on. */
export const LAUNCH_STEPS = ['counted', 'forked', 'confirmed', 'went-back'] as const;
export type LaunchStep = (typeof LAUNCH_STEPS)[number];

export interface LaunchParts {
  readonly shelf: Shelf;
  /** Starts a version in a process of its own, with a line to hear it by. */
  readonly fork: (chosen: Chosen) => ChildProcess;
  /** Monotonic. */
  readonly nowMs: () => number;
  /** The time as it stands in documents. */
  readonly now: () => string;
  /** Resolves when somebody ends the service. */
  readonly endAsked: Promise<NodeJS.Signals>;
  readonly onStep?: (step: LaunchStep) => void;
}

/** A version to go over to in this process; or the end of it, `again` where it is to be started anew. */
export type Launched = { readonly run: Chosen } | { readonly end: 'stopped' | 'again' | number };

/**
 * The way of `run`. Without a trial the chosen version takes over this very process. A version on trial runs in a process
 * of its own under watch: proved, it goes on; crashed, it is started again a few times; silent, stuck or spent, the version
 * before has its place back.
 */
export async function launchAgent(parts: LaunchParts): Promise<Launched> {
  const { versions } = parts.shelf;
  const pointer = readPointer(versions);
  const { trial } = pointer;
  if (trial !== null) {
    const start = judgeStart(trial, parts.shelf);
    if (start === 'start') return tryVersion(parts, started(pointer), trial.slot);
    giveUp(parts, pointer, start === 'spent' ? 'crashed' : 'damaged');
  }
  return { run: chooseVersion(readPointer(versions), parts.shelf) };
}

async function tryVersion(parts: LaunchParts, counted: Pointer, slot: string): Promise<Launched> {
  const { shelf, onStep } = parts;
  const { trial } = counted;
  if (trial === null) return { end: 'again' };
  const file = pointerFile(shelf.versions);
  file.write(counted);
  onStep?.('counted');
  shelf.say(`version ${slot} is on trial, start ${trial.starts}`);
  const child = parts.fork({ slot, program: join(shelf.versions.slotOf(slot), PROGRAM_FILE) });
  onStep?.('forked');
  const onConfirm = () => {
    file.write(confirmed(counted));
    shelf.say(`version ${slot} has proved itself`);
    onStep?.('confirmed');
  };
  return ended(parts, counted, await runTrial({ ...parts, trial, child, onConfirm }));
}

/** What the end of a version that was watched means; one that crashed is judged at the next start. */
function ended(parts: LaunchParts, counted: Pointer, end: TrialEnd): Launched {
  const uncount = () => pointerFile(parts.shelf.versions).write(stoppedFromOutside(counted));
  if (end.how === 'back') giveUp(parts, counted, end.reason);
  else if (end.how === 'stopped') {
    if (!end.confirmed) uncount();
    return { end: 'stopped' };
  } else if (end.confirmed) return { end: end.code ?? 'again' };
  // Another process still has the journal, such as the one whose launcher was killed: nobody's fault.
  else if (end.code === EXIT_AGAIN) uncount();
  return { end: 'again' };
}

function giveUp({ shelf, now, onStep }: LaunchParts, pointer: Pointer, reason: BackReason): void {
  pointerFile(shelf.versions).write(wentBack(pointer, reason, now()));
  shelf.say(`version ${pointer.trial?.slot} is given up: ${reason}; ${pointer.active} has its place back`);
  onStep?.('went-back');
}
