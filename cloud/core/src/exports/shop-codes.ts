import type { Tx } from '../db/client.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';

/** Codes of the person's shops by id: what a file calls them, because names change and codes do not. */
export async function shopCodes(tx: Tx, scope: ShopScope): Promise<ReadonlyMap<string, string>> {
  const { all, list } = shopFilter(scope);
  const rows = await tx<{ id: string; code: string }[]>`
    select shop_id as id, code
    from shops
    where org_id = ${scope.org} and (${all} or shop_id = any(${[...list]}::uuid[]))`;
  return new Map(rows.map(({ id, code }) => [id, code]));
}
