import type { Database } from '../db/client.ts';

/** Ids of all organizations, for the worker's rounds; whatever is read next is read as one of them. */
export async function everyOrganization(db: Database): Promise<readonly string[]> {
  const rows = await db.sql<{ org_id: string }[]>`select org_id from organization_ids order by org_id`;
  return rows.map((row) => row.org_id);
}
