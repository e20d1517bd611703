import { type Limits, NO_LIMITS } from '@tillbridge/shared/configuration';
import { Fault } from '@tillbridge/shared/faults/fault';
import { type AuditEntry, appendAudit } from '../audit/append-audit.ts';
import { type Database, withTenant } from '../db/client.ts';
import { readTenant } from '../db/read-tenant.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';

/** The limits of a shop, whole. Throws `api.not-found`, and `api.invalid` when the tiers do not rise. */
export function setLimits(
  db: Database,
  scope: ShopScope,
  shop: string,
  limits: Limits,
  address: string,
): Promise<Limits> {
  const { all, list } = shopFilter(scope);
  if (limits.variance !== undefined && limits.variance.reasonMinor < limits.variance.automaticMinor)
    throw new Fault('api.invalid', {
      errors: [{ path: 'body/variance', message: 'reasonMinor below automaticMinor' }],
    });
  return withTenant(db, scope.org, async (tx) => {
    const [before] = await tx<{ limits: Limits }[]>`
      select limits from shop_limits where org_id = ${scope.org} and shop_id = ${shop} for update`;
    const [row] = await tx`
      insert into shop_limits (org_id, shop_id, limits)
      select s.org_id, s.shop_id, ${JSON.stringify(limits)}::jsonb
      from shops s
      where s.org_id = ${scope.org} and s.shop_id = ${shop} and (${all} or s.shop_id = any(${[...list]}::uuid[]))
      on conflict (org_id, shop_id) do update set limits = excluded.limits
      returning shop_id`;
    if (row === undefined) throw new Fault('api.not-found');
    await appendAudit(tx, {
      org: scope.org,
      actorKind: 'person',
      actor: scope.person,
      action: 'shop.limits-set',
      subject: shop,
      address,
      detail: { ...sideOf('before', before?.limits ?? NO_LIMITS), ...sideOf('after', limits) },
    });
    return limits;
  });
}

function sideOf(side: 'before' | 'after', limits: Limits): NonNullable<AuditEntry['detail']> {
  const levels = limits.parLevels.map(
    ({ form, valueMinor, low, par, high }) => `${form} ${valueMinor}: ${low} ${par} ${high}`,
  );
  return {
    [`${side}.payoutWithoutApprovalMinor`]: limits.payoutWithoutApprovalMinor ?? null,
    [`${side}.varianceAutomaticMinor`]: limits.variance?.automaticMinor ?? null,
    [`${side}.varianceReasonMinor`]: limits.variance?.reasonMinor ?? null,
    [`${side}.parLevels`]: levels.join(', '),
  };
}

/** Throws `api.not-found` for a shop outside the scope. */
export function readLimits(db: Database, scope: ShopScope, shop: string): Promise<Limits> {
  const { all, list } = shopFilter(scope);
  return readTenant(db, scope.org, async (tx) => {
    const [row] = await tx<{ limits: Limits | null }[]>`
      select l.limits
      from shops s
      left join shop_limits l on l.org_id = s.org_id and l.shop_id = s.shop_id
      where s.org_id = ${scope.org} and s.shop_id = ${shop} and (${all} or s.shop_id = any(${[...list]}::uuid[]))`;
    if (row === undefined) throw new Fault('api.not-found');
    return row.limits ?? NO_LIMITS;
  });
}
