import type { Database } from '../db/client.ts';

/** Any numbers, the same in every process of this program. */
export const ARCHIVE_LOCK = 1_413_564_481;
export const COMPARE_LOCK = 1_413_564_482;

/** Runs a round unless another one runs, here or in another process; the lock falls with the connection. */
export async function alone<T>(db: Database, lock: number, round: () => Promise<T>): Promise<T | undefined> {
  const connection = await db.sql.reserve();
  try {
    const [row] = await connection<{ mine: boolean }[]>`select pg_try_advisory_lock(${lock}) as mine`;
    if (row?.mine !== true) return undefined;
    try {
      return await round();
    } finally {
      await connection`select pg_advisory_unlock(${lock})`;
    }
  } finally {
    connection.release();
  }
}
