import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { acceptBatch } from '../src/ingest/accept-batch.ts';
import { ALL_RULES } from '../src/ingest/rules.ts';
import type { Chain } from './build-facts.ts';
import { custodyOf, faultOf, makeWorld, type OpenShop, openShop, sumsOf, type World } from './ingest-world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld(await cloneDatabase());
});
afterAll(() => world.close());

/** A stream of 8 whose places 3 … 5 were declared lost. */
async function withLoss(): Promise<OpenShop> {
  const shop = await openShop(world);
  shop.chain.sales(8);
  await shop.send({ to: 2 });
  await shop.send({ from: 6, lost: { from: 3, to: 5, hash: shop.chain.hashAt(5) } });
  return shop;
}

const tail = (shop: OpenShop, from: number, to: number, chain: Chain = shop.chain) =>
  acceptBatch(world.db, shop.scope, chain.batch(shop.incarnation, { from, to, tail: true, after: chain.beginning }));

describe('a loss', () => {
  test('that covers exactly the places between is written down, with an alarm, and the stream goes on', async () => {
    const shop = await withLoss();
    const custody = await custodyOf(world, shop.agent, shop.chain.epoch);
    expect(custody).toMatchObject({ highWater: 8, losses: [{ first: 3, last: 5, open_to: 5, filled: false }] });
    expect(custody.facts.map((fact) => fact.sequence)).toEqual([1, 2, 6, 7, 8]);
    const audit = await world.god`select detail from audit_events where org_id = ${shop.org} and action = 'sync.lost'`;
    expect(audit[0]?.['detail']).toEqual({ first: 3, last: 5 });
  });

  test('that covers more or less than the gap is refused', async () => {
    const shop = await openShop(world);
    shop.chain.sales(8);
    await shop.send({ to: 2 });
    const hash = shop.chain.hashAt(5);
    expect(await faultOf(shop.send({ from: 6, lost: { from: 2, to: 5, hash } }))).toBe('sync.gap');
    expect(await faultOf(shop.send({ from: 6, lost: { from: 4, to: 5, hash } }))).toBe('sync.gap');
    expect(await faultOf(shop.send({ from: 7, lost: { from: 3, to: 5, hash } }))).toBe('sync.gap');
    expect(
      await shop.send({ from: 6, lost: { from: 4, to: 5, hash } }, { ...ALL_RULES, lostCoversExactly: false }),
    ).toMatchObject({ highWater: 8 });
  });

  test('may be declared without any line behind it', async () => {
    const shop = await openShop(world);
    shop.chain.sales(3);
    const receipt = await shop.send({
      from: 4,
      to: 3,
      toHash: shop.chain.hashAt(3),
      lost: { from: 1, to: 3, hash: shop.chain.hashAt(3) },
    });
    expect(receipt).toMatchObject({ highWater: 3, highWaterHash: shop.chain.hashAt(3), applied: 0 });
    shop.chain.sale();
    expect(await shop.send({ from: 4 })).toMatchObject({ highWater: 4, applied: 1 });
  });

  test('does not excuse a broken link behind it', async () => {
    const shop = await openShop(world);
    shop.chain.sales(4);
    expect(await faultOf(shop.send({ from: 3, lost: { from: 1, to: 2, hash: shop.chain.hashAt(1) } }))).toBe(
      'sync.fork',
    );
    expect(await custodyOf(world, shop.agent, shop.chain.epoch)).toMatchObject({ highWater: 0, losses: [] });
  });

  test('declared again, because the answer was lost, is a duplicate', async () => {
    const shop = await withLoss();
    const again = await shop.send({ from: 6, lost: { from: 3, to: 5, hash: shop.chain.hashAt(5) } });
    expect(again).toMatchObject({ highWater: 8, applied: 0, duplicates: 3 });
  });
});

describe('the bytes of a loss turn up', () => {
  test('whole: they are applied at their own places and the loss is closed', async () => {
    const shop = await withLoss();
    expect(await tail(shop, 3, 5)).toMatchObject({ applied: 3 });
    const custody = await custodyOf(world, shop.agent, shop.chain.epoch);
    expect(custody).toMatchObject({ highWater: 8, losses: [{ open_to: 2, filled: true }] });
    expect(custody.facts).toHaveLength(8);
    const sums = await sumsOf(world, shop.shop);
    expect(sums.days).toBe(sums.facts);
    expect(await tail(shop, 3, 5)).toMatchObject({ applied: 0, duplicates: 3 });
  });

  test('from the end backwards, a part at a time', async () => {
    const shop = await withLoss();
    await tail(shop, 5, 5);
    expect((await custodyOf(world, shop.agent, shop.chain.epoch)).losses).toMatchObject([
      { open_to: 4, filled: false },
    ]);
    await tail(shop, 3, 4);
    expect((await custodyOf(world, shop.agent, shop.chain.epoch)).losses).toMatchObject([{ open_to: 2, filled: true }]);
  });

  test('from the front: they wait in quarantine until the end proves them', async () => {
    const shop = await withLoss();
    await tail(shop, 3, 4);
    const waiting = await custodyOf(world, shop.agent, shop.chain.epoch);
    expect(waiting.quarantine.map((row) => row.code)).toEqual(['fact.stranded', 'fact.stranded']);
    await tail(shop, 5, 5);
    const custody = await custodyOf(world, shop.agent, shop.chain.epoch);
    expect(custody.losses).toMatchObject([{ filled: true }]);
    expect(custody.quarantine.map((row) => row.state)).toEqual(['applied', 'applied']);
    expect(custody.facts.map((fact) => [fact.sequence, fact.branch])).toEqual(
      [1, 2, 3, 4, 5, 6, 7, 8].map((place) => [place, 0]),
    );
  });

  test('but other bytes for those places never fill it', async () => {
    const shop = await withLoss();
    const other = shop.chain.clone();
    other.facts.splice(2);
    other.sales(3);
    await tail(shop, 3, 5, other);
    const custody = await custodyOf(world, shop.agent, shop.chain.epoch);
    expect(custody.losses).toMatchObject([{ open_to: 5, filled: false }]);
    expect(custody.facts).toHaveLength(5);
    expect(custody.quarantine).toHaveLength(3);
  });

  test('in a batch of the live epoch that overlaps it', async () => {
    const shop = await withLoss();
    expect(await shop.send({ from: 1, to: 8 })).toMatchObject({ applied: 3, duplicates: 5, highWater: 8 });
    expect((await custodyOf(world, shop.agent, shop.chain.epoch)).losses).toMatchObject([{ filled: true }]);
  });
});
