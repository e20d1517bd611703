import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { cloneDatabase, cloneFrom } from '../../../scripts/postgres/clone-database.ts';
import { archiveMonth } from '../src/archive/archive-month.ts';
import { acceptBatch } from '../src/ingest/accept-batch.ts';
import { acceptOpen } from '../src/ingest/accept-open.ts';
import { keys, onDay, sellIn, tempStore } from './archive-world.ts';
import { newId } from './build-facts.ts';
import { compareAll, kindsOf, quiet, tradeOf } from './divergence-world.ts';
import { makeWorld, type OpenShop, openShop, type World } from './ingest-world.ts';

let world: World;
let shop: OpenShop;

beforeAll(async () => {
  world = await makeWorld(await cloneDatabase());
});
afterAll(() => world.close());
beforeEach(async () => {
  shop = await openShop(world);
});

/** One statement behind our back; foreign keys and rights do not hold whoever owns the machine. */
const behind = (statement: string) =>
  world.god.begin(async (tx) => {
    await tx.unsafe('set local session_replication_role = replica');
    const { count } = await tx.unsafe(statement);
    expect(count).toBeGreaterThan(0);
  });
const of = (table: string) => `${table} where org_id = '${shop.org}'`;
describe('a month that was archived', () => {
  const archive = { store: tempStore(), keys };
  const before = new Date();
  const month = new Date(Date.UTC(before.getUTCFullYear(), before.getUTCMonth() - 6, 1)).toISOString().slice(0, 10);
  const day = (n: number) => `${month.slice(0, 8)}0${n}`;

  it('is no divergence, with the archive at hand or without, and a fact that is missing beside it is one', async () => {
    await sellIn(shop, [day(4), day(5)], 3);
    const from = shop.chain.last + 1;
    shop.chain.sales(2);
    await shop.send({ from });
    await world.db.sql`select make_month(${month}::date)`;
    expect(await archiveMonth({ db: world.db, ...archive }, month)).toBe('dropped');
    expect(await compareAll(world, shop)).toMatchObject(quiet);
    expect(await compareAll(world, shop, { archive })).toMatchObject(quiet);
    shop.chain.sale({}, onDay(day(4)));
    await shop.send({ from: shop.chain.last });
    expect(await compareAll(world, shop)).toMatchObject(quiet);
    await behind(`delete from ${of('facts')} and sequence = 8`);
    await compareAll(world, shop);
    expect(await kindsOf(world, shop)).toContain('open fact_missing');
  });

  it('has sums that agree with one another, or a person is told: nothing is left to make them from', async () => {
    await sellIn(shop, [day(4), day(5)], 3);
    await world.db.sql`select make_month(${month}::date)`;
    await archiveMonth({ db: world.db, ...archive }, month);
    await behind(
      `update ${of('hourly_summaries').replace(' where', ' set in_minor = 1 where')} and business_date = '${day(5)}'`,
    );
    expect((await compareAll(world, shop)).healed).toBe(0);
    expect(await kindsOf(world, shop)).toEqual(['open derived daily_summaries']);
  });

  it('keeps what people closed, counted and carried away, which stands without its facts, and nobody is told of it', async () => {
    const kept = ['closings', 'closing_lines', 'recounts', 'cases', 'shifts', 'collections'];
    const rows = () =>
      Promise.all(kept.map((table) => world.god.unsafe(`select * from ${of(table)} order by 1, 2, 3, 4, 5`)));
    await tradeOf(shop, onDay(day(4)));
    const before = await rows();
    expect(before.every((each) => each.length > 0)).toBe(true);
    await world.db.sql`select make_month(${month}::date)`;
    expect(await archiveMonth({ db: world.db, ...archive }, month)).toBe('dropped');
    expect(await compareAll(world, shop, { archive })).toMatchObject(quiet);
    expect(await rows()).toEqual(before);
    // A fact that came late is online, and what it says is compared as ever.
    shop.chain.closing({ shift: newId(), number: 2 }, onDay(day(4)));
    await shop.send({ from: shop.chain.last });
    const withLate = await rows();
    await behind(
      `update ${of('closings').replace(' where', " set sums = '[]' where")} and sequence = ${shop.chain.last}`,
    );
    expect(await compareAll(world, shop, { archive })).toMatchObject({ healed: 1, open: 0 });
    expect(await rows()).toEqual(withLate);
  });

  it('has a hash list that is what it was, though no bytes are left beside it', async () => {
    await sellIn(shop, [day(6)], 3);
    await world.db.sql`select make_month(${month}::date)`;
    await compareAll(world, shop);
    await archiveMonth({ db: world.db, ...archive }, month);
    await behind(
      `update stream_segments set hashes = overlay(hashes placing decode(repeat('00', 32), 'hex') from 1 for 32) where org_id = '${shop.org}'`,
    );
    expect(await compareAll(world, shop, { archive })).toMatchObject({ healed: 0, open: 1 });
    expect(await kindsOf(world, shop)).toEqual(['open list_altered']);
  });
});

it('a restored database is no divergence, before the shop has brought the rest and after', async () => {
  const original = await cloneDatabase();
  const old = await makeWorld(original);
  const sold = await openShop(old);
  await tradeOf(sold);
  await compareAll(old, sold);
  await Promise.all([old.db.close(), old.god.end()]);
  const restored = await makeWorld(await cloneFrom(inject('postgres'), original.name));
  try {
    sold.chain.sales(4);
    expect(await compareAll(restored, sold)).toMatchObject(quiet);
    const { incarnation } = await acceptOpen(restored.db, sold.scope, sold.chain.open());
    await acceptBatch(restored.db, sold.scope, sold.chain.batch(incarnation));
    expect(await compareAll(restored, sold)).toMatchObject({ facts: sold.chain.last, ...quiet });
  } finally {
    await restored.close();
    await original.drop();
  }
});
