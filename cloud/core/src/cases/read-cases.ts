import type { CasePage } from '@tillbridge/shared/reads-cases';
import type { Database } from '../db/client.ts';
import { listPage, pageRows, readCursor } from '../db/list-cursor.ts';
import { readTenant } from '../db/read-tenant.ts';
import type { ShopScope } from '../people/require-person.ts';
import { type CaseQuery, countWaiting, readCaseRows } from './case-rows.ts';

export interface CasesWish extends Omit<CaseQuery, 'id'> {
  readonly cursor?: string;
  readonly limit?: number;
}

/** A page of the cases of the scope, newest first. A shop outside the scope has none. */
export function readCases(db: Database, scope: ShopScope, wish: CasesWish, now = new Date()): Promise<CasePage> {
  const { cursor, limit: asked, state, ...whole } = wish;
  const limit = pageRows(asked);
  const after = readCursor(cursor);
  return readTenant(db, scope.org, async (tx) => {
    const [rows, waiting] = await Promise.all([
      readCaseRows(tx, scope, { ...whole, ...(state && { state }) }, { after, limit: limit + 1, now }),
      countWaiting(tx, scope, whole, now),
    ]);
    const page = listPage(rows, limit, (row) => ({ at: row.openedAt, id: row.id }));
    return { asOf: now.toISOString(), ...waiting, ...page };
  });
}
