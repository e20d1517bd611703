import type { Database } from '../db/client.ts';
import type { ShopFigures } from './shop-figures.ts';
import type { ShopRow } from './shop-rows.ts';

const SHOPS_MAX = 5_000;
const caches = new WeakMap<Database, FiguresCache>();

export function figuresCacheOf(db: Database): FiguresCache {
  let cache = caches.get(db);
  if (cache === undefined) {
    cache = new FiguresCache();
    caches.set(db, cache);
  }
  return cache;
}

/**
 * Figures of shops as this process last read them. Nothing is ever stale: they are taken only for the version that the
 * same snapshot says, and every transaction that writes them raises it. The history of the database is part of the key,
 * because after a restore the same number can stand for something else.
 */
export class FiguresCache {
  readonly #shops = new Map<string, { readonly key: string; readonly figures: ShopFigures }>();

  take(org: string, shop: ShopRow): ShopFigures | undefined {
    const kept = this.#shops.get(nameOf(org, shop));
    return kept?.key === keyOf(shop) ? kept.figures : undefined;
  }

  put(org: string, shop: ShopRow, figures: ShopFigures): void {
    const name = nameOf(org, shop);
    // Taken out first, so that the order of the map is the order of use.
    this.#shops.delete(name);
    this.#shops.set(name, { key: keyOf(shop), figures });
    if (this.#shops.size <= SHOPS_MAX) return;
    const [oldest] = this.#shops.keys();
    if (oldest !== undefined) this.#shops.delete(oldest);
  }
}

const nameOf = (org: string, shop: ShopRow) => `${org} ${shop.shop_id}`;
const keyOf = (shop: ShopRow) => `${shop.incarnation} ${shop.version} ${shop.business_date} ${shop.currency}`;
