import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { verifyAudit } from '../src/audit/verify-audit.ts';
import { compareRound } from '../src/divergences/compare-round.ts';
import { redrive } from '../src/ingest/redrive.ts';
import { newId } from './build-facts.ts';
import { compareAll, divergencesOf, kindsOf, quiet, tradeOf } from './divergence-world.ts';
import { makeWorld, type OpenShop, openShop, sendTailTo, type World } from './ingest-world.ts';

let world: World;
let shop: OpenShop;

beforeAll(async () => {
  world = await makeWorld(await cloneDatabase());
});
afterAll(() => world.close());
beforeEach(async () => {
  shop = await openShop(world);
});

describe('nothing was changed behind our back', () => {
  it('every kind of fact is derived again as it stands, once and again', async () => {
    await tradeOf(shop);
    expect(await compareAll(world, shop)).toMatchObject({ ranges: 1, facts: shop.chain.last, ...quiet });
    expect(await compareAll(world, shop)).toMatchObject({ ranges: 1, ...quiet });
    expect(await divergencesOf(world, shop)).toEqual([]);
  });

  it('lines that were set aside, redriven, lost and filled, and a history beside the stream, are no divergence', async () => {
    const machine = newId();
    shop.chain.sale({ machine });
    shop.chain.raw('not a fact');
    const copy = shop.chain.clone();
    shop.chain.sales(2);
    await shop.send();
    copy.sales(2);
    await sendTailTo(world, shop, copy, { after: copy.beginning });
    copy.sales(1);
    await sendTailTo(world, shop, copy, { from: 5, to: 5, after: copy.behind(4) });
    const forked = copy.facts[2];
    const key = { org: shop.org, agent: shop.agent, epoch: shop.chain.epoch };
    expect(await redrive(world.db, { ...key, sequence: 3, hash: forked?.hash ?? '' })).toMatchObject({ branch: 1 });
    await world.god`
      insert into machines (org_id, machine_id, shop_id, name, driver, currency)
      values (${shop.org}, ${machine}, ${shop.shop}, 'Two', 'glory-300', 'THB')`;
    expect(await redrive(world.db, { ...key, sequence: 1, hash: shop.chain.hashAt(1) })).toMatchObject({
      state: 'applied',
    });
    expect(await compareAll(world, shop)).toMatchObject(quiet);
    const lossy = await openShop(world, { org: shop.org });
    lossy.chain.sales(6);
    await lossy.send({ to: 2 });
    await lossy.send({ from: 5, lost: { from: 3, to: 4, hash: lossy.chain.hashAt(4) } });
    expect(await compareAll(world, shop)).toMatchObject(quiet);
    await sendTailTo(world, lossy, lossy.chain, { from: 3, to: 4, after: lossy.chain.behind(2) });
    expect(await compareAll(world, shop)).toMatchObject(quiet);
    expect(await divergencesOf(world, shop)).toEqual([]);
  });

  it('only what is due is looked at, and a shop that goes on selling is looked at whole', async () => {
    await tradeOf(shop);
    await compareRound({ db: world.db, archive: undefined }, shop.org, new Date());
    expect(await compareRound({ db: world.db, archive: undefined }, shop.org, new Date())).toMatchObject({
      ranges: 0,
      days: 0,
    });
    const from = shop.chain.last + 1;
    shop.chain.sales(2);
    await shop.send({ from });
    expect(await compareAll(world, shop)).toMatchObject({ facts: shop.chain.last, ...quiet });
  });
});

/** One statement behind our back, and what the round calls it. */
const DERIVED: readonly (readonly [name: string, table: string, statement: (of: OpenShop) => string])[] = [
  [
    'a transaction has another sum',
    'cash_transactions',
    () => 'update cash_transactions set in_minor = in_minor + 100 where sequence = 2',
  ],
  [
    'a transaction is gone with its lines',
    'cash_transactions',
    (of) => `
    with gone as (delete from denomination_lines where org_id = '${of.org}' returning transaction_id)
    delete from cash_transactions where transaction_id in (select transaction_id from gone)`,
  ],
  [
    'a transaction is on another day',
    'cash_transactions',
    () => 'update cash_transactions set business_date = business_date - 40 where sequence = 2',
  ],
  [
    'a line has another number of pieces',
    'denomination_lines',
    () => 'update denomination_lines set pieces = pieces + 1 where line_no = 1',
  ],
  [
    'a line nobody wrote',
    'denomination_lines',
    () => `
    insert into denomination_lines
    select org_id, business_date, transaction_id, 9, 100, 'coin', 5, 'in', 'stock', null from cash_transactions where sequence = 2`,
  ],
  ['a device key is gone', 'device_keys', () => 'delete from device_keys'],
  ['a closing was counted otherwise', 'closing_lines', () => 'update closing_lines set counted = 52'],
  ['a closing has another tier', 'closings', () => "update closings set tier = 'automatic'"],
  ['a count names other cases', 'recounts', () => "update recounts set cases = '{}'"],
  [
    'a case was settled by nobody',
    'cases',
    () => "update cases set settled_by = 'Mallory', settled_at = settled_at - interval '1 hour'",
  ],
  ['a case owes another sum', 'cases', () => 'update cases set owed_minor = 7'],
  ['a shift was opened by somebody else', 'shifts', () => "update shifts set opened_by = 'Mallory'"],
  ['a collection took out less', 'collections', () => 'update collections set out_minor = 1'],
  ['an hour has another sum', 'hourly_summaries', () => 'update hourly_summaries set out_minor = out_minor + 1'],
  ['a day has another sum', 'daily_summaries', () => 'update daily_summaries set transactions = transactions + 1'],
  [
    'a day has a sum of nothing',
    'daily_summaries',
    () => `
    insert into daily_summaries select org_id, shop_id, business_date, currency, 'payout', 1, 0, 500 from daily_summaries where kind = 'sale'`,
  ],
  ['a month has another sum', 'monthly_summaries', () => 'update monthly_summaries set in_minor = 0'],
  ['a month is gone', 'monthly_summaries', () => 'delete from monthly_summaries'],
  ['a machine holds other pieces', 'machine_units', () => "update machine_units set pieces = 1 where unit = '1'"],
  ['the position has other pieces', 'machine_inventory', () => 'update machine_inventory set pieces = pieces + 1'],
  ['a machine is in another state', 'machine_states', () => "update machine_states set state = 'fault'"],
];

describe('what was derived is altered behind our back', () => {
  const derivedRows = async () => {
    const tables = [...new Set(DERIVED.map(([, table]) => table))];
    const rows = await Promise.all(
      tables.map((table) =>
        world.god.unsafe(`select to_jsonb(t) - 'received_at' as row from ${table} t where org_id = $1 order by 1`, [
          shop.org,
        ]),
      ),
    );
    return rows.map((its) => its.map((one) => one['row']));
  };

  it.each(DERIVED)('%s: it is found, put right from the facts, and told', async (_, table, statement) => {
    await tradeOf(shop);
    const before = await derivedRows();
    const [version] = await world.god`select version from shop_versions where shop_id = ${shop.shop}`;
    const changed = await world.god.begin(async (tx) => {
      await tx.unsafe(`set local session_replication_role = replica`);
      // Another shop of the same kind would be changed as well: only rows of this organization are left visible.
      await tx.unsafe(`set local role tillbridge_owner`);
      await tx`select set_config('app.org_id', ${shop.org}, true)`;
      return tx.unsafe(statement(shop));
    });
    expect(changed.count).toBeGreaterThan(0);
    expect(await derivedRows()).not.toEqual(before);
    expect((await compareAll(world, shop)).healed).toBeGreaterThan(0);
    expect(await derivedRows()).toEqual(before);
    expect(await kindsOf(world, shop)).toContain(`healed derived ${table}`);
    const [now] = await world.god`select version from shop_versions where shop_id = ${shop.shop}`;
    expect(Number(now?.['version'])).toBeGreaterThan(Number(version?.['version']));
    expect(await compareAll(world, shop)).toMatchObject(quiet);
    const [told] =
      await world.god`select count(*) as n from audit_events where org_id = ${shop.org} and action = 'divergence.healed'`;
    expect(told?.['n']).toBeGreaterThan(0);
    expect(await verifyAudit(world.db, shop.org, undefined)).toMatchObject({ sound: true });
  });
});
