import { Fault } from '@tillbridge/shared/faults/fault';
import type { Following } from '@tillbridge/shared/reads-employees';
import type { ShopRef } from '@tillbridge/shared/shop-ref';
import type { Tx } from '../db/client.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';
import { shopRef } from '../reads/shop-ref.ts';

interface Row {
  readonly shop: ShopRef;
  readonly currency: string;
  readonly cut_off_minutes: number;
  readonly version: number;
  readonly changed_at: Date | null;
}

export interface FollowedShop extends Following {
  readonly shop: ShopRef;
  readonly currency: string;
  readonly cutOffMinutes: number;
}

/** A shop that the person may see, with what its agents should apply and do apply. Throws `api.not-found`. */
export async function readFollowing(tx: Tx, scope: ShopScope, shop: string): Promise<FollowedShop> {
  const { all, list } = shopFilter(scope);
  const [row] = await tx<Row[]>`
    select ${shopRef(tx)} as shop, s.currency, s.cut_off_minutes, coalesce(c.version, 0) as version, c.changed_at
    from shops s
    left join shop_configurations c on c.org_id = s.org_id and c.shop_id = s.shop_id
    where s.org_id = ${scope.org} and s.shop_id = ${shop} and (${all} or s.shop_id = any(${[...list]}::uuid[]))`;
  if (row === undefined) throw new Fault('api.not-found');
  const applied = await tx<{ agent: string; name: string; version: number | null; applied_at: Date | null }[]>`
    select agent_id as agent, name, configuration_version as version, configuration_applied_at as applied_at
    from agents
    where org_id = ${scope.org} and shop_id = ${shop} and revoked_at is null
    order by agent_id`;
  return {
    shop: row.shop,
    currency: row.currency,
    cutOffMinutes: row.cut_off_minutes,
    desiredVersion: row.version,
    changedAt: row.changed_at?.toISOString() ?? null,
    applied: applied.map(({ applied_at: appliedAt, ...agent }) => ({
      ...agent,
      appliedAt: appliedAt?.toISOString() ?? null,
    })),
  };
}
