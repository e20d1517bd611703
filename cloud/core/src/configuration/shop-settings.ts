import type { Delivery } from '@tillbridge/shared/delivery';
import { Fault } from '@tillbridge/shared/faults/fault';
import { LIMIT_SETTINGS } from '@tillbridge/shared/limits-wish';
import type { OpeningHours } from '@tillbridge/shared/opening-hours';
import type { ShopNames, ShopSettings } from '@tillbridge/shared/reads-employees';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, withTenant } from '../db/client.ts';
import { readTenant } from '../db/read-tenant.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';
import { wasPaired } from '../shops/set-day.ts';
import { readShopLimits } from './effective-limits.ts';
import { readFollowing } from './read-following.ts';

interface Columns {
  readonly closed_at: Date | null;
  readonly day_fixed: boolean;
  readonly hours: OpeningHours | null;
  readonly organization_hours: OpeningHours | null;
  readonly delivery: Delivery | null;
  readonly organization_delivery: Delivery | null;
}

/** What is set for a shop. Throws `api.not-found`. */
export function readShopSettings(db: Database, scope: ShopScope, shop: string): Promise<ShopSettings> {
  const now = new Date();
  return readTenant(db, scope.org, async (tx) => {
    const followed = await readFollowing(tx, scope, shop);
    const { own, organization, limits } = await readShopLimits(tx, scope.org, shop);
    const [row] = await tx<Columns[]>`
      select s.closed_at, ${wasPaired(tx)} as day_fixed, s.opening_hours as hours, o.opening_hours as organization_hours,
        s.delivery, o.delivery as organization_delivery
      from shops s
      join organizations o on o.org_id = s.org_id
      where s.org_id = ${scope.org} and s.shop_id = ${shop}`;
    return {
      asOf: now.toISOString(),
      ...followed,
      dayFixed: row?.day_fixed === true,
      closedAt: row?.closed_at?.toISOString() ?? null,
      limits,
      own: LIMIT_SETTINGS.filter((setting) => Object.hasOwn(own, setting)),
      openingHours: row?.hours ?? null,
      delivery: row?.delivery ?? null,
      organization: {
        limits: organization,
        openingHours: row?.organization_hours ?? null,
        delivery: row?.organization_delivery ?? null,
      },
    };
  });
}

/** What a shop is called from now on; its code and its facts stay. Throws `api.not-found`. */
export function renameShop(
  db: Database,
  scope: ShopScope,
  shop: string,
  names: ShopNames,
  address: string,
): Promise<{ readonly id: string }> {
  const { all, list } = shopFilter(scope);
  return withTenant(db, scope.org, async (tx) => {
    const [before] = await tx<ShopNames[]>`
      select name_th as th, name_en as en
      from shops
      where org_id = ${scope.org} and shop_id = ${shop} and (${all} or shop_id = any(${[...list]}::uuid[]))
      for update`;
    if (before === undefined) throw new Fault('api.not-found');
    await tx`
      update shops
      set name_th = ${names.th}, name_en = ${names.en}
      where org_id = ${scope.org} and shop_id = ${shop}`;
    const told = ({ th, en }: ShopNames) => `${th} / ${en}`;
    await appendAudit(tx, {
      org: scope.org,
      actorKind: 'person',
      actor: scope.person,
      action: 'shop.renamed',
      subject: shop,
      address,
      detail: { 'before.name': told(before), 'after.name': told(names) },
    });
    return { id: shop };
  });
}
