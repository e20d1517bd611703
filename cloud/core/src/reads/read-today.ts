import { Fault } from '@tillbridge/shared/faults/fault';
import type { Today } from '@tillbridge/shared/reads';
import type { Database } from '../db/client.ts';
import { readTenant } from '../db/read-tenant.ts';
import type { ShopScope } from '../people/require-person.ts';
import { buildNeeds } from './build-needs.ts';
import { buildTile } from './build-tile.ts';
import { figuresCacheOf } from './figures-cache.ts';
import { readShopParts } from './read-shop-parts.ts';
import { readShopRows } from './shop-rows.ts';

/** All shops of the scope as they are now: from the current state and the summaries, never from history. */
export function readToday(db: Database, scope: ShopScope, now: Date = new Date()): Promise<Today> {
  return readTenant(db, scope.org, async (tx) => {
    const [[organization], shops] = await Promise.all([
      tx<{ name_th: string; name_en: string }[]>`
        select name_th, name_en from organizations where org_id = ${scope.org}`,
      readShopRows(tx, scope, now, null),
    ]);
    if (organization === undefined) throw new Fault('api.signed-out');
    const parts = await readShopParts(tx, scope.org, shops, now, figuresCacheOf(db));
    const tiles = shops.map((shop) => buildTile(shop, parts, now));
    return {
      organization: { id: scope.org, name: { th: organization.name_th, en: organization.name_en } },
      asOf: now.toISOString(),
      needs: buildNeeds(tiles, parts),
      shops: tiles,
    };
  });
}
