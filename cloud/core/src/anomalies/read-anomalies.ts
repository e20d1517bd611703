import type { AnomalyPage } from '@tillbridge/shared/reads-anomalies';
import type { Database } from '../db/client.ts';
import { listPage, pageRows, readCursor } from '../db/list-cursor.ts';
import { readTenant } from '../db/read-tenant.ts';
import type { ShopScope } from '../people/require-person.ts';
import { type AnomalyQuery, countWaiting, readAnomalyRows } from './anomaly-rows.ts';

export interface AnomaliesWish extends Omit<AnomalyQuery, 'id'> {
  readonly cursor?: string;
  readonly limit?: number;
}

/** A page of what stands out in the scope, newest first. A shop outside the scope has none. */
export function readAnomalies(
  db: Database,
  scope: ShopScope,
  wish: AnomaliesWish,
  now = new Date(),
): Promise<AnomalyPage> {
  const { cursor, limit: asked, state, ...whole } = wish;
  const limit = pageRows(asked);
  const after = readCursor(cursor);
  return readTenant(db, scope.org, async (tx) => {
    const rows = await readAnomalyRows(
      tx,
      scope,
      { ...whole, ...(state && { state }) },
      { after, limit: limit + 1, now },
    );
    const waiting = await countWaiting(tx, scope, whole, now);
    const page = listPage(rows, limit, (row) => ({ at: row.openedAt, id: row.id }));
    return { asOf: now.toISOString(), ...waiting, ...page };
  });
}
