import type { Tx } from '../db/client.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';

/** Up to when the cloud provably holds everything that all shops of the scope (or one) recorded; null: nothing is known of one. */
export async function readCompleteThrough(tx: Tx, scope: ShopScope, shop: string | undefined): Promise<Date | null> {
  const { all, list } = shopFilter(scope);
  const [row] = await tx<{ through: Date | null; unknown: number }[]>`
    select min(st.complete_through) as through, count(*) filter (where st.complete_through is null) as unknown
    from agents a
    left join lateral (
      select complete_through
      from streams
      where org_id = a.org_id and agent_id = a.agent_id and complete_through is not null
      order by ordinal desc
      limit 1
    ) st on true
    where a.org_id = ${scope.org} and a.revoked_at is null
      and (${all} or a.shop_id = any(${[...list]}::uuid[]))
      ${shop === undefined ? tx`` : tx`and a.shop_id = ${shop}`}`;
  return row === undefined || row.unknown > 0 ? null : row.through;
}
