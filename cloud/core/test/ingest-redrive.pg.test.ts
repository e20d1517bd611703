import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { acceptBatch } from '../src/ingest/accept-batch.ts';
import { type QuarantineKey, redrive } from '../src/ingest/redrive.ts';
import { ALL_RULES } from '../src/ingest/rules.ts';
import { newId, sha256 } from './build-facts.ts';
import { custodyOf, makeWorld, type OpenShop, openShop, sumsOf, type World } from './ingest-world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld(await cloneDatabase());
});
afterAll(() => world.close());

/** A stream of two whose second fact names a machine that the shop does not have (yet). */
async function withPoison(): Promise<{ shop: OpenShop; machine: string; key: QuarantineKey }> {
  const shop = await openShop(world);
  const machine = newId();
  shop.chain.sale();
  const { hash } = shop.chain.sale({ machine });
  await shop.send();
  return { shop, machine, key: { org: shop.org, agent: shop.agent, epoch: shop.chain.epoch, sequence: 2, hash } };
}

const assign = (shop: OpenShop, machine: string) =>
  world.god`insert into machines (org_id, machine_id, shop_id, name, driver, currency) values (${shop.org}, ${machine}, ${shop.shop}, 'Two', 'glory-300', 'THB')`;

describe('redrive', () => {
  test('of a fact that is still wrong leaves it in quarantine and says what is wrong', async () => {
    const { shop, key } = await withPoison();
    expect(await redrive(world.db, key)).toEqual({ state: 'pending', code: 'fact.machine' });
    expect((await custodyOf(world, shop.agent, key.epoch)).quarantine).toMatchObject([{ state: 'pending' }]);
  });

  test('of a mended one inserts it at its own place, and its sums with it', async () => {
    const { shop, machine, key } = await withPoison();
    await assign(shop, machine);
    expect(await redrive(world.db, key)).toEqual({ state: 'applied', branch: 0 });
    const custody = await custodyOf(world, shop.agent, key.epoch);
    expect(custody.facts.map((fact) => [fact.sequence, fact.branch])).toEqual([
      [1, 0],
      [2, 0],
    ]);
    expect(custody.quarantine).toMatchObject([{ state: 'applied' }]);
    expect(await sumsOf(world, shop.shop)).toMatchObject({ facts: '2/20000/4000', days: '2/20000/4000' });
    expect(await redrive(world.db, key)).toEqual({ state: 'gone' });
  });

  test('of a line whose place is taken goes to a branch, and its delivery later changes nothing', async () => {
    const shop = await openShop(world);
    const copy = shop.chain.clone();
    shop.chain.sale();
    copy.sale();
    await shop.send();
    await acceptBatch(world.db, shop.scope, copy.batch(shop.incarnation, { tail: true }));
    const key = { org: shop.org, agent: shop.agent, epoch: copy.epoch, sequence: 1, hash: copy.hashAt(1) };
    expect(await redrive(world.db, key)).toEqual({ state: 'applied', branch: 1 });
    await acceptBatch(world.db, shop.scope, copy.batch(shop.incarnation, { tail: true }));
    const custody = await custodyOf(world, shop.agent, copy.epoch);
    expect(custody.facts.map((fact) => [fact.sequence, fact.branch])).toEqual([
      [1, 0],
      [1, 1],
    ]);
    expect(custody.quarantine).toMatchObject([{ state: 'applied' }]);
  });

  test('of a stranded line, whose place arrives afterwards, advances the place and inserts nothing again', async () => {
    const shop = await openShop(world);
    shop.chain.sales(2);
    const last = { org: shop.org, agent: shop.agent, epoch: shop.chain.epoch, sequence: 2, hash: shop.chain.hashAt(2) };
    await acceptBatch(
      world.db,
      shop.scope,
      shop.chain.batch(shop.incarnation, { from: 2, tail: true, after: shop.chain.beginning }),
    );
    expect(await redrive(world.db, last)).toEqual({ state: 'applied', branch: 1 });
    expect(await shop.send()).toMatchObject({ highWater: 2, applied: 1 });
    expect(await sumsOf(world, shop.shop)).toMatchObject({ facts: '2/20000/4000', days: '2/20000/4000' });
    expect((await custodyOf(world, shop.agent, last.epoch)).highWater).toBe(2);
  });

  test('applies such a line twice when quarantine is not looked up', async () => {
    const shop = await openShop(world);
    shop.chain.sale();
    shop.chain.add('agent.event', { code: 'started' });
    const last = { org: shop.org, agent: shop.agent, epoch: shop.chain.epoch, sequence: 2, hash: shop.chain.hashAt(2) };
    await acceptBatch(
      world.db,
      shop.scope,
      shop.chain.batch(shop.incarnation, { from: 2, tail: true, after: shop.chain.beginning }),
    );
    await redrive(world.db, last);
    await shop.send({}, { ...ALL_RULES, quarantineLookup: false });
    const custody = await custodyOf(world, shop.agent, last.epoch);
    expect(custody.facts.filter((fact) => fact.sequence === 2)).toHaveLength(2);
  });

  test('of an edited line is never applied', async () => {
    const shop = await openShop(world);
    shop.chain.sale();
    const lines = [Buffer.from((shop.chain.facts[0]?.line.toString() ?? '').replace('POS-1', 'POS-2'))];
    await acceptBatch(world.db, shop.scope, shop.chain.batch(shop.incarnation, { tail: true, damaged: [1], lines }));
    const key = {
      org: shop.org,
      agent: shop.agent,
      epoch: shop.chain.epoch,
      sequence: 1,
      hash: sha256(lines[0] ?? ''),
    };
    expect(await redrive(world.db, key)).toEqual({ state: 'pending', code: 'fact.damaged' });
  });

  test('of a movement recorded meanwhile stays, as the double it is', async () => {
    const { shop, machine, key } = await withPoison();
    await assign(shop, machine);
    const body = JSON.parse(shop.chain.facts[1]?.line.toString() ?? '').body;
    shop.chain.sale({ operation: body.operation, machine });
    await shop.send({ from: 3 });
    expect(await redrive(world.db, key)).toEqual({ state: 'pending', code: 'fact.device-key' });
  });

  test('asked for by many at once inserts once', async () => {
    const { shop, machine, key } = await withPoison();
    await assign(shop, machine);
    const results = await Promise.all(Array.from({ length: 8 }, () => redrive(world.db, key)));
    expect(results.filter((result) => result.state === 'applied')).toHaveLength(1);
    expect(results.filter((result) => result.state === 'gone')).toHaveLength(7);
    expect((await custodyOf(world, shop.agent, key.epoch)).facts).toHaveLength(2);
  });

  test('under way while the cloud is restored to before the fact inserts nothing', async () => {
    const { shop, machine, key } = await withPoison();
    await assign(shop, machine);
    const restore = async () => {
      await world.god`delete from quarantine where agent_id = ${shop.agent}`;
      await world.god`select new_incarnation()`;
    };
    expect(await redrive(world.db, key, { meanwhile: restore })).toEqual({ state: 'gone' });
    expect((await custodyOf(world, shop.agent, key.epoch)).facts).toHaveLength(1);
  });

  test('inserts all the same when it does not compare and set', async () => {
    const { shop, machine, key } = await withPoison();
    await assign(shop, machine);
    const restore = async () => {
      await world.god`delete from quarantine where agent_id = ${shop.agent}`;
      await world.god`select new_incarnation()`;
    };
    await redrive(world.db, key, { meanwhile: restore, rules: { ...ALL_RULES, redriveCompareAndSet: false } });
    expect((await custodyOf(world, shop.agent, key.epoch)).facts).toHaveLength(2);
  });
});

describe('redrive and delivery of one line at the same moment', () => {
  test('insert it once, whoever is first', async () => {
    for (let round = 0; round < 8; round += 1) {
      const shop = await openShop(world);
      shop.chain.sales(2);
      await acceptBatch(
        world.db,
        shop.scope,
        shop.chain.batch(shop.incarnation, { from: 2, tail: true, after: shop.chain.beginning }),
      );
      const key = {
        org: shop.org,
        agent: shop.agent,
        epoch: shop.chain.epoch,
        sequence: 2,
        hash: shop.chain.hashAt(2),
      };
      await Promise.all([redrive(world.db, key), shop.send()]);
      const custody = await custodyOf(world, shop.agent, key.epoch);
      expect(custody.facts.filter((fact) => fact.sequence === 2)).toHaveLength(1);
      expect(custody).toMatchObject({ highWater: 2, quarantine: [{ state: 'applied' }] });
      const sums = await sumsOf(world, shop.shop);
      expect(sums.days).toBe(sums.facts);
    }
  });
});
