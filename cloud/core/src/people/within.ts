import { Fault } from '@tillbridge/shared/faults/fault';
import type { ShopScope } from './require-person.ts';

/** What somebody holds or is about to be given. */
export interface Reach {
  readonly permissions: readonly string[];
  readonly allShops: boolean;
  readonly shops: readonly string[];
}

/** Whether all of it is also held by the person who asks: nobody gives, and nobody takes, what they don't hold. */
export function isWithin(scope: ShopScope, reach: Reach): boolean {
  const held: ReadonlySet<string> = scope.permissions;
  if (!reach.permissions.every((permission) => held.has(permission))) return false;
  if (scope.shops === 'all') return true;
  const own = scope.shops;
  return !reach.allShops && reach.shops.every((shop) => own.includes(shop));
}

/** Throws `api.forbidden` with the first permission, or `shops`, that the person who asks lacks. */
export function requireWithin(scope: ShopScope, reach: Reach): void {
  if (isWithin(scope, reach)) return;
  const held: ReadonlySet<string> = scope.permissions;
  const missing = reach.permissions.find((permission) => !held.has(permission));
  throw new Fault('api.forbidden', { detail: missing ?? 'shops' });
}
