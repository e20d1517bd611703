import type { MappingList } from '@tillbridge/shared/reads-mappings';
import type { Database } from '../db/client.ts';
import { listPage, pageRows, readCursor } from '../db/list-cursor.ts';
import { readTenant } from '../db/read-tenant.ts';
import type { ShopScope } from '../people/require-person.ts';
import { type MappingQuery, readMappingRows } from './mapping-rows.ts';

export interface MappingsWish extends MappingQuery {
  readonly cursor?: string;
  readonly limit?: number;
}

/** Mappings of names, newest first: what holds, what waits for a second person, and what held once. */
export function readMappings(
  db: Database,
  scope: ShopScope,
  wish: MappingsWish,
  now = new Date(),
): Promise<MappingList> {
  const { cursor, limit: asked, ...query } = wish;
  const limit = pageRows(asked);
  const after = readCursor(cursor);
  return readTenant(db, scope.org, async (tx) => {
    const rows = await readMappingRows(tx, scope, query, { after, limit: limit + 1 });
    return { asOf: now.toISOString(), ...listPage(rows, limit, ({ askedAt: at, id }) => ({ at, id })) };
  });
}
