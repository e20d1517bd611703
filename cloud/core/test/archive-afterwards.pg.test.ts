import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { archiveMonth } from '../src/archive/archive-month.ts';
import { dueMonths } from '../src/archive/due-months.ts';
import { restoreMonth } from '../src/archive/restore-month.ts';
import { acceptBatch } from '../src/ingest/accept-batch.ts';
import type { ObjectStore } from '../src/store/object-store.ts';
import { countsOf, keys, onDay, sellIn, tempStore } from './archive-world.ts';
import { custodyOf, faultOf, makeWorld, type OpenShop, openShop, sumsOf, type World } from './ingest-world.ts';

let world: World;
let store: ObjectStore;
let month: string;
let months = 0;

beforeAll(async () => {
  world = await makeWorld(await cloneDatabase());
});
afterAll(async () => {
  await world.close();
});
/** Each test has a month of its own, long over, with a partition of its own. */
beforeEach(async () => {
  months += 1;
  month = `${2010 + Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}-01`;
  await world.db.sql`select make_month(${month}::date)`;
  store = tempStore();
});

const day = (n: number) => `${month.slice(0, 8)}${String(n).padStart(2, '0')}`;
const archive = (onStep?: (step: string) => void) =>
  archiveMonth({ db: world.db, store, keys, ...(onStep ? { onStep } : {}) }, month);
const states = async (shop: OpenShop) =>
  (await world.god`select state from archive_volumes where org_id = ${shop.org} order by volume`).map(
    (row) => row['state'],
  );

describe('after a month was dropped', () => {
  it('a batch that is sent again is recognised as a duplicate, and nothing comes back into the tables', async () => {
    const shop = await openShop(world);
    await sellIn(shop, [day(3)], 3);
    await archive();
    const receipt = await shop.send();
    expect(receipt).toMatchObject({ duplicates: 3, applied: 0 });
    expect(await countsOf(world, month)).toEqual([0, 0, 0]);
  });

  it('other bytes for an archived place are still a fork', async () => {
    const shop = await openShop(world);
    const twin = shop.chain.clone(shop.chain.start);
    await sellIn(shop, [day(3)], 2);
    await archive();
    twin.sale({}, onDay(day(3)));
    twin.sale({}, onDay(day(3)));
    expect(await faultOf(acceptBatch(world.db, shop.scope, twin.batch(shop.incarnation)))).toBe('sync.fork');
    expect((await custodyOf(world, shop.agent, shop.chain.epoch)).quarantine.length).toBeGreaterThan(0);
  });

  it('a fact of that month that comes late lies in the late partition, counts in the summaries, and is archived after', async () => {
    const shop = await openShop(world);
    await sellIn(shop, [day(3)], 2);
    await archive();
    await sellIn(shop, [day(4)], 1);
    expect(await countsOf(world, month)).toEqual([1, 1, 2]);
    expect(await world.god`select 1 from facts_late where org_id = ${shop.org}`).toHaveLength(1);
    expect((await sumsOf(world, shop.shop)).days).toMatch(/^3\//);
    const now = new Date();
    expect(await dueMonths(world.db, now, 3)).toContain(month);
    expect(await archive()).toBe('dropped');
    expect(await countsOf(world, month)).toEqual([0, 0, 0]);
    expect(await states(shop)).toEqual(['dropped', 'dropped']);
    expect(await restoreMonth({ db: world.db, store, keys }, shop.org, month)).toBe(3);
    expect(await archive(), 'restored, then archived again without being written again').toBe('dropped');
    expect(await states(shop)).toEqual(['dropped', 'dropped']);
  });

  it('late rows move along when the month is brought back', async () => {
    const shop = await openShop(world);
    await sellIn(shop, [day(3)], 2);
    await archive();
    await sellIn(shop, [day(4)], 1);
    await restoreMonth({ db: world.db, store, keys }, shop.org, month);
    expect(await countsOf(world, month)).toEqual([3, 3, 6]);
    expect(await world.god`select 1 from facts_late where org_id = ${shop.org}`).toHaveLength(0);
    expect(await archive()).toBe('dropped');
    expect(await states(shop), 'one volume holds all three').toEqual(['superseded', 'dropped']);
    expect(await restoreMonth({ db: world.db, store, keys }, shop.org, month)).toBe(3);
  });

  it('the hash list, streams and device keys are as before', async () => {
    const shop = await openShop(world);
    await sellIn(shop, [day(3)], 2);
    const kept = () => world.god`
      select (select jsonb_agg(to_jsonb(s) order by s.epoch) from streams s where s.org_id = ${shop.org}) as streams,
        (select jsonb_agg(to_jsonb(g) order by g.last) from stream_segments g where g.org_id = ${shop.org}) as segments,
        (select count(*) from device_keys d where d.org_id = ${shop.org}) as keys`;
    const before = await kept();
    await archive();
    expect(await kept()).toEqual(before);
  });

  it('each manifest names the one before, and says first and last hash of each stream', async () => {
    const shop = await openShop(world);
    await sellIn(shop, [day(3)], 2);
    await archive();
    await sellIn(shop, [day(4)], 1);
    await archive();
    const read = (n: number) => readFileSync(join(store.place, `archive/${shop.org}/00000${n}/manifest.json`));
    const statement = (n: number) => JSON.parse((JSON.parse(read(n).toString()) as { statement: string }).statement);
    const [first, second] = [statement(1), statement(2)];
    expect(first.previous).toBe('0'.repeat(64));
    expect(second.previous).toBe(createHash('sha256').update(read(1)).digest('hex'));
    const { highWaterHash } = await custodyOf(world, shop.agent, shop.chain.epoch);
    expect(second.streams).toMatchObject([{ first: 3, last: 3, facts: 1, lastHash: highWaterHash }]);
    expect(first.sums).toEqual([{ kind: 'sale', currency: 'THB', transactions: 2, inMinor: 20_000, outMinor: 4_000 }]);
  });
});

describe('what is due', () => {
  it('is older than the window, and not what a person just had brought back', async () => {
    const shop = await openShop(world);
    await sellIn(shop, [day(3)], 1);
    expect(await dueMonths(world.db, new Date(), 3)).toContain(month);
    await archive();
    expect(await dueMonths(world.db, new Date(), 3)).not.toContain(month);
    await restoreMonth({ db: world.db, store, keys }, shop.org, month);
    expect(await dueMonths(world.db, new Date(), 3)).not.toContain(month);
    expect(await dueMonths(world.db, new Date(Date.now() + 8 * 86_400_000), 3)).toContain(month);
  });

  it('never holds the running month or the window before it', async () => {
    const now = new Date('2026-11-28T00:00:00Z');
    const due = await dueMonths(world.db, now, 3);
    expect(due.filter((one) => one >= '2026-08-01')).toEqual([]);
  });
});

describe('a month made ahead while late rows of it exist', () => {
  it('takes them out of the late partition', async () => {
    const shop = await openShop(world);
    await sellIn(shop, ['2009-04-03'], 2);
    expect(await world.god`select 1 from facts_late where org_id = ${shop.org}`).toHaveLength(2);
    await world.db.sql`select ensure_months('2009-04-01'::date, 1)`;
    expect(await world.god`select 1 from facts_2009_04 where org_id = ${shop.org}`).toHaveLength(2);
    expect(await countsOf(world, '2009-04-01')).toEqual([2, 2, 4]);
    expect((await sumsOf(world, shop.shop)).days).toMatch(/^2\//);
  });
});

describe('what stays when a month goes', () => {
  it('refers to none of the rows that leave: a foreign key to them would hold the month for ever', async () => {
    const holding = await world.god<{ name: string }[]>`
      select distinct c.relname as name
      from pg_constraint k
      join pg_class c on c.oid = k.conrelid
      join pg_class t on t.oid = k.confrelid
      where k.contype = 'f' and t.relkind = 'p' and not c.relispartition`;
    expect(holding.map(({ name }) => name)).toEqual(['denomination_lines']);
  });
});
