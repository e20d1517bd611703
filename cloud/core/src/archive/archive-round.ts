import type { Database } from '../db/client.ts';
import { type Archived, type ArchiveTools, archiveMonth } from './archive-month.ts';
import { doArchiveWishes } from './archive-wishes.ts';
import { dueMonths } from './due-months.ts';

/** Any number, the same in every process of this program. */
const ARCHIVE_LOCK = 1_413_564_481;

/** Archives every month that is due. One that cannot be keeps no other from it. Answers how each ended. */
export async function archiveDueMonths(
  tools: ArchiveTools,
  onlineMonths: number,
  onFailure: (month: string, error: unknown) => void,
): Promise<ReadonlyMap<string, Archived | 'failed'>> {
  const ended = new Map<string, Archived | 'failed'>();
  for (const month of await dueMonths(tools.db, new Date(), onlineMonths)) {
    try {
      ended.set(month, await archiveMonth(tools, month));
    } catch (error) {
      onFailure(month, error);
      ended.set(month, 'failed');
    }
  }
  return ended;
}

/** What people asked for. Nothing while another process is at the archive: it is asked again in a minute. */
export async function archiveWishes(tools: ArchiveTools, onlineMonths: number): Promise<number> {
  return (await alone(tools.db, () => doArchiveWishes(tools, onlineMonths))) ?? 0;
}

/** Runs a round unless another one runs, here or in another process; the lock falls with the connection. */
export async function alone<T>(db: Database, round: () => Promise<T>): Promise<T | undefined> {
  const connection = await db.sql.reserve();
  try {
    const [row] = await connection<{ mine: boolean }[]>`select pg_try_advisory_lock(${ARCHIVE_LOCK}) as mine`;
    if (row?.mine !== true) return undefined;
    try {
      return await round();
    } finally {
      await connection`select pg_advisory_unlock(${ARCHIVE_LOCK})`;
    }
  } finally {
    connection.release();
  }
}
