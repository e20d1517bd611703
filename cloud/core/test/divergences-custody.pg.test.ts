import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { withTenant } from '../src/db/client.ts';
import { redrive } from '../src/ingest/redrive.ts';
import { newId } from './build-facts.ts';
import { compareAll, divergencesOf, kindsOf, quiet, tradeOf } from './divergence-world.ts';
import { makeWorld, type OpenShop, openShop, sumsOf, type World } from './ingest-world.ts';

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
const rawOf = async (sequence: number) =>
  (await world.god`select raw from facts where org_id = ${shop.org} and sequence = ${sequence}`)[0]?.['raw'] as Buffer;
const listOf = async () =>
  (await world.god`select first, last, hashes from stream_segments where org_id = ${shop.org} order by last`).map(
    (row) => ({ ...row }),
  );

describe('facts are altered behind our back', () => {
  it('fact row deleted: told, and what was derived from it stays as its last trace', async () => {
    await tradeOf(shop);
    const sums = await sumsOf(world, shop.shop);
    const kept = await world.god`select * from facts where org_id = ${shop.org} and sequence = 2`;
    await behind(`delete from ${of('facts')} and sequence = 2`);
    expect((await compareAll(world, shop)).healed).toBe(0);
    expect(await kindsOf(world, shop)).toContain('open fact_missing');
    expect(await sumsOf(world, shop.shop)).toEqual(sums);
    const [told] = await divergencesOf(world, shop);
    expect(told).toMatchObject({
      rows: 1,
      expected: [{ sequence: 2, hash: shop.chain.hashAt(2) }],
      found: [{ hash: null }],
    });

    await world.god`insert into facts ${world.god(kept)}`;
    expect(await compareAll(world, shop)).toMatchObject(quiet);
    expect(new Set((await divergencesOf(world, shop)).map((one) => one.state))).toEqual(new Set(['healed']));
  });

  it('fact row deleted with everything derived from it: the sums are not made to fit', async () => {
    await tradeOf(shop);
    const days = (await sumsOf(world, shop.shop)).days;
    await behind(`delete from ${of('facts')} and sequence = 10`);
    await behind(
      `delete from ${of('denomination_lines')} and transaction_id in (select transaction_id from cash_transactions where sequence = 10)`,
    );
    await behind(`delete from ${of('cash_transactions')} and sequence = 10`);
    expect((await compareAll(world, shop)).healed).toBe(0);
    expect((await sumsOf(world, shop.shop)).days).toBe(days);
    expect(await kindsOf(world, shop)).toContain('open fact_missing');
  });

  it('fact body altered: told with both histories, and nothing is derived from it', async () => {
    await tradeOf(shop);
    const true_ = await rawOf(10);
    await behind(
      `update facts set raw = convert_to(replace(convert_from(raw, 'UTF8'), '"amountMinor":8000', '"amountMinor":1'), 'UTF8') where org_id = '${shop.org}' and sequence = 10`,
    );
    await behind(
      `update ${of('cash_transactions').replace(' where', ' set amount_minor = 1 where')} and sequence = 10`,
    );
    expect((await compareAll(world, shop)).healed).toBe(0);
    const [told] = await divergencesOf(world, shop);
    expect(told).toMatchObject({
      what: 'fact_altered',
      state: 'open',
      expected: [{ sequence: 10, hash: shop.chain.hashAt(10) }],
    });
    expect(told?.found[0]?.['line']).toContain('"amountMinor":1');

    await world.god`update facts set raw = ${true_} where org_id = ${shop.org} and sequence = 10`;
    expect(await compareAll(world, shop)).toMatchObject({ open: 0 });
    const [row] =
      await world.god`select amount_minor from cash_transactions where org_id = ${shop.org} and sequence = 10`;
    expect(Number(row?.['amount_minor'])).toBe(8_000);
    expect((await divergencesOf(world, shop)).every((one) => one.state === 'healed')).toBe(true);
  });

  it('fact bytes that are no text any more: told, and the rest of the round goes on', async () => {
    await tradeOf(shop);
    const from = shop.chain.last + 1;
    shop.chain.sale({}, { businessDate: new Date(Date.now() - 86_400_000).toISOString().slice(0, 10) });
    await shop.send({ from });
    await behind(`update ${of('facts').replace(' where', " set raw = '\\xff7b' where")} and kind = 'machine.state'`);
    expect((await compareAll(world, shop)).healed).toBe(0);
    expect(await kindsOf(world, shop)).toEqual(['open fact_altered']);
  });

  it('fact columns altered: put right from its own bytes', async () => {
    await tradeOf(shop);
    await behind(
      `update ${of('facts').replace(' where', " set kind = 'agent.event', business_date = business_date - 1 where")} and sequence = 2`,
    );
    expect(await compareAll(world, shop)).toMatchObject({ healed: 1, open: 0 });
    expect(await kindsOf(world, shop)).toEqual(['healed fact_altered']);
    expect(await compareAll(world, shop)).toMatchObject(quiet);
  });

  it('a redriven fact altered or deleted: put right from the bytes that quarantine keeps', async () => {
    const machine = newId();
    shop.chain.sales(2);
    shop.chain.sale({ machine });
    shop.chain.sales(1);
    await shop.send();
    await world.god`
      insert into machines (org_id, machine_id, shop_id, name, driver, currency)
      values (${shop.org}, ${machine}, ${shop.shop}, 'Two', 'glory-300', 'THB')`;
    await redrive(world.db, {
      org: shop.org,
      agent: shop.agent,
      epoch: shop.chain.epoch,
      sequence: 3,
      hash: shop.chain.hashAt(3),
    });
    const before = await rawOf(3);
    await behind(`update ${of('facts').replace(' where', " set raw = '{}' where")} and sequence = 3`);
    expect(await compareAll(world, shop)).toMatchObject({ healed: 1, open: 0 });
    await behind(`delete from ${of('facts')} and sequence = 3`);
    expect(await compareAll(world, shop)).toMatchObject({ healed: 1, open: 0 });
    expect((await rawOf(3)).equals(before)).toBe(true);
  });
});

describe('the hash list is altered behind our back', () => {
  const zeros = (place: number) =>
    `overlay(hashes placing decode(repeat('00', 32), 'hex') from 32 * (${place} - first)::integer + 1 for 32)`;
  it.each([
    ['in the middle', () => `update stream_segments set hashes = ${zeros(5)} where org_id = '${shop.org}'`],
    ['at its end', () => `update stream_segments set hashes = ${zeros(12)} where org_id = '${shop.org}'`],
    [
      'whole',
      () =>
        `update stream_segments set hashes = decode(repeat('00', length(hashes)), 'hex') where org_id = '${shop.org}'`,
    ],
    [
      'at the end of the stream',
      () => `update streams set high_water_hash = decode(repeat('00', 32), 'hex') where org_id = '${shop.org}'`,
    ],
  ])('%s: the bytes and the line after them prove it, and the shop still agrees', async (_, statement) => {
    await tradeOf(shop);
    const list = await listOf();
    await behind(statement());
    expect(await compareAll(world, shop)).toMatchObject({ healed: 1, open: 0 });
    expect(await kindsOf(world, shop)).toEqual(['healed list_altered']);
    expect(await listOf()).toEqual(list);
    expect(await shop.send()).toMatchObject({ applied: 0, duplicates: 12, quarantined: [] });
  });

  it('gone: every place is proven again', async () => {
    await tradeOf(shop);
    await behind(`delete from ${of('stream_segments')}`);
    expect(await compareAll(world, shop)).toMatchObject({ healed: 1, open: 0 });
    expect(await shop.send()).toMatchObject({ applied: 0, duplicates: 12, quarantined: [] });
  });

  it('together with the bytes: the line after them names what they were, and nobody guesses', async () => {
    await tradeOf(shop);
    await behind(
      `update facts set raw = convert_to(replace(convert_from(raw, 'UTF8'), '"amountMinor":8000', '"amountMinor":1'), 'UTF8') where org_id = '${shop.org}' and sequence = 10`,
    );
    await behind(
      `update stream_segments set hashes = overlay(hashes placing (select sha256(raw) from facts f where f.org_id = stream_segments.org_id and f.sequence = 10) from 289 for 32) where org_id = '${shop.org}'`,
    );
    expect((await compareAll(world, shop)).open).toBeGreaterThan(0);
    expect(await divergencesOf(world, shop)).toContainEqual(
      expect.objectContaining({
        what: 'fact_altered',
        state: 'open',
        expected: [{ sequence: 10, hash: shop.chain.hashAt(10) }],
      }),
    );
  });
});

describe('a round', () => {
  it('killed midway is done again, and finds the rest', async () => {
    await tradeOf(shop);
    await behind(`update ${of('daily_summaries').replace(' where', ' set in_minor = 1 where')}`);
    await behind(
      `update stream_segments set hashes = decode(repeat('00', length(hashes)), 'hex') where org_id = '${shop.org}'`,
    );
    const killed = (step: string) => {
      if (step === 'a day') throw new Error('killed');
    };
    await expect(compareAll(world, shop, { onStep: killed })).rejects.toThrow('killed');
    expect(await kindsOf(world, shop)).toEqual(['healed list_altered']);
    expect(await compareAll(world, shop)).toMatchObject({ healed: 1, open: 0 });
    expect(await kindsOf(world, shop)).toEqual(['healed list_altered', 'healed derived daily_summaries']);
  });

  it('run twice at once tells and puts right once', async () => {
    await tradeOf(shop);
    await behind(`update ${of('daily_summaries').replace(' where', ' set in_minor = 1 where')}`);
    await Promise.all([compareAll(world, shop), compareAll(world, shop)]);
    expect(await kindsOf(world, shop)).toEqual(['healed derived daily_summaries']);
    const { facts, days } = await sumsOf(world, shop.shop);
    expect(days).toBe(facts);
  });

  it('beside a shop that goes on selling finds nothing and loses nothing', async () => {
    await tradeOf(shop);
    const selling = (async () => {
      for (let n = 0; n < 12; n += 1) {
        const from = shop.chain.last + 1;
        shop.chain.sales(2);
        await shop.send({ from });
      }
    })();
    for (let n = 0; n < 4; n += 1) expect(await compareAll(world, shop)).toMatchObject(quiet);
    await selling;
    await behind(`update ${of('hourly_summaries').replace(' where', ' set in_minor = 1 where')}`);
    const from = shop.chain.last + 1;
    shop.chain.sales(2);
    await Promise.all([compareAll(world, shop), shop.send({ from })]);
    const { facts, hours, days, months } = await sumsOf(world, shop.shop);
    expect([hours, days, months]).toEqual([facts, facts, facts]);
  });

  it('leaves another tenant as it is', async () => {
    const other = await openShop(world);
    await tradeOf(shop);
    await tradeOf(other);
    await world.god`update daily_summaries set in_minor = 1 where org_id = ${other.org}`;
    expect(await compareAll(world, shop)).toMatchObject(quiet);
    expect(await divergencesOf(world, other)).toEqual([]);
    const [row] = await world.god`select min(in_minor) as least from daily_summaries where org_id = ${other.org}`;
    expect(Number(row?.['least'])).toBe(1);
    expect((await compareAll(world, other)).healed).toBe(1);
  });
});

describe('whoever has taken the application over', () => {
  it('makes it believe no table of its own', async () => {
    await tradeOf(shop);
    const planted = withTenant(world.db, shop.org, async (tx) => {
      await tx`create temp table shops (org_id uuid, shop_id uuid, time_zone text, cut_off_minutes integer)`;
      await tx`select * from compare_day(${shop.org}, ${shop.shop}, now()::date, 500, true)`;
    });
    await expect(planted).rejects.toThrow('temporary tables');
  });

  it('puts no bytes into a stream that nobody at the shop wrote, nor a line that was set aside', async () => {
    shop.chain.sales(1);
    shop.chain.sale({ machine: newId() });
    shop.chain.sales(1);
    await shop.send();
    const mend = (place: number, given: Buffer) =>
      withTenant(world.db, shop.org, async (tx) => {
        const at = tx`${shop.org}, ${shop.agent}, ${shop.chain.epoch}, ${place}`;
        const [row] = await tx`select mend_fact(${at}, 0, 500, ${given}) as day, mend_list(${at}, 500) as listed`;
        return { ...row };
      });
    await behind(`delete from ${of('facts')} and sequence = 1`);
    const set = shop.chain.facts[1]?.line ?? Buffer.alloc(0);
    expect(await mend(1, Buffer.from(shop.chain.facts[0]?.line.toString().replace('8000', '1') ?? ''))).toEqual({
      day: null,
      listed: false,
    });
    expect(await mend(2, set)).toEqual({ day: null, listed: false });
    expect((await mend(1, shop.chain.facts[0]?.line ?? set))['day']).not.toBeNull();
    expect((await rawOf(1)).equals(shop.chain.facts[0]?.line ?? set)).toBe(true);
  });
});
