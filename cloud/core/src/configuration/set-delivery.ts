import { type Delivery, deliveryInOrder, missingDay } from '@tillbridge/shared/delivery';
import { Fault } from '@tillbridge/shared/faults/fault';
import { type AuditEntry, appendAudit } from '../audit/append-audit.ts';
import { type Database, withTenant } from '../db/client.ts';
import type { ShopScope } from '../people/require-person.ts';
import { requireAllShops } from '../shops/require-all-shops.ts';
import { lockShop } from './set-limits.ts';
import { lockOrganization } from './set-organization-limits.ts';

type Wished = Delivery | null;

const NAMES = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** When cash is brought to a shop; null: as its organization. Throws `api.not-found`, and `api.invalid` for a day that is none. */
export function setShopDelivery(
  db: Database,
  scope: ShopScope,
  shop: string,
  wish: Wished,
  address: string,
): Promise<{ readonly delivery: Wished }> {
  const after = sound(wish);
  return withTenant(db, scope.org, async (tx) => {
    await lockShop(tx, scope, shop);
    const [row] = await tx<{ before: Wished }[]>`
      select delivery as before from shops where org_id = ${scope.org} and shop_id = ${shop}`;
    const change = changeOf(scope, address, row?.before ?? null, after);
    if (change !== null) {
      await tx`
        update shops set delivery = ${textOf(after)}::jsonb where org_id = ${scope.org} and shop_id = ${shop}`;
      await appendAudit(tx, { ...change, action: 'shop.delivery-set', subject: shop });
    }
    return { delivery: after };
  });
}

/**
 * When cash is brought to the shops of an organization that say nothing else; null: as is usual. Throws `api.forbidden` for
 * whoever does not see all shops, and `api.invalid` for a day that is none.
 */
export function setOrganizationDelivery(
  db: Database,
  scope: ShopScope,
  wish: Wished,
  address: string,
): Promise<{ readonly delivery: Wished }> {
  requireAllShops(scope);
  const after = sound(wish);
  return withTenant(db, scope.org, async (tx) => {
    await lockOrganization(tx, scope.org);
    const [row] = await tx<{ before: Wished }[]>`
      select delivery as before from organizations where org_id = ${scope.org}`;
    const change = changeOf(scope, address, row?.before ?? null, after);
    if (change !== null) {
      await tx`update organizations set delivery = ${textOf(after)}::jsonb where org_id = ${scope.org}`;
      await appendAudit(tx, { ...change, action: 'organization.delivery-set', subject: scope.org });
    }
    return { delivery: after };
  });
}

function sound(wish: Wished): Wished {
  const missing = wish === null ? undefined : missingDay(wish);
  if (missing !== undefined)
    throw new Fault('api.invalid', { errors: [{ path: 'body/delivery/without', message: `no day ${missing}` }] });
  return wish === null ? null : deliveryInOrder(wish);
}

const textOf = (delivery: Wished) => (delivery === null ? null : JSON.stringify(delivery));

/** Null where nothing changes. */
function changeOf(scope: ShopScope, address: string, before: Wished, after: Wished): Omit<AuditEntry, 'action'> | null {
  const [was, is] = [told(before), told(after)];
  if (was === is) return null;
  const detail = { 'before.delivery': was, 'after.delivery': is };
  return { org: scope.org, actorKind: 'person', actor: scope.person, address, detail };
}

/** `2 days, Mon Tue Fri, not 2026-12-05`, as the trail keeps it; null where it follows. */
function told(delivery: Wished): string | null {
  if (delivery === null) return null;
  const { leadDays, weekdays, without } = delivery;
  const days = weekdays.map((day) => NAMES[day]).join(' ');
  return `${leadDays} days, ${days || 'no weekday'}${without.length === 0 ? '' : `, not ${without.join(' ')}`}`;
}
