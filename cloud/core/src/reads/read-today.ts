import { Fault } from '@tillbridge/shared/faults/fault';
import type { ShopTile, Today } from '@tillbridge/shared/reads';
import type { Database } from '../db/client.ts';
import { readTenant } from '../db/read-tenant.ts';
import type { ShopScope } from '../people/require-person.ts';
import { buildNeeds } from './build-needs.ts';
import { buildTile, figuresOf } from './build-tile.ts';
import { figuresCacheOf } from './figures-cache.ts';
import { readShopParts } from './read-shop-parts.ts';
import { readShopRows } from './shop-rows.ts';

const COMMA = Buffer.from(',');
const END = Buffer.from(']}');

interface Read {
  readonly today: Today;
  /** Each shop in UTF-8 JSON, in their order. */
  written(): Buffer<ArrayBuffer>[];
}

/** All shops of the scope as they are now: from the current state and the summaries, never from history. */
export async function readToday(db: Database, scope: ShopScope, now: Date = new Date()): Promise<Today> {
  return (await read(db, scope, now)).today;
}

/** The same in UTF-8 JSON; a shop that has not changed since it was last written is not written again. */
export async function readTodayJson(db: Database, scope: ShopScope, now: Date = new Date()): Promise<Buffer> {
  const { today, written } = await read(db, scope, now);
  const { shops: _written, ...head } = today;
  const [first, ...others] = written();
  const parts = [Buffer.from(`${JSON.stringify(head).slice(0, -1)},"shops":[`)];
  if (first !== undefined) parts.push(first, ...others.flatMap((shop) => [COMMA, shop]));
  return Buffer.concat([...parts, END]);
}

function read(db: Database, scope: ShopScope, now: Date): Promise<Read> {
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
      today: {
        organization: { id: scope.org, name: { th: organization.name_th, en: organization.name_en } },
        asOf: now.toISOString(),
        needs: buildNeeds(tiles, parts),
        shops: tiles,
      },
      written: () => shops.map((shop, n) => figuresOf(shop, parts).jsonOf(tiles[n] as ShopTile)),
    };
  });
}
