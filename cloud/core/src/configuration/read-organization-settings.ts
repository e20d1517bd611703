import { type Limits, NO_LIMITS } from '@tillbridge/shared/configuration';
import type { Delivery } from '@tillbridge/shared/delivery';
import { LIMIT_SETTINGS } from '@tillbridge/shared/limits-wish';
import type { OpeningHours } from '@tillbridge/shared/opening-hours';
import type { OrganizationSettings } from '@tillbridge/shared/reads-settings';
import type { Database, Tx } from '../db/client.ts';
import { readTenant } from '../db/read-tenant.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';
import { shopRef } from '../reads/shop-ref.ts';
import type { OwnLimits } from './effective-limits.ts';

/** What the organization sets, by currency, and which shops of the scope that trade set something else. */
export function readOrganizationSettings(db: Database, scope: ShopScope): Promise<OrganizationSettings> {
  const now = new Date();
  return readTenant(db, scope.org, async (tx) => {
    const [organization] = await tx<{ hours: OpeningHours | null; delivery: Delivery | null }[]>`
      select opening_hours as hours, delivery from organizations where org_id = ${scope.org}`;
    const shops = await readFollowers(tx, scope);
    const set = await tx<{ currency: string; limits: Partial<Limits> }[]>`
      select currency, limits from organization_limits where org_id = ${scope.org}`;
    const currencies = [...new Set(shops.map((shop) => shop.currency))].sort();
    return {
      asOf: now.toISOString(),
      openingHours: organization?.hours ?? null,
      delivery: organization?.delivery ?? null,
      limits: currencies.map((currency) => ({
        currency,
        limits: { ...NO_LIMITS, ...set.find((one) => one.currency === currency)?.limits },
      })),
      shops,
    };
  });
}

async function readFollowers(tx: Tx, scope: ShopScope): Promise<OrganizationSettings['shops']> {
  const { all, list } = shopFilter(scope);
  const rows = await tx<
    {
      shop: OrganizationSettings['shops'][number]['shop'];
      currency: string;
      own: OwnLimits;
      ownHours: boolean;
      ownDelivery: boolean;
    }[]
  >`
    select ${shopRef(tx)} as shop, s.currency, coalesce(l.limits, '{}') as own, s.opening_hours is not null as "ownHours",
      s.delivery is not null as "ownDelivery"
    from shops s
    left join shop_limits l on l.org_id = s.org_id and l.shop_id = s.shop_id
    where s.org_id = ${scope.org} and (${all} or s.shop_id = any(${[...list]}::uuid[])) and s.closed_at is null
    order by s.code`;
  return rows.map(({ own, ...row }) => ({
    ...row,
    own: LIMIT_SETTINGS.filter((setting) => Object.hasOwn(own, setting)),
  }));
}
