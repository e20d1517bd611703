import { type Limits, NO_LIMITS } from '@tillbridge/shared/configuration';
import { LIMIT_SETTINGS, type LimitSetting } from '@tillbridge/shared/limits-wish';
import type { Tx } from '../db/client.ts';

/** What a shop sets itself; null where it says that there is no limit, absent where it follows its organization. */
export type OwnLimits = { readonly [S in LimitSetting]?: Limits[S] | null };

export interface ShopLimits {
  readonly own: OwnLimits;
  readonly organization: Limits;
  /** What holds at the shop. */
  readonly limits: Limits;
}

/** The limits of a shop of this organization. */
export async function readShopLimits(tx: Tx, org: string, shop: string): Promise<ShopLimits> {
  const [row] = await tx<{ own: OwnLimits | null; organization: Partial<Limits> | null }[]>`
    select l.limits as own, o.limits as organization
    from shops s
    left join shop_limits l on l.org_id = s.org_id and l.shop_id = s.shop_id
    left join organization_limits o on o.org_id = s.org_id and o.currency = s.currency
    where s.org_id = ${org} and s.shop_id = ${shop}`;
  const own = row?.own ?? {};
  const organization = { ...NO_LIMITS, ...row?.organization };
  return { own, organization, limits: effectiveLimits(own, organization) };
}

/** The same in the list of columns, where `shop_limits` is joined as `l` and `organization_limits` as `o`. */
export function limitsThatHold(tx: Tx): ReturnType<Tx> {
  return tx`jsonb_strip_nulls('{"parLevels": []}'::jsonb || coalesce(o.limits, '{}') || coalesce(l.limits, '{}'))`;
}

export function effectiveLimits(own: OwnLimits, organization: Limits): Limits {
  const merged: Record<string, unknown> = { ...organization, ...own };
  const set = LIMIT_SETTINGS.filter((setting) => merged[setting] != null);
  return { ...NO_LIMITS, ...Object.fromEntries(set.map((setting) => [setting, merged[setting]])) };
}
