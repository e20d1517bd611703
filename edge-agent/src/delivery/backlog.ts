import type { Clock } from '../clock.ts';
import type { Journal } from '../journal/journal.ts';

/** What waits for the cloud, and for how long the oldest of it. */
export interface Backlog {
  readonly pending: number;
  readonly oldestPendingMs: number;
}

export function backlogOf(journal: Pick<Journal, 'pending' | 'oldestPendingAt'>, clock: Pick<Clock, 'nowMs'>): Backlog {
  const oldest = journal.oldestPendingAt();
  const oldestPendingMs = oldest === undefined ? 0 : Math.max(0, clock.nowMs() - Date.parse(oldest));
  return { pending: journal.pending(), oldestPendingMs };
}
