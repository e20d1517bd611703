import type { Limits } from '@tillbridge/shared/configuration';
import { Fault } from '@tillbridge/shared/faults/fault';
import { type LimitsWish, misfitOfLimits, type OwnLimitsWish } from '@tillbridge/shared/limits-wish';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, type Tx, withTenant } from '../db/client.ts';
import { readTenant } from '../db/read-tenant.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';
import { requireShop } from '../reads/shop-ref.ts';
import { type OwnLimits, readShopLimits } from './effective-limits.ts';
import { changedLimits } from './limits-audit.ts';

/** The limits of a shop, whole: all of them its own from now on. Throws as `setOwnLimits`. */
export function setLimits(
  db: Database,
  scope: ShopScope,
  shop: string,
  limits: Limits,
  address: string,
): Promise<Limits> {
  return setOwnLimits(db, scope, shop, { payoutWithoutApprovalMinor: null, variance: null, ...limits }, address);
}

/**
 * What a shop sets itself, and in what it follows its organization again; what is not named stays. Answers what holds then.
 * Throws `api.not-found`, and `api.invalid` for limits that do not rise or that are both set and followed.
 */
export function setOwnLimits(
  db: Database,
  scope: ShopScope,
  shop: string,
  { follow = [], ...wish }: OwnLimitsWish,
  address: string,
): Promise<Limits> {
  requireSound(wish);
  const both = follow.find((setting) => Object.hasOwn(wish, setting));
  if (both !== undefined)
    throw new Fault('api.invalid', { errors: [{ path: 'body/follow', message: `${both} is set, too` }] });
  return withTenant(db, scope.org, async (tx) => {
    await lockShop(tx, scope, shop);
    const { own: before, limits } = await readShopLimits(tx, scope.org, shop);
    const kept = Object.entries(before).filter(([setting]) => !(follow as readonly string[]).includes(setting));
    const after: OwnLimits = { ...Object.fromEntries(kept), ...wish };
    const detail = changedLimits(before, after, 'organization');
    if (Object.keys(detail).length === 0) return limits;
    await tx`
      insert into shop_limits (org_id, shop_id, limits)
      values (${scope.org}, ${shop}, ${JSON.stringify(after)}::jsonb)
      on conflict (org_id, shop_id) do update set limits = excluded.limits`;
    await appendAudit(tx, {
      org: scope.org,
      actorKind: 'person',
      actor: scope.person,
      action: 'shop.limits-set',
      subject: shop,
      address,
      detail,
    });
    // Read again: writing may have waited for a change of what is followed.
    return (await readShopLimits(tx, scope.org, shop)).limits;
  });
}

/** Throws `api.invalid` with the path of what makes no sense. */
export function requireSound(wish: LimitsWish): void {
  const misfit = misfitOfLimits(wish);
  if (misfit !== null) throw new Fault('api.invalid', { errors: [misfit] });
}

/** One change of a shop's settings at a time. Throws `api.not-found`. */
export async function lockShop(tx: Tx, scope: ShopScope, shop: string): Promise<void> {
  const { all, list } = shopFilter(scope);
  const [row] = await tx`
    select
    from shops
    where org_id = ${scope.org} and shop_id = ${shop} and (${all} or shop_id = any(${[...list]}::uuid[]))
    for no key update`;
  if (row === undefined) throw new Fault('api.not-found');
}

/** What holds at a shop. Throws `api.not-found` for a shop outside the scope. */
export function readLimits(db: Database, scope: ShopScope, shop: string): Promise<Limits> {
  return readTenant(db, scope.org, async (tx) => {
    await requireShop(tx, scope, shop);
    return (await readShopLimits(tx, scope.org, shop)).limits;
  });
}
