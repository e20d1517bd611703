import type { Tx } from '../db/client.ts';

/** The clock on which an organization tells what belongs to no single shop: that of its first shop. */
export async function organizationZone(tx: Tx, org: string): Promise<string> {
  const [first] = await tx<{ time_zone: string }[]>`
    select time_zone
    from shops
    where org_id = ${org}
    order by created_at, shop_id
    limit 1`;
  return first?.time_zone ?? 'UTC';
}
