import { Fault } from '@tillbridge/shared/faults/fault';
import { elapsed } from '../counter/pause.ts';
import { readPointer } from '../update/pointer-file.ts';
import type { Versions } from '../update/versions.ts';
import { type Wish, wishFile } from '../update/wish.ts';

const LOOK_MS = 250;

export type Followed = 'waits' | 'trial' | 'stays';

export interface FollowParts {
  readonly versions: Versions;
  readonly wish: Wish;
  readonly patienceMs: number;
  readonly onChange: (now: Followed) => void;
  readonly stopped: AbortSignal;
}

/**
 * Watches what becomes of a wish that the running agent has: resolves once the version stays, or with where it stands when
 * patience is over. Throws `update.went-back` and whatever the agent refused it with.
 */
export async function followUpdate({ versions, wish, patienceMs, onChange, stopped }: FollowParts): Promise<Followed> {
  const failedBefore = failedAt(versions, wish.slot);
  const began = performance.now();
  let now: Followed = 'waits';
  onChange(now);
  for (;;) {
    const pointer = readPointer(versions);
    const refused = wishFile(versions).read()?.refused;
    if (refused !== undefined) throw new Fault(refused, { slot: wish.slot });
    if (pointer.trial === null && pointer.active === wish.slot) return 'stays';
    const failed = pointer.failed.find(({ slot }) => slot === wish.slot);
    if (pointer.trial === null && failed !== undefined && failed.at !== failedBefore)
      throw new Fault('update.went-back', { version: wish.slot, reason: failed.reason, at: failed.at });
    const next = pointer.trial?.slot === wish.slot ? 'trial' : 'waits';
    if (next !== now) onChange(next);
    now = next;
    if (stopped.aborted || performance.now() - began >= patienceMs) return now;
    await elapsed(LOOK_MS, stopped);
  }
}

function failedAt(versions: Versions, slot: string): string | undefined {
  return readPointer(versions).failed.find((each) => each.slot === slot)?.at;
}
