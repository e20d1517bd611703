import type { ReversalList } from '@tillbridge/shared/reads-reversals';
import type { Database } from '../db/client.ts';
import { listPage, pageRows, readCursor } from '../db/list-cursor.ts';
import { readTenant } from '../db/read-tenant.ts';
import type { ShopScope } from '../people/require-person.ts';
import { type ReversalQuery, readReversalRows } from './reversal-rows.ts';

export interface ReversalsWish extends Omit<ReversalQuery, 'transaction'> {
  readonly cursor?: string;
  readonly limit?: number;
}

/** Entries that take a movement back, newest first: what waits for a second person, and what is booked. */
export function readReversals(
  db: Database,
  scope: ShopScope,
  wish: ReversalsWish,
  now = new Date(),
): Promise<ReversalList> {
  const { cursor, limit: asked, ...query } = wish;
  const limit = pageRows(asked);
  const after = readCursor(cursor);
  return readTenant(db, scope.org, async (tx) => {
    const rows = await readReversalRows(tx, scope, query, { after, limit: limit + 1 });
    return { asOf: now.toISOString(), ...listPage(rows, limit, ({ askedAt: at, id }) => ({ at, id })) };
  });
}
