import type { MachineState } from '@tillbridge/shared/cash';
import type { Log } from '../log.ts';
import type { DriverEvent, MachineStatus, RaisedFault } from '../recycler/driver.ts';
import type { Ledger } from './ledger.ts';

export interface MachineWatch {
  /** What the machine is known to be now. */
  current(): MachineStatus & { readonly since: string };
  /** The driver said something; facts are written when it changes what people must know. */
  heard(event: DriverEvent): void;
  /** The whole status was read. */
  read(status: MachineStatus): void;
  /** While an operation runs, busy and waiting are part of it and no facts of their own. */
  quiet(on: boolean): void;
  /** Tells what is still untold, and nothing after that. */
  stop(): void;
}

const OFFLINE = 'machine.offline';
const FAULTS_MAX = 32;
const PART_OF_OPERATION: readonly MachineState[] = ['idle', 'busy', 'waiting'];

/** States that pass in so short a time are one change: a driver tells each step of a reading. */
export const TELL_AFTER_MS = 300;
const TELL_AGAIN_MS = 2_000;

/** Turns what a driver says into `machine.state` facts: each fault raised and cleared once, never the same state twice. */
export function watchMachine(parts: { machine: string; ledger: Ledger; log: Log }): MachineWatch {
  const { machine, ledger, log } = parts;
  let now: MachineStatus & { since: string } = { state: 'unknown', faults: [], since: ledger.now() };
  let told: string | undefined;
  let isQuiet = false;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  function become(next: MachineStatus): void {
    // A fault that ends before anybody heard of it is told all the same.
    if (
      now.faults.some(
        (fault) => fault.code !== OFFLINE && !isIn(told, fault) && !next.faults.some((each) => same(each, fault)),
      )
    )
      tell();
    const changed = next.state !== now.state;
    now = { ...next, faults: keepSince(next.faults, now.faults), since: changed ? ledger.now() : now.since };
    tellIn(TELL_AFTER_MS);
  }

  function tellIn(ms: number): void {
    if (stopped) return;
    timer ??= setTimeout(() => {
      timer = undefined;
      tell();
    }, ms);
  }

  function tell(): void {
    const key = fingerprint(now);
    if (key === told || (isQuiet && PART_OF_OPERATION.includes(now.state) && faultsOf(key) === faultsOf(told))) return;
    const faults = now.faults.slice(0, FAULTS_MAX).map((fault) => ({ ...fault }));
    const serial = now.serial === undefined ? {} : { serial: now.serial };
    try {
      ledger.write({ kind: 'machine.state', body: { machine, state: now.state, faults, ...serial } });
      told = key;
    } catch (error) {
      log.error('machine state not written', { machine, error });
      tellIn(TELL_AGAIN_MS);
    }
  }

  return {
    current: () => now,
    read: become,
    quiet(on) {
      isQuiet = on;
      if (!on) tellIn(TELL_AFTER_MS);
    },
    heard(event) {
      if (event.event === 'state') become(event.status);
      else if (event.event === 'link' && event.up) now = afterLink(now, event.at);
      else if (event.event === 'link') become(withoutLink(now, event.at));
      else if (event.event === 'fault') become({ ...now, faults: afterFault(now.faults, event) });
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
      tell();
    },
  };
}

/** A link that comes back proves nothing but itself: the state is unknown, and not told, until it is read. */
function afterLink(status: MachineStatus & { since: string }, at: string): MachineStatus & { since: string } {
  const faults = status.faults.filter((fault) => fault.code !== OFFLINE);
  return status.state === 'offline' ? { ...status, state: 'unknown', faults, since: at } : { ...status, faults };
}

function withoutLink(status: MachineStatus, at: string): MachineStatus {
  const others = status.faults.filter((fault) => fault.code !== OFFLINE);
  const offline = status.faults.find((fault) => fault.code === OFFLINE) ?? { code: OFFLINE, since: at };
  return { ...status, state: 'offline', faults: [...others, offline] };
}

function afterFault(
  faults: readonly RaisedFault[],
  event: Extract<DriverEvent, { event: 'fault' }>,
): readonly RaisedFault[] {
  const others = faults.filter((fault) => fault.code !== event.code || fault.unit !== event.unit);
  if (!event.raised) return others;
  const unit = event.unit === undefined ? {} : { unit: event.unit };
  return [...others, { code: event.code, ...unit, since: event.at }];
}

const wordOf = (fault: RaisedFault) => `${fault.code}/${fault.unit ?? ''}`;

const same = (a: RaisedFault, b: RaisedFault) => a.code === b.code && a.unit === b.unit;

function keepSince(next: readonly RaisedFault[], before: readonly RaisedFault[]): readonly RaisedFault[] {
  return next.map((fault) => before.find((known) => same(known, fault)) ?? fault);
}

function fingerprint(status: MachineStatus): string {
  const faults = status.faults.map(wordOf).sort();
  return [status.state, status.serial ?? '', ...faults].join('\n');
}

const faultsOf = (key: string | undefined) => key?.split('\n').slice(2).join('\n');

const isIn = (key: string | undefined, fault: RaisedFault) =>
  key?.split('\n').slice(2).includes(wordOf(fault)) === true;
