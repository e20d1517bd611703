import { type Limits, NO_LIMITS } from '@tillbridge/shared/configuration';
import { Fault } from '@tillbridge/shared/faults/fault';
import type { LimitsWish } from '@tillbridge/shared/limits-wish';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, type Tx, withTenant } from '../db/client.ts';
import type { ShopScope } from '../people/require-person.ts';
import { requireAllShops } from '../shops/require-all-shops.ts';
import { effectiveLimits, type OwnLimits } from './effective-limits.ts';
import { changedLimits } from './limits-audit.ts';
import { requireSound } from './set-limits.ts';

/**
 * What holds in every shop of a currency that does not set it itself; what is not named stays. Answers what the
 * organization sets then. Throws `api.forbidden` for whoever does not see all shops, `api.invalid`, and `shop.currency`
 * where no shop counts in it.
 */
export function setOrganizationLimits(
  db: Database,
  scope: ShopScope,
  { currency, ...wish }: LimitsWish & { readonly currency: string },
  address: string,
): Promise<Limits> {
  requireAllShops(scope);
  requireSound(wish);
  return withTenant(db, scope.org, async (tx) => {
    await lockOrganization(tx, scope.org);
    const [counted] = await tx`select from shops where org_id = ${scope.org} and currency = ${currency} limit 1`;
    if (counted === undefined) throw new Fault('shop.currency');
    const [row] = await tx<{ limits: OwnLimits }[]>`
      select limits from organization_limits where org_id = ${scope.org} and currency = ${currency}`;
    const before = row?.limits ?? {};
    // A limit that is taken away is absent, so that nothing that stands is nothing that changed.
    const merged = Object.entries({ ...before, ...wish }).filter(([, value]) => value !== null);
    const after: OwnLimits = Object.fromEntries(merged);
    const detail = changedLimits(before, after, null);
    if (Object.keys(detail).length > 0) {
      await tx`
        insert into organization_limits (org_id, currency, limits)
        values (${scope.org}, ${currency}, ${JSON.stringify(after)}::jsonb)
        on conflict (org_id, currency) do update set limits = excluded.limits`;
      await appendAudit(tx, {
        org: scope.org,
        actorKind: 'person',
        actor: scope.person,
        action: 'organization.limits-set',
        subject: scope.org,
        address,
        detail: { currency, ...detail },
      });
    }
    return effectiveLimits(after, NO_LIMITS);
  });
}

/** One change of what an organization sets at a time. */
export async function lockOrganization(tx: Tx, org: string): Promise<void> {
  await tx`select from organizations where org_id = ${org} for no key update`;
}
