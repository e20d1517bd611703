import { Fault } from '@tillbridge/shared/faults/fault';
import type { ShopNow, Today } from '@tillbridge/shared/reads';
import type { Database } from '../db/client.ts';
import { readTenant } from '../db/read-tenant.ts';
import type { ShopScope } from '../people/require-person.ts';
import { buildNeeds } from './build-needs.ts';
import { buildShop, figuresOf } from './build-shop.ts';
import { figuresCacheOf } from './figures-cache.ts';
import { readShopParts } from './read-shop-parts.ts';
import { readShopRows } from './shop-rows.ts';

const END = Buffer.from(']}');

export interface TodayRead {
  /** A `Today` in UTF-8 JSON. A shop that has not changed since it was last written is not written again. */
  readonly json: Buffer;
  readonly shops: readonly ShopNow[];
}

/** All shops of the scope as they are now: from the current state and the summaries, never from history. */
export function readToday(db: Database, scope: ShopScope, now: Date = new Date()): Promise<TodayRead> {
  return readTenant(db, scope.org, async (tx) => {
    const [[organization], rows] = await Promise.all([
      tx<{ name_th: string; name_en: string }[]>`
        select name_th, name_en from organizations where org_id = ${scope.org}`,
      readShopRows(tx, scope, now, null),
    ]);
    if (organization === undefined) throw new Fault('api.signed-out');
    const parts = await readShopParts(tx, scope.org, rows, now, figuresCacheOf(db));
    const shops = rows.map((row) => buildShop(row, parts, now));
    const head = {
      organization: { id: scope.org, name: { th: organization.name_th, en: organization.name_en } },
      asOf: now.toISOString(),
      needs: buildNeeds(shops, parts),
    };
    const tiles = rows.map((row, n) => figuresOf(row, parts).tileJsonOf(shops[n] as ShopNow));
    return { json: joined(head, tiles), shops };
  });
}

function joined(head: Omit<Today, 'shops'>, tiles: readonly Buffer[]): Buffer {
  const text = `${JSON.stringify(head).slice(0, -1)},"shops":[`;
  // A tile begins with its comma, which the first does without.
  return Buffer.concat([Buffer.from(text), ...tiles.map((tile, n) => (n === 0 ? tile.subarray(1) : tile)), END]);
}
