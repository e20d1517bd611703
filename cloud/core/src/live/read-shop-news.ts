import type { Need, ShopNow, TransactionRow } from '@tillbridge/shared/reads';
import type { Database } from '../db/client.ts';
import { readTenant } from '../db/read-tenant.ts';
import type { ShopScope } from '../people/require-person.ts';
import { figuresCacheOf } from '../reads/figures-cache.ts';
import { readOneShop } from '../reads/read-shop.ts';
import { readArrivals } from '../reads/transaction-rows.ts';

/** One push carries at most so many new transactions; a shop that catches up shows the newest. */
export const ARRIVALS_MAX = 50;

export interface ShopNews {
  readonly tile: ShopNow;
  readonly needs: Need[];
  /** Arrived since the time asked for, of the current business day, newest first. */
  readonly arrivals: readonly TransactionRow[];
}

/** One snapshot of one shop, read once for everybody who watches it. */
export function readShopNews(
  db: Database,
  scope: ShopScope,
  shop: string,
  since: Date,
  now: Date = new Date(),
): Promise<ShopNews> {
  return readTenant(db, scope.org, async (tx) => {
    const { tile, needs } = await readOneShop(tx, scope, shop, now, figuresCacheOf(db));
    // What a shop catches up from before today belongs to the lists, not to the live view.
    const wish = { shop, receivedSince: since, fromDay: tile.businessDate, limit: ARRIVALS_MAX };
    return { tile, needs, arrivals: await readArrivals(tx, scope.org, wish) };
  });
}
