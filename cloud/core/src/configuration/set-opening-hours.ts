import type { OpeningHours } from '@tillbridge/shared/opening-hours';
import { type AuditEntry, appendAudit } from '../audit/append-audit.ts';
import { type Database, withTenant } from '../db/client.ts';
import type { ShopScope } from '../people/require-person.ts';
import { requireAllShops } from '../shops/require-all-shops.ts';
import { lockShop } from './set-limits.ts';
import { lockOrganization } from './set-organization-limits.ts';
import { soundHours, toldHours } from './told-hours.ts';

type Hours = OpeningHours | null;

/**
 * When a shop is open by its own clock; null: as its organization. Throws `api.not-found`, `hours.order`, `hours.long` and
 * `hours.overlap`.
 */
export function setShopHours(
  db: Database,
  scope: ShopScope,
  shop: string,
  hours: Hours,
  address: string,
): Promise<{ readonly openingHours: Hours }> {
  const after = soundHours(hours);
  return withTenant(db, scope.org, async (tx) => {
    await lockShop(tx, scope, shop);
    const [row] = await tx<{ hours: Hours }[]>`
      select opening_hours as hours from shops where org_id = ${scope.org} and shop_id = ${shop}`;
    const detail = { before: row?.hours ?? null, after, none: 'organization' };
    if (!isSame(detail)) {
      await tx`
        update shops
        set opening_hours = ${textOf(after)}::jsonb
        where org_id = ${scope.org} and shop_id = ${shop}`;
      await appendAudit(tx, { ...changeOf(scope, address, detail), action: 'shop.hours-set', subject: shop });
    }
    return { openingHours: after };
  });
}

/**
 * When the shops of an organization are open that say nothing else, each by its own clock; null: always. Throws
 * `api.forbidden` for whoever does not see all shops, `hours.order`, `hours.long` and `hours.overlap`.
 */
export function setOrganizationHours(
  db: Database,
  scope: ShopScope,
  hours: Hours,
  address: string,
): Promise<{ readonly openingHours: Hours }> {
  requireAllShops(scope);
  const after = soundHours(hours);
  return withTenant(db, scope.org, async (tx) => {
    await lockOrganization(tx, scope.org);
    const [row] = await tx<{ hours: Hours }[]>`
      select opening_hours as hours from organizations where org_id = ${scope.org}`;
    const detail = { before: row?.hours ?? null, after, none: null };
    if (!isSame(detail)) {
      await tx`update organizations set opening_hours = ${textOf(after)}::jsonb where org_id = ${scope.org}`;
      const change = changeOf(scope, address, detail);
      await appendAudit(tx, { ...change, action: 'organization.hours-set', subject: scope.org });
    }
    return { openingHours: after };
  });
}

interface Change {
  readonly before: Hours;
  readonly after: Hours;
  /** What no hours stand for. */
  readonly none: string | null;
}

const textOf = (hours: Hours) => (hours === null ? null : JSON.stringify(hours));
const isSame = ({ before, after }: Change) => toldHours(before, null) === toldHours(after, null);

function changeOf(scope: ShopScope, address: string, { before, after, none }: Change): Omit<AuditEntry, 'action'> {
  const detail = { 'before.openingHours': toldHours(before, none), 'after.openingHours': toldHours(after, none) };
  return { org: scope.org, actorKind: 'person', actor: scope.person, address, detail };
}
