import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { inventory, newId } from './build-facts.ts';
import { makeWorld, openShop, sumsOf, type World } from './ingest-world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld(await cloneDatabase());
});
afterAll(() => world.close());

describe('the same movement twice', () => {
  const device = { serial: 'RT-1', generation: 3, transaction: '000017' };

  test('reported under one device key is set aside the second time', async () => {
    const shop = await openShop(world);
    shop.chain.sale({ device });
    await shop.send();
    shop.chain.sale();
    shop.chain.sale({ device });
    const receipt = await shop.send({ from: 2 });
    expect(receipt).toMatchObject({
      applied: 1,
      highWater: 3,
      quarantined: [{ sequence: 3, code: 'fact.device-key' }],
    });
    expect(await sumsOf(world, shop.shop)).toMatchObject({
      facts: '2/20000/4000',
      days: '2/20000/4000',
      hours: '2/20000/4000',
    });
  });

  test('within one batch keeps the first', async () => {
    const shop = await openShop(world);
    shop.chain.sale({ device });
    shop.chain.sale({ device });
    expect(await shop.send()).toMatchObject({ applied: 1, quarantined: [{ sequence: 2, code: 'fact.device-key' }] });
  });

  test('as two ends of one operation is set aside the second time, also from another epoch and another day', async () => {
    const shop = await openShop(world);
    const operation = newId();
    shop.chain.sale({ operation }, { occurredAt: new Date(Date.now() - 5 * 86_400_000).toISOString() });
    shop.chain.sale({ operation });
    expect(await shop.send()).toMatchObject({ applied: 1, quarantined: [{ sequence: 2, code: 'fact.device-key' }] });
    shop.chain.sale({ operation });
    expect(await shop.send({ from: 3 })).toMatchObject({
      applied: 0,
      quarantined: [{ sequence: 3, code: 'fact.device-key' }],
    });
  });
});

describe('what machines hold', () => {
  const earlier = new Date(Date.now() - 3_600_000).toISOString();

  test('is the newest reading in four buckets, and an older one that comes late changes nothing', async () => {
    const shop = await openShop(world);
    const now = new Date().toISOString();
    shop.chain.sale({ inventory: inventory(now) });
    await shop.send();
    const position = await world.god`
      select bucket, value_minor, form, pieces from machine_inventory where machine_id = ${shop.machine} order by bucket, value_minor`;
    expect([...position]).toEqual([
      { bucket: 'box', value_minor: 100_000, form: 'note', pieces: 3 },
      { bucket: 'dispensable', value_minor: 10_000, form: 'note', pieces: 40 },
      { bucket: 'stock', value_minor: 1_000, form: 'coin', pieces: 60 },
      { bucket: 'stock', value_minor: 10_000, form: 'note', pieces: 40 },
    ]);
    shop.chain.add('machine.inventory', { machine: shop.machine, inventory: inventory(earlier, { units: [] }) });
    await shop.send({ from: 2 });
    expect(await world.god`select unit from machine_units where machine_id = ${shop.machine}`).toHaveLength(3);
    shop.chain.add('machine.inventory', {
      machine: shop.machine,
      inventory: inventory(new Date().toISOString(), { units: inventory(now).units.slice(0, 1) }),
    });
    await shop.send({ from: 3 });
    expect(await world.god`select unit from machine_units where machine_id = ${shop.machine}`).toHaveLength(1);
    expect(await world.god`select bucket from machine_inventory where machine_id = ${shop.machine}`).toHaveLength(2);
  });

  test('and how they are: the newest state wins, whatever order the facts arrive in', async () => {
    const shop = await openShop(world);
    shop.chain.add('machine.state', {
      machine: shop.machine,
      state: 'fault',
      faults: [{ code: 'machine.jam', since: earlier }],
    });
    await shop.send();
    shop.chain.add('machine.state', { machine: shop.machine, state: 'idle', faults: [] }, { occurredAt: earlier });
    await shop.send({ from: 2 });
    const [row] = await world.god`select state, faults from machine_states where machine_id = ${shop.machine}`;
    expect(row).toMatchObject({ state: 'fault', faults: [{ code: 'machine.jam' }] });
  });

  test('counts for a machine that was added after this process first saw the shop', async () => {
    const shop = await openShop(world);
    shop.chain.sale();
    await shop.send();
    const machine = newId();
    await world.god`insert into machines (org_id, machine_id, shop_id, name, driver, currency) values (${shop.org}, ${machine}, ${shop.shop}, 'Two', 'glory-300', 'THB')`;
    shop.chain.sale({ machine });
    expect(await shop.send({ from: 2 })).toMatchObject({ applied: 1, quarantined: [] });
    await world.god`update machines set currency = 'JPY' where machine_id = ${machine}`;
    shop.chain.sale({ machine });
    expect(await shop.send({ from: 3 })).toMatchObject({ applied: 0, quarantined: [{ code: 'fact.machine' }] });
  });
});
