import type { DiskState } from '@tillbridge/shared/sync';

/** Below the silence after which a shop counts as not heard of. */
const OPEN_IN_WANT_MS = 60_000;

/**
 * How long after an open the next one is due, in milliseconds: at once where the room on the disk is another than the one
 * `said`, and soon while there is little, because such a shop may have no fact to send and is heard of by its opens alone.
 */
export function nextOpenMs(said: DiskState | undefined, now: DiskState, openEveryMs: number): number {
  if (said !== now) return 0;
  return now === 'ok' ? openEveryMs : Math.min(openEveryMs, OPEN_IN_WANT_MS);
}
