import { randomBytes } from 'node:crypto';
import { Fault } from '@tillbridge/shared/faults/fault';
import { uuidv7 } from '@tillbridge/shared/ids';
import { type NewShop, SHOPS_MAX } from '@tillbridge/shared/shop-set-up';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, type Tx, withTenant } from '../db/client.ts';
import type { ShopScope } from '../people/require-person.ts';
import { lockRights } from '../roles/rights-now.ts';
import { requireAllShops } from './require-all-shops.ts';
import { requireDay } from './require-day.ts';

/**
 * A shop that can be paired at once. Throws `api.forbidden` for whoever does not see all shops, `shop.time-zone`,
 * `shop.currency`, `shop.code-taken` and `shop.too-many`.
 */
export function addShop(
  db: Database,
  scope: ShopScope,
  wish: NewShop,
  address: string,
): Promise<{ readonly id: string }> {
  requireAllShops(scope);
  const id = uuidv7(Date.now(), randomBytes(10));
  return withTenant(db, scope.org, async (tx) => {
    await lockRights(tx, scope, 'shop.manage');
    await requireDay(tx, wish);
    await requireRoom(tx, scope.org);
    const { code, name, timeZone, cutOffMinutes, currency } = wish;
    const added = await tx`
      insert into shops (org_id, shop_id, code, name_th, name_en, time_zone, cut_off_minutes, currency)
      values (${scope.org}, ${id}, ${code}, ${name.th}, ${name.en}, ${timeZone}, ${cutOffMinutes}, ${currency})
      on conflict (org_id, code) do nothing
      returning shop_id`;
    if (added.length === 0) throw new Fault('shop.code-taken');
    await appendAudit(tx, {
      org: scope.org,
      actorKind: 'person',
      actor: scope.person,
      action: 'shop.added',
      subject: id,
      address,
      detail: { code, name: `${name.th} / ${name.en}`, timeZone, cutOffMinutes, currency },
    });
    return { id };
  });
}

async function requireRoom(tx: Tx, org: string): Promise<void> {
  const [count] = await tx<{ shops: number }[]>`select count(*) as shops from shops where org_id = ${org}`;
  if ((count?.shops ?? 0) >= SHOPS_MAX) throw new Fault('shop.too-many');
}
