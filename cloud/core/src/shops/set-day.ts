import { Fault } from '@tillbridge/shared/faults/fault';
import type { ShopDay } from '@tillbridge/shared/shop-set-up';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, type Tx, withTenant } from '../db/client.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';
import { requireDay } from './require-day.ts';

/**
 * Zone, cut-off and currency of a shop that no PC was paired with yet: the PC takes them with its pairing and fixes the
 * business date of each fact by them. Throws `api.not-found`, `shop.time-zone`, `shop.currency` and `shop.day-fixed`.
 */
export function setDay(
  db: Database,
  scope: ShopScope,
  shop: string,
  wish: ShopDay,
  address: string,
): Promise<{ readonly id: string }> {
  const { all, list } = shopFilter(scope);
  return withTenant(db, scope.org, async (tx) => {
    // A pairing holds the key of this row until it has read the shop: it either sees the new day, or is seen below.
    const [before] = await tx<ShopDay[]>`
      select time_zone as "timeZone", cut_off_minutes as "cutOffMinutes", currency
      from shops
      where org_id = ${scope.org} and shop_id = ${shop} and (${all} or shop_id = any(${[...list]}::uuid[]))
      for update`;
    if (before === undefined) throw new Fault('api.not-found');
    const { timeZone, cutOffMinutes, currency } = wish;
    const same = before.timeZone === timeZone && before.cutOffMinutes === cutOffMinutes && before.currency === currency;
    if (same) return { id: shop };
    await requireDay(tx, wish);
    const [row] = await tx<{ paired: boolean }[]>`
      select ${wasPaired(tx)} as paired from shops s where s.org_id = ${scope.org} and s.shop_id = ${shop}`;
    if (row?.paired === true) throw new Fault('shop.day-fixed');
    await tx`
      update shops
      set time_zone = ${timeZone}, cut_off_minutes = ${cutOffMinutes}, currency = ${currency}
      where org_id = ${scope.org} and shop_id = ${shop}`;
    await appendAudit(tx, {
      org: scope.org,
      actorKind: 'person',
      actor: scope.person,
      action: 'shop.day-set',
      subject: shop,
      address,
      detail: { ...sideOf('before', before), ...sideOf('after', wish) },
    });
    return { id: shop };
  });
}

/** Whether a PC ever took what `s`, a row of `shops`, says of its day. An agent is never removed. */
export function wasPaired(tx: Tx): ReturnType<Tx> {
  return tx`exists (select from agents a where a.org_id = s.org_id and a.shop_id = s.shop_id)`;
}

function sideOf(side: 'before' | 'after', { timeZone, cutOffMinutes, currency }: ShopDay) {
  return {
    [`${side}.timeZone`]: timeZone,
    [`${side}.cutOffMinutes`]: cutOffMinutes,
    [`${side}.currency`]: currency,
  };
}
