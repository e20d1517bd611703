import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { acceptBatch } from '../src/ingest/accept-batch.ts';
import { acceptOpen } from '../src/ingest/accept-open.ts';
import { ALL_RULES, type CloudRules } from '../src/ingest/rules.ts';
import type { Chain } from './build-facts.ts';
import {
  custodyOf,
  faultOf,
  makeWorld,
  type OpenShop,
  openShop,
  sendTailTo,
  type TailArguments,
  type World,
} from './ingest-world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld(await cloneDatabase());
});
afterAll(() => world.close());

const sendTail = (...args: TailArguments) => sendTailTo(world, ...args);

describe('the tail of a left epoch', () => {
  test('extends the stream where it can, whoever holds the epoch now', async () => {
    const shop = await openShop(world);
    shop.chain.sales(3);
    await shop.send({ to: 1 });
    const receipt = await sendTail(shop, shop.chain);
    expect(receipt).toMatchObject({
      applied: 2,
      duplicates: 1,
      highWater: 3,
      highWaterHash: shop.chain.hashAt(3),
      quarantined: [],
    });
    expect(await custodyOf(world, shop.agent, shop.chain.epoch)).toMatchObject({
      highWater: 3,
      highWaterHash: shop.chain.hashAt(3),
    });
  });

  test('whose place is taken goes to quarantine, once, however often it is sent', async () => {
    const shop = await openShop(world);
    const copy = shop.chain.clone();
    shop.chain.sales(2);
    copy.sales(2);
    await shop.send();
    expect(await sendTail(shop, copy)).toMatchObject({
      applied: 0,
      highWater: 2,
      highWaterHash: copy.hashAt(2),
      quarantined: [{ code: 'fact.fork' }, { code: 'fact.fork' }],
    });
    expect(await sendTail(shop, copy)).toMatchObject({ duplicates: 2, quarantined: [] });
    const custody = await custodyOf(world, shop.agent, shop.chain.epoch);
    expect(custody.quarantine).toHaveLength(2);
    expect(custody).toMatchObject({ highWater: 2, highWaterHash: shop.chain.hashAt(2) });
  });

  test('of two clones keeps what both wrote once, and both continuations', async () => {
    const shop = await openShop(world);
    shop.chain.sales(2);
    const copy = shop.chain.clone();
    shop.chain.sales(1);
    copy.sales(2);
    await shop.send();
    expect(await sendTail(shop, copy)).toMatchObject({
      duplicates: 2,
      quarantined: [
        { sequence: 3, code: 'fact.fork' },
        { sequence: 4, code: 'fact.stranded' },
      ],
    });
  });

  test('that does not join the stream, of a journal that has nothing older, is kept beside it', async () => {
    const shop = await openShop(world);
    shop.chain.sales(4);
    expect(await sendTail(shop, shop.chain, { from: 3, after: shop.chain.beginning })).toMatchObject({
      applied: 0,
      highWater: 4,
      quarantined: [{ code: 'fact.stranded' }, { code: 'fact.stranded' }],
    });
    expect(await custodyOf(world, shop.agent, shop.chain.epoch)).toMatchObject({ highWater: 0, facts: [] });
  });

  test('that was stranded settles itself when the places before it arrive', async () => {
    const shop = await openShop(world);
    shop.chain.sales(3);
    await sendTail(shop, shop.chain, { from: 3, after: shop.chain.beginning });
    expect(await sendTail(shop, shop.chain)).toMatchObject({ applied: 3 });
    const custody = await custodyOf(world, shop.agent, shop.chain.epoch);
    expect(custody.quarantine).toMatchObject([{ sequence: 3, state: 'applied' }]);
    expect(custody.facts).toHaveLength(3);
  });

  test('in the stream already is not set aside beside it', async () => {
    const shop = await openShop(world);
    shop.chain.sales(2);
    await shop.send();
    expect(await sendTail(shop, shop.chain)).toMatchObject({ duplicates: 2, quarantined: [] });
    const broken = await sendTail(shop, shop.chain, {}, { ...ALL_RULES, tailOnce: false });
    expect(broken.quarantined).toHaveLength(2);
  });
});

describe('a tail in several batches', () => {
  /** Everything the cloud had taken of this epoch is gone, and nobody tells: the disk was put back. */
  const putBack = async (shop: OpenShop) => {
    for (const table of ['facts', 'stream_segments', 'quarantine', 'declared_losses'])
      await world.god.unsafe(`delete from ${table} where agent_id = '${shop.agent}'`);
    await world.god`
      update streams set high_water = 0, high_water_hash = header_hash, has_quarantine = false, has_losses = false
      where agent_id = ${shop.agent}`;
  };
  const inTwo = (shop: OpenShop, chain: Chain) => ({
    first: () => sendTail(shop, chain, { to: 2, after: chain.beginning }),
    second: (rules?: CloudRules) => sendTail(shop, chain, { from: 3, after: chain.behind(2) }, rules),
  });
  const notes = (chain: Chain, count: number) => {
    for (let step = 0; step < count; step += 1) chain.add('agent.event', { code: 'started' });
    return chain;
  };
  const verdictOf = async (shop: OpenShop, chain: Chain) => {
    const open = { ...shop.chain.open(), epochs: [chain.named({ live: false })] };
    return (await acceptOpen(world.db, shop.scope, open)).epochs[0]?.verdict;
  };

  test('goes on behind what is in the stream', async () => {
    const shop = await openShop(world);
    const { first, second } = inTwo(shop, shop.chain.sales(4));
    await first();
    expect(await second()).toMatchObject({ applied: 2, highWater: 4 });
  });

  test('goes on behind what is in quarantine, because its places are taken', async () => {
    const shop = await openShop(world);
    const copy = shop.chain.clone().sales(4);
    shop.chain.sales(1);
    await shop.send();
    const { first, second } = inTwo(shop, copy);
    await first();
    expect(await second()).toMatchObject({ applied: 0, highWater: 4, quarantined: [{ sequence: 3 }, { sequence: 4 }] });
    expect(await verdictOf(shop, copy)).toBe('held');
  });

  test('is refused its second batch when the first one is gone, and is not held', async () => {
    const shop = await openShop(world);
    const { first, second } = inTwo(shop, notes(shop.chain, 4));
    await first();
    await putBack(shop);
    expect(await faultOf(second())).toBe('sync.gap');
    expect(await custodyOf(world, shop.agent, shop.chain.epoch)).toMatchObject({ highWater: 0, quarantine: [] });
    expect(await verdictOf(shop, shop.chain)).toBe('wanted');
    await first();
    expect(await second()).toMatchObject({ applied: 2 });
    expect(await verdictOf(shop, shop.chain)).toBe('held');
  });

  test('is refused it also where another history reaches over the places in between', async () => {
    const shop = await openShop(world);
    const copy = shop.chain.clone().sales(4);
    const { first, second } = inTwo(shop, copy);
    shop.chain.sales(3);
    await shop.send();
    await first();
    await world.god`delete from quarantine where agent_id = ${shop.agent}`;
    expect(await faultOf(second())).toBe('sync.gap');
  });

  test('strands its second batch and counts as held when nobody asks for what came before', async () => {
    const shop = await openShop(world);
    const { first, second } = inTwo(shop, notes(shop.chain, 4));
    await first();
    await putBack(shop);
    expect(await second({ ...ALL_RULES, frontFirst: false })).toMatchObject({ quarantined: [{}, {}] });
    expect(await verdictOf(shop, shop.chain)).toBe('held');
  });

  test('that says nothing of what came before must join by its first link', async () => {
    const shop = await openShop(world);
    shop.chain.sales(4);
    expect(await faultOf(sendTail(shop, shop.chain, { from: 3 }))).toBe('sync.gap');
    await sendTail(shop, shop.chain, { to: 2 });
    expect(await sendTail(shop, shop.chain, { from: 3 })).toMatchObject({ applied: 2 });
  });

  test('with places missing in the midst goes on behind the last line that was here', async () => {
    const shop = await openShop(world);
    shop.chain.sales(8);
    const lost = { from: 3, to: 6, hash: shop.chain.hashAt(6) };
    const rest = () => sendTail(shop, shop.chain, { from: 7, lost, after: shop.chain.behind(2) });
    expect(await faultOf(rest())).toBe('sync.gap');
    await sendTail(shop, shop.chain, { to: 2, after: shop.chain.beginning });
    expect(await rest()).toMatchObject({ applied: 2, highWater: 8 });
    expect(await custodyOf(world, shop.agent, shop.chain.epoch)).toMatchObject({ losses: [{ first: 3, last: 6 }] });
  });

  test('and a loss that no longer fits is declared again', async () => {
    const shop = await openShop(world);
    shop.chain.sales(8);
    const lost = { from: 1, to: 6, hash: shop.chain.hashAt(6) };
    await shop.send({ to: 2 });
    expect(await faultOf(sendTail(shop, shop.chain, { from: 7, lost, after: shop.chain.beginning }))).toBe('sync.gap');
    const fitting = { ...lost, from: 3 };
    expect(await sendTail(shop, shop.chain, { from: 7, lost: fitting, after: shop.chain.beginning })).toMatchObject({
      applied: 2,
    });
  });
});

describe('a tail beside the stream whose beginning is gone at the shop', () => {
  const lossesOf = (shop: OpenShop) =>
    world.god`select detail from audit_events where org_id = ${shop.org} and action = 'sync.lost'`;

  test('says in the open what is lost of its history, once', async () => {
    const shop = await openShop(world);
    const copy = shop.chain.clone().sales(4);
    shop.chain.sales(3);
    await shop.send();
    for (let times = 0; times < 2; times += 1) await sendTail(shop, copy, { from: 3, after: copy.beginning });
    expect(await lossesOf(shop)).toEqual([{ detail: { first: 1, last: 2, beside: true } }]);
  });

  test('has lost nothing where the cloud holds what comes before', async () => {
    const shop = await openShop(world);
    shop.chain.sales(2);
    const copy = shop.chain.clone().sales(1);
    shop.chain.sales(1);
    await shop.send();
    await sendTail(shop, copy, { from: 3, after: copy.beginning });
    expect(await lossesOf(shop)).toEqual([]);
  });
});

describe('a forked batch of the live epoch', () => {
  test('does not leave its last line in quarantine alone: the epoch would count as held', async () => {
    const shop = await openShop(world);
    const copy = shop.chain.clone().sales(3);
    shop.chain.sales(2);
    await shop.send();
    const stray = copy.batch(shop.incarnation, { from: 3, start: shop.chain.start });
    expect(await faultOf(acceptBatch(world.db, shop.scope, stray))).toBe('sync.fork');
    expect((await custodyOf(world, shop.agent, copy.epoch)).quarantine).toEqual([]);
    await faultOf(acceptBatch(world.db, shop.scope, stray, { ...ALL_RULES, frontFirst: false }));
    expect((await custodyOf(world, shop.agent, copy.epoch)).quarantine).toHaveLength(1);
  });
});
