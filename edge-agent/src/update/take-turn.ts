import { rmSync } from 'node:fs';
import { Fault } from '@tillbridge/shared/faults/fault';
import type { Agent } from '../agent.ts';
import type { Home } from '../config/home.ts';
import type { Log } from '../log.ts';
import type { Installation } from './installation.ts';
import type { Pointer } from './pointer.ts';
import { pointerFile, readPointer } from './pointer-file.ts';
import { pointed, requireWayBack } from './switch-version.ts';
import { versionsAt } from './versions.ts';
import { type Wish, wishFile } from './wish.ts';

/** How soon a wish is seen. */
export const LOOK_FOR_WISH_MS = 1_000;

export interface TurnParts {
  readonly home: Home;
  readonly agent: Pick<Agent, 'status' | 'counter' | 'journal' | 'stop'>;
  readonly installation: Installation;
  readonly windowMs: number;
  readonly now: () => string;
  readonly log: Log;
  /** The agent is ending so that its launcher can start another version. */
  readonly onTurn: (stopped: Promise<void>) => void;
}

/** Whether no machine is at work and the journal holds no intent without an outcome. */
export function isIdle({ counter, journal }: TurnParts['agent']): boolean {
  return counter.desks.every((desk) => desk.running() === undefined) && journal.openOperations().length === 0;
}

/**
 * Looks whether somebody wishes another version, and hands over in a moment when no machine is at work: the look, the word
 * on the disk and the end of taking orders are one turn of the loop, so that no operation can begin between them.
 * Returns the way to stop looking.
 */
export function watchForWish(parts: TurnParts): () => void {
  const wishes = wishFile(versionsAt(parts.home.versions));
  let waiting = false;
  const look = () => {
    const wish = wishes.read();
    if (wish === undefined || wish.refused !== undefined) return;
    // Killed between the word on the disk and the end of the wish: it is fulfilled already.
    if (isFulfilled(wish, readPointer(versionsAt(parts.home.versions)))) return forget(parts);
    // Without a launcher there is nobody to start the other version.
    if (parts.installation.slot === undefined) return refuse(parts, wish, new Fault('update.no-launcher'));
    if (!isIdle(parts.agent)) {
      if (!waiting) parts.log.info('another version waits until no machine is at work', { slot: wish.slot });
      waiting = true;
      return;
    }
    try {
      turn(parts, wish);
      clearInterval(timer);
    } catch (error) {
      refuse(parts, wish, error);
    }
  };
  const timer = setInterval(look, LOOK_FOR_WISH_MS);
  return () => clearInterval(timer);
}

const isFulfilled = ({ slot }: Wish, { active, trial }: Pointer) =>
  trial?.slot === slot || (trial === null && active === slot);

function forget({ home }: Pick<TurnParts, 'home'>): void {
  rmSync(versionsAt(home.versions).wish, { force: true });
}

function turn({ home, agent, installation, windowMs, now, log, onTurn }: TurnParts, wish: Wish): void {
  requireWayBack(home, wish, installation);
  const versions = versionsAt(home.versions);
  const { delivery, machines } = agent.status();
  const mustReach = machines.filter((machine) => machine.ready).map((machine) => machine.id);
  const over = { windowMs, mustDeliver: delivery.link === 'connected', mustReach };
  pointerFile(versions).write(pointed(readPointer(versions), wish, over, now()));
  onTurn(agent.stop());
  forget({ home });
  log.info('handing over to another version', { slot: wish.slot, ...over });
}

function refuse({ home, log }: TurnParts, wish: Wish, error: unknown): void {
  log.error('another version was not taken', { slot: wish.slot, error });
  const refused = error instanceof Fault && error.code.startsWith('update.') ? error.code : 'update.disk';
  const versions = versionsAt(home.versions);
  try {
    wishFile(versions).write({ ...wish, refused });
  } catch {
    // No room even for the answer: a wish that stays would be tried for ever.
    forget({ home });
  }
}
