import { SILENT_AFTER_MS } from '@tillbridge/shared/live';
import type { Today } from '@tillbridge/shared/reads';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { connectDatabase, type Database } from '../src/db/client.ts';
import type { ShopScope } from '../src/people/require-person.ts';
import { FiguresCache } from '../src/reads/figures-cache.ts';
import { readToday } from '../src/reads/read-today.ts';
import { ShopFigures } from '../src/reads/shop-figures.ts';
import type { ShopRow } from '../src/reads/shop-rows.ts';
import { inventory } from './build-facts.ts';
import { makeWorld, type OpenShop, openShop, type World } from './ingest-world.ts';

let world: World;
/** A process that has read nothing yet. */
let fresh: Database;
beforeAll(async () => {
  world = await makeWorld(await cloneDatabase());
});
afterAll(() => world.close());

const scopeOf = ({ org }: OpenShop) =>
  ({ org, person: '', session: '', permissions: new Set(), shops: 'all' }) as unknown as ShopScope;

const says = async (db: Database, shop: OpenShop, now: Date): Promise<Today> =>
  JSON.parse((await readToday(db, scopeOf(shop), now)).json.toString());

/** What this process says now beside what one says that has read nothing yet. */
async function bothSay(shop: OpenShop): Promise<[unknown, unknown]> {
  const now = new Date();
  fresh = await connectDatabase({ url: world.clone.appUrl, poolMax: 2 });
  const said = [await says(world.db, shop, now), await says(fresh, shop, now)] as const;
  await fresh.close();
  return [...said];
}

describe('figures that were read before', () => {
  test('are never older than the snapshot they are shown in', async () => {
    const shop = await openShop(world);
    let last: unknown;
    for (let sale = 1; sale <= 4; sale += 1) {
      shop.chain.sale();
      if (sale % 2 === 0)
        shop.chain.add('machine.inventory', { machine: shop.machine, inventory: inventory(new Date().toISOString()) });
      await shop.send({ from: shop.chain.last - (sale % 2 === 0 ? 1 : 0) });
      const [warm, cold] = await bothSay(shop);
      expect(warm).toEqual(cold);
      expect(warm).not.toEqual(last);
      last = warm;
    }
  });

  test('do not come back when a restored database reaches the same version again with other facts', async () => {
    const shop = await openShop(world);
    shop.chain.sale();
    await shop.send();
    await readToday(world.db, scopeOf(shop));
    await world.god`update hourly_summaries set in_minor = in_minor + 100 where shop_id = ${shop.shop}`;
    await world.god`update incarnations set incarnation = ${'f'.repeat(32)}`;
    const [warm, cold] = await bothSay(shop);
    expect(warm).toEqual(cold);
  });

  test('are written anew for what changes without them: a silence, a queue at the shop, a name', async () => {
    const shop = await openShop(world);
    shop.chain.sale();
    await shop.send();
    const seen: unknown[] = [];
    const changes = [
      () => world.god`update agents set pending = 7 where shop_id = ${shop.shop}`,
      () => world.god`update shops set name_en = 'Renamed' where shop_id = ${shop.shop}`,
      () => world.god`update machines set name = 'Renamed' where shop_id = ${shop.shop}`,
      () =>
        world.god`update agents set last_heard_at = last_heard_at + interval '1 second' where shop_id = ${shop.shop}`,
      () => world.god`
        update streams set complete_through = complete_through + interval '1 second'
        where agent_id = (select agent_id from agents where shop_id = ${shop.shop})`,
      () => world.god`
        insert into machine_states (org_id, machine_id, shop_id, state, state_at, read_at)
        values (${shop.org}, ${shop.machine}, ${shop.shop}, 'idle', now(), now())`,
      () => world.god`update machine_states set state_at = state_at + interval '1 second' where shop_id = ${shop.shop}`,
    ];
    for (const change of changes) {
      await change();
      const [warm, cold] = await bothSay(shop);
      expect(warm).toEqual(cold);
      seen.push(warm);
    }
    const later = new Date(Date.now() + SILENT_AFTER_MS + 60_000);
    expect((await says(world.db, shop, later)).shops[0]?.silent).toBe(true);
    expect(new Set(seen.map((one) => JSON.stringify((one as Today).shops))).size).toBe(changes.length);
  });

  test('make the very same shop again while nothing of it has changed', async () => {
    const shop = await openShop(world);
    shop.chain.sale();
    await shop.send();
    const read = async () => (await readToday(world.db, scopeOf(shop))).shops[0];
    const first = await read();
    expect(await read()).toBe(first);
    await world.god`update agents set pending = 7 where shop_id = ${shop.shop}`;
    expect(await read()).not.toBe(first);
  });

  test('of an organization without a shop are an empty list', async () => {
    const nobody = { ...scopeOf(await openShop(world)), shops: [] } as unknown as ShopScope;
    const { json, shops } = await readToday(world.db, nobody);
    expect([JSON.parse(json.toString()).shops, shops]).toEqual([[], []]);
  });

  test('of one organization are not another’s, and only so many shops are kept', () => {
    const cache = new FiguresCache();
    const shop = (n: number) =>
      ({ shop_id: String(n), version: 1, incarnation: 'a', business_date: '2026-11-28', currency: 'THB' }) as ShopRow;
    const figures = new ShopFigures([], [], []);
    cache.put('one', shop(1), figures);
    expect(cache.take('one', shop(1))).toBe(figures);
    expect(cache.take('two', shop(1))).toBeUndefined();
    expect(cache.take('one', { ...shop(1), version: 2 })).toBeUndefined();
    expect(cache.take('one', { ...shop(1), business_date: '2026-11-29' })).toBeUndefined();
    for (let n = 2; n <= 6_000; n += 1) cache.put('one', shop(n), figures);
    expect(cache.take('one', shop(1))).toBeUndefined();
    expect(cache.take('one', shop(6_000))).toBe(figures);
  });
});
