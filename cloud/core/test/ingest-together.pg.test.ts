import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { connectDatabase, withTenant } from '../src/db/client.ts';
import { acceptBatch } from '../src/ingest/accept-batch.ts';
import { acceptOpen } from '../src/ingest/accept-open.ts';
import { WAIT_EACH_MS, WAITING_MAX } from '../src/ingest/ingest-load.ts';
import { redrive } from '../src/ingest/redrive.ts';
import { ALL_RULES } from '../src/ingest/rules.ts';
import { listenDoorbell, openDoorbell } from '../src/live/doorbell.ts';
import { Chain, hex32, newId } from './build-facts.ts';
import { buildShop } from './build-shop.ts';
import { custodyOf, faultOf, makeWorld, openShop, sumsOf, type World } from './ingest-world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld(await cloneDatabase());
});
afterAll(() => world.close());

describe('many shops at once', () => {
  test('are asked to come later while more wait than the limit, and nobody else is', async () => {
    const shops = await Promise.all(Array.from({ length: 40 }, () => openShop(world)));
    for (const shop of shops) shop.chain.sale();
    const receipts = await Promise.all(shops.map((shop) => shop.send()));
    const waits = receipts.map((receipt) => receipt.retryAfterMs ?? 0);
    expect(Math.max(...waits)).toBeGreaterThanOrEqual(WAIT_EACH_MS / 2);
    expect(waits.filter((wait) => wait === 0).length).toBeGreaterThanOrEqual(WAITING_MAX);
    const [alone] = shops;
    alone?.chain.sale();
    expect((await alone?.send({ from: 2 }))?.retryAfterMs).toBeUndefined();
    expect(receipts.every((receipt) => receipt.applied === 1)).toBe(true);
  });
});

describe('two processes', () => {
  test('given the same batch insert it once', async () => {
    const second = await connectDatabase({ url: world.clone.appUrl, poolMax: 2 });
    for (let round = 0; round < 10; round += 1) {
      const shop = await openShop(world);
      const bytes = shop.chain.sales(5).batch(shop.incarnation);
      const receipts = await Promise.all(
        [world.db, second, world.db, second].map((db) => acceptBatch(db, shop.scope, bytes)),
      );
      expect(receipts.reduce((sum, receipt) => sum + receipt.applied, 0)).toBe(5);
      expect(receipts.every((receipt) => receipt.highWater === 5)).toBe(true);
      const sums = await sumsOf(world, shop.shop);
      expect(sums).toMatchObject({ facts: '5/50000/10000', days: sums.facts, hours: sums.facts, months: sums.facts });
    }
    await second.close();
  });

  test('given two histories of one place keep one in the stream and one in quarantine', async () => {
    const second = await connectDatabase({ url: world.clone.appUrl, poolMax: 2 });
    for (let round = 0; round < 10; round += 1) {
      const shop = await openShop(world);
      const copy = shop.chain.clone(shop.chain.start);
      shop.chain.sale({}, { businessDate: new Date().toISOString().slice(0, 10) });
      copy.sale({}, { businessDate: new Date(Date.now() - 86_400_000).toISOString().slice(0, 10) });
      await Promise.allSettled([shop.send(), acceptBatch(second, shop.scope, copy.batch(shop.incarnation))]);
      const custody = await custodyOf(world, shop.agent, copy.epoch);
      expect([custody.facts.length, custody.quarantine.length]).toEqual([1, 1]);
    }
    await second.close();
  });

  test('without the lock of the stream put two facts at one place', async () => {
    const loose = { ...ALL_RULES, lockStream: false };
    let doubled = 0;
    for (let round = 0; round < 20 && doubled === 0; round += 1) {
      const shop = await openShop(world);
      const copy = shop.chain.clone(shop.chain.start);
      shop.chain.sales(200);
      for (let step = 0; step < 150; step += 1)
        copy.sale({}, { businessDate: new Date(Date.now() - 86_400_000).toISOString().slice(0, 10) });
      await Promise.allSettled([
        shop.send({}, loose),
        acceptBatch(world.db, shop.scope, copy.batch(shop.incarnation), loose),
      ]);
      const custody = await custodyOf(world, shop.agent, copy.epoch);
      doubled = custody.facts.length - new Set(custody.facts.map((fact) => fact.sequence)).size;
    }
    expect(doubled).toBe(150);
  });
});

describe('summaries', () => {
  test('equal the facts in every committed snapshot, month = sum of days', async () => {
    const shop = await openShop(world);
    const agents = [shop, ...(await Promise.all([1, 2].map(() => secondAgent(shop))))];
    let writing = true;
    const looked: number[] = [];
    const look = async () => {
      while (writing) {
        const sums = await sumsOf(world, shop.shop);
        expect(sums).toEqual({ facts: sums.facts, hours: sums.facts, days: sums.facts, months: sums.facts });
        looked.push(Number(sums.facts.split('/')[0]));
      }
    };
    const write = async ({ chain, scope, incarnation }: Pick<typeof shop, 'chain' | 'scope' | 'incarnation'>) => {
      for (let round = 0; round < 12; round += 1) {
        const from = chain.last + 1;
        for (let step = 0; step < 10; step += 1)
          chain.sale({}, { occurredAt: new Date(Date.now() - ((round * 17 + step) % 40) * 86_400_000).toISOString() });
        await acceptBatch(world.db, scope, chain.batch(incarnation, { from }));
      }
    };
    const looking = look();
    await Promise.all(agents.map(write));
    writing = false;
    await looking;
    expect(new Set(looked).size).toBeGreaterThan(2);
    expect((await sumsOf(world, shop.shop)).facts).toBe('360/3600000/720000');
  });

  test('count a fact outside every month, which lies in the late partition', async () => {
    const shop = await openShop(world);
    shop.chain.sale({}, { occurredAt: '2019-05-05T05:00:00.000Z' });
    await shop.send();
    expect(await world.god`select 1 from cash_transactions_late where shop_id = ${shop.shop}`).toHaveLength(1);
    expect(await sumsOf(world, shop.shop)).toMatchObject({ facts: '1/10000/2000', months: '1/10000/2000' });
  });

  test('put a sale after midnight into the last hours of a business day that began yesterday', async () => {
    const shop = await openShop(world, { cutOffMinutes: 300 });
    // 01:30 in Bangkok on the 11th: the business day of the 10th began at 05:00.
    shop.chain.sale({}, { occurredAt: '2024-06-10T18:30:00.000Z', businessDate: '2024-06-10' });
    await shop.send();
    const rows =
      await world.god`select hour, business_date::text as day from hourly_summaries where shop_id = ${shop.shop}`;
    expect([...rows]).toEqual([{ hour: 20, day: '2024-06-10' }]);
  });
});

describe('tenants', () => {
  test('another organization sees nothing of a shop, under no scope and without one', async () => {
    const shop = await openShop(world);
    shop.chain.sale();
    await shop.send();
    const other = await openShop(world);
    const tables = [
      'facts',
      'cash_transactions',
      'denomination_lines',
      'streams',
      'stream_segments',
      'daily_summaries',
      'agents',
      'shop_versions',
    ];
    for (const table of tables) {
      const count = (org: string) =>
        withTenant(world.db, org, (tx) => tx`select 1 from ${tx(table)} where org_id = ${shop.org}`);
      expect(await count(shop.org), table).not.toHaveLength(0);
      expect(await count(other.org), table).toHaveLength(0);
      expect(await world.db.sql`select 1 from ${world.db.sql(table)}`, table).toHaveLength(0);
    }
  });

  test("another organization's machine is poison, also when its id is known", async () => {
    const [shop, other] = [await openShop(world), await openShop(world)];
    shop.chain.sale({ machine: other.machine });
    expect(await shop.send()).toMatchObject({ applied: 0, quarantined: [{ code: 'fact.machine' }] });
  });

  test('the machine of a neighbouring shop is poison too', async () => {
    const shop = await openShop(world);
    const neighbour = await buildShop(world.god, { org: shop.org });
    shop.chain.sale({ machine: neighbour.machine });
    expect(await shop.send()).toMatchObject({ applied: 0, quarantined: [{ code: 'fact.machine' }] });
  });

  test("one agent cannot speak for another's stream, nor with another's key", async () => {
    const [shop, other] = [await openShop(world), await openShop(world)];
    shop.chain.sale();
    expect(await faultOf(acceptBatch(world.db, other.scope, shop.chain.batch(shop.incarnation)))).toBe('sync.reopen');
    const mixed = { ...shop.scope, key: other.key };
    expect(await faultOf(acceptBatch(world.db, mixed, shop.chain.batch(shop.incarnation)))).toBe('agent.key-revoked');
  });

  test('redrive under another organization finds no row', async () => {
    const [shop, other] = [await openShop(world), await openShop(world)];
    const { hash } = shop.chain.sale({ machine: newId() });
    await shop.send();
    expect(
      await redrive(world.db, { org: other.org, agent: shop.agent, epoch: shop.chain.epoch, sequence: 1, hash }),
    ).toEqual({ state: 'gone' });
  });

  test('the same fact id, operation and epoch in two organizations disturb nobody', async () => {
    const [shop, other] = [await openShop(world), await buildShop(world.god)];
    const [id, operation] = [newId(), newId()];
    shop.chain.sale({ operation }, { id });
    const twin = new Chain(other, { epoch: shop.chain.epoch });
    twin.sale({ operation }, { id });
    await acceptOpen(world.db, other.scope, twin.open());
    expect(await shop.send()).toMatchObject({ applied: 1 });
    expect(await acceptBatch(world.db, other.scope, twin.batch(shop.incarnation))).toMatchObject({ applied: 1 });
  });

  test('a role that row security does not bind is refused at connecting', async () => {
    await expect(connectDatabase({ url: world.clone.superUrl, poolMax: 1 })).rejects.toThrow(
      'not bound by row security',
    );
  });
});

describe('the doorbell', () => {
  test('rings in every process after a commit, once for many', async () => {
    const shop = await openShop(world);
    const doorbell = openDoorbell(world.db, world.clone.appUrl);
    const rung: string[][] = [];
    let heard = () => {};
    const promise = new Promise<void>((resolve) => {
      heard = resolve;
    });
    const ears = await listenDoorbell(world.clone.appUrl, (shops) => {
      rung.push(shops.map((one) => one.shopId));
      heard();
    });
    for (let round = 0; round < 50; round += 1) doorbell.ring(shop.org, shop.shop);
    shop.chain.sale();
    await Promise.all([shop.send(), promise]);
    expect(rung[0]).toEqual([shop.shop]);
    await ears.close();
    await doorbell.close();
    expect(rung.length).toBeLessThan(4);
  });
});

/** Another agent of the same shop, on the same machine. */
async function secondAgent(shop: Awaited<ReturnType<typeof openShop>>) {
  const [agent, key] = [newId(), hex32().slice(0, 8)];
  await world.god`insert into agents (org_id, agent_id, shop_id, name) values (${shop.org}, ${agent}, ${shop.shop}, 'PC 2')`;
  await world.god`insert into agent_keys (org_id, key_id, agent_id, secret_hmac) values (${shop.org}, ${key}, ${agent}, decode('00', 'hex'))`;
  const chain = new Chain({ agent, machine: shop.machine });
  const scope = { ...shop.scope, agent, key };
  const { incarnation } = await acceptOpen(world.db, scope, chain.open());
  return { chain, scope, incarnation };
}
