const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/** Wait before try number `attempt` (from 0): full jitter, so that a thousand pages do not come back at once. */
export function reconnectWaitMs(attempt: number, random: number): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 16));
  return Math.floor(random * ceiling);
}
