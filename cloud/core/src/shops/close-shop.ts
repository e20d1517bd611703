import { Fault } from '@tillbridge/shared/faults/fault';
import type { ShopClosing } from '@tillbridge/shared/shop-set-up';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, type Tx, withTenant } from '../db/client.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';

/**
 * Closes a shop for good, or opens it again: it leaves the boards and is paired no more; everything it recorded stays
 * where it is. Throws `api.not-found`, and unless nothing of it is open: `shop.agent-live`, `shop.cases-open`,
 * `shop.holds-cash`.
 */
export function closeShop(
  db: Database,
  scope: ShopScope,
  shop: string,
  wish: ShopClosing,
  address: string,
): Promise<{ readonly id: string }> {
  const { all, list } = shopFilter(scope);
  return withTenant(db, scope.org, async (tx) => {
    // Not a lock that a pairing waits for: that one holds the code, which is burnt here.
    const [before] = await tx<{ closed: boolean }[]>`
      select closed_at is not null as closed
      from shops
      where org_id = ${scope.org} and shop_id = ${shop} and (${all} or shop_id = any(${[...list]}::uuid[]))
      for no key update`;
    if (before === undefined) throw new Fault('api.not-found');
    if (before.closed === wish.closed) return { id: shop };
    const left = wish.closed ? await requireDone(tx, scope.org, shop, wish.cashSettled === true) : '';
    await tx`
      update shops
      set closed_at = case when ${wish.closed} then now() end
      where org_id = ${scope.org} and shop_id = ${shop}`;
    await appendAudit(tx, {
      org: scope.org,
      actorKind: 'person',
      actor: scope.person,
      action: wish.closed ? 'shop.closed' : 'shop.reopened',
      subject: shop,
      address,
      detail: wish.closed ? { cashLeft: left } : {},
    });
    return { id: shop };
  });
}

/** Answers what its machines last told to hold, `THB 12345` in minor units, for the trail. */
async function requireDone(tx: Tx, org: string, shop: string, cashSettled: boolean): Promise<string> {
  await tx`
    update pairing_codes
    set expires_at = now()
    where org_id = ${org} and shop_id = ${shop} and expires_at > now()`;
  const [agent] = await tx`
    select from agents where org_id = ${org} and shop_id = ${shop} and revoked_at is null limit 1`;
  if (agent !== undefined) throw new Fault('shop.agent-live');
  const [open] = await tx`
    select
    from cases
    where org_id = ${org} and shop_id = ${shop} and opened_at is not null and settled_at is null and resolved_at is null
    limit 1`;
  if (open !== undefined) throw new Fault('shop.cases-open');
  const held = await tx<{ currency: string; minor: number }[]>`
    select currency, sum(value_minor * pieces)::bigint as minor
    from machine_inventory i
    where org_id = ${org} and shop_id = ${shop} and bucket <> 'dispensable'
      and not exists (select from machines m where m.org_id = i.org_id and m.machine_id = i.machine_id and m.retired_at is not null)
    group by currency
    having sum(value_minor * pieces) > 0
    order by currency`;
  if (held.length > 0 && !cashSettled) throw new Fault('shop.holds-cash');
  return held.map(({ currency, minor }) => `${currency} ${minor}`).join(', ');
}
