/** Longest wait after an answer that did not come. */
export const BACK_OFF_MAX_MS = 60_000;
const BACK_OFF_FIRST_MS = 500;
/** Past this the doubling has long met its limit; more would leave the range of numbers. */
const DOUBLINGS_MAX = 20;

/**
 * Full jitter: any wait between nothing and the doubled base, so that shops that lost the same cloud do not come back
 * together. `failures` counts from 1; `random` lies in [0, 1).
 */
export function backOffMs(failures: number, random: number, longestMs: number = BACK_OFF_MAX_MS): number {
  const doubled = BACK_OFF_FIRST_MS * 2 ** Math.min(Math.max(failures - 1, 0), DOUBLINGS_MAX);
  return Math.floor(random * Math.min(longestMs, doubled));
}
