import type { Need, ShopNow } from '@tillbridge/shared/reads';
import { buildConditions } from '../alarms/build-conditions.ts';
import type { ShopParts } from './read-shop-parts.ts';

const ORDER = { bad: 0, warn: 1, off: 2 } as const;

/** What a person must look at, worst first and newest first within that. The same conditions raise the alarms. Pure. */
export function buildNeeds(tiles: readonly ShopNow[], parts: ShopParts): Need[] {
  return buildConditions(tiles, parts)
    .filter(({ force }) => force !== 'lingers')
    .map(({ need }) => need)
    .sort((a, b) => ORDER[a.severity] - ORDER[b.severity] || (a.since < b.since ? 1 : -1));
}
