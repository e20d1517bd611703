import type { ShopScope } from '../people/require-person.ts';

const REACHES_MAX = 1_000;

/** What a scope may see and do, as text. */
export function reachText({ shops, permissions }: ShopScope): string {
  return JSON.stringify([shops === 'all' ? shops : [...shops].sort(), [...permissions].sort()]);
}

export function sameReach(a: ShopScope, b: ShopScope): boolean {
  return reachText(a) === reachText(b);
}

/** Thousands of open windows hold a handful of different rights; each is kept in memory once. */
export class SharedReaches {
  readonly #known = new Map<string, Pick<ShopScope, 'permissions' | 'shops'>>();

  /** The same scope, its rights and shops shared with whoever has the same. */
  shared(scope: ShopScope): ShopScope {
    const key = reachText(scope);
    const { permissions, shops } = this.#known.get(key) ?? scope;
    if (this.#known.size >= REACHES_MAX) this.#known.clear();
    this.#known.set(key, { permissions, shops });
    return { ...scope, permissions, shops };
  }
}
