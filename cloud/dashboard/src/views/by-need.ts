import type { Need, ShopTile } from '@tillbridge/shared/reads';
import { byUrgency } from '../parts/need-words.ts';
import { worstNeed } from '../parts/shop-state.tsx';

/** Shops that need somebody first, in the order of what they need; the others by name. */
export function byNeed(shops: readonly ShopTile[], needs: readonly Need[]): readonly ShopTile[] {
  const worst = new Map(shops.map((tile) => [tile.id, worstNeed(tile, needs)]));
  return [...shops].sort((a, b) => {
    const [one, other] = [worst.get(a.id), worst.get(b.id)];
    if (one !== undefined && other !== undefined) return byUrgency(one, other);
    if (one !== undefined || other !== undefined) return one !== undefined ? -1 : 1;
    return a.code < b.code ? -1 : 1;
  });
}
