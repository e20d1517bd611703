import { Fault } from '@tillbridge/shared/faults/fault';
import type { Tx } from '../db/client.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';

/** A `ShopRef` in the list of columns, where `shops` is joined as `s`. */
export function shopRef(tx: Tx): ReturnType<Tx> {
  return tx`jsonb_build_object('id', s.shop_id, 'code', s.code, 'timeZone', s.time_zone, 'name', jsonb_build_object('th', s.name_th, 'en', s.name_en))`;
}

/** Throws `api.not-found` for a shop outside the scope, which answers like one that does not exist. */
export async function requireShop(tx: Tx, scope: ShopScope, shop: string): Promise<void> {
  const { all, list } = shopFilter(scope);
  const [found] = await tx`
    select 1
    from shops
    where org_id = ${scope.org} and shop_id = ${shop} and (${all} or shop_id = any(${[...list]}::uuid[]))`;
  if (found === undefined) throw new Fault('api.not-found');
}
