import type postgres from 'postgres';
import { expect, vi } from 'vitest';

const WAIT = { timeout: 25_000, interval: 50 };

/** Waits until so many connections of this database stand at a lock, and therefore nowhere else. */
export function untilBlocked(god: postgres.Sql, count = 1): Promise<void> {
  return vi.waitFor(async () => {
    const blocked = await god`
      select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    expect(blocked).toHaveLength(count);
  }, WAIT);
}

/** What a dead process had sent ends with its connection, one way or the other: waits until nothing is under way. */
export function untilQuiet(god: postgres.Sql): Promise<void> {
  return vi.waitFor(async () => {
    const busy = await god`
      select query from pg_stat_activity
      where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid() and state <> 'idle'`;
    expect(busy).toEqual([]);
  }, WAIT);
}
