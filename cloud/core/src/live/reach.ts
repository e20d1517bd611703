import type { ShopScope } from '../people/require-person.ts';

const LISTS_MAX = 1_000;

/** What a scope may see and do, as text. */
export function reachText({ shops, permissions }: ShopScope): string {
  return JSON.stringify([shops === 'all' ? shops : [...shops].sort(), [...permissions].sort()]);
}

export function sameReach(a: ShopScope, b: ShopScope): boolean {
  return reachText(a) === reachText(b);
}

/** Thousands of open windows see a handful of different lists of shops; each is kept in memory once, as rights are. */
export class SharedShops {
  readonly #known = new Map<string, ShopScope['shops']>();

  /** The same scope, its shops shared with whoever sees the same. */
  shared(scope: ShopScope): ShopScope {
    if (scope.shops === 'all') return scope;
    const key = scope.shops.join(' ');
    const shops = this.#known.get(key) ?? scope.shops;
    if (this.#known.size >= LISTS_MAX) this.#known.clear();
    this.#known.set(key, shops);
    return { ...scope, shops };
  }
}
