import { Fault } from '@tillbridge/shared/faults/fault';
import postgres from 'postgres';
import type { Database } from '../db/client.ts';

/** The table of the migrations is not there, or not for this role to see: the database is older than that. */
const TOO_OLD = ['42P01', '42501'];

/**
 * Whether the database answers and is migrated as far as this program needs (`needed`, the name of its newest migration)
 * or further. Throws `api.not-migrated`, and what the driver throws when the database is away.
 */
export async function requireMigrated(db: Database, needed: string | undefined): Promise<void> {
  if (needed === undefined) throw new Fault('api.not-migrated', { detail: 'no migrations lie above this program' });
  const newest = await newestApplied(db);
  if (newest === undefined || newest < needed)
    throw new Fault('api.not-migrated', { detail: `applied up to ${newest ?? 'none'}, needed up to ${needed}` });
}

async function newestApplied(db: Database): Promise<string | undefined> {
  try {
    const [row] = await db.sql<{ newest: string | null }[]>`
      select max(name collate "C") as newest
      from schema_migrations`;
    return row?.newest ?? undefined;
  } catch (error) {
    if (error instanceof postgres.PostgresError && TOO_OLD.includes(error.code)) return undefined;
    throw error;
  }
}
