import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ClonedDatabase, cloneDatabase } from '../../../../scripts/postgres/clone-database.ts';
import { connectDatabase, type Database } from '../db/client.ts';
import { compareDay } from '../divergences/compare-day.ts';
import { seedDemo } from './seed-demo.ts';

/** Enough for a payday, a weekend and last week's weekday. */
const DAYS = 15;

let clone: ClonedDatabase;
let db: Database;
let all: postgres.Sql;

beforeAll(async () => {
  clone = await cloneDatabase();
  db = await connectDatabase({ url: clone.appUrl, poolMax: 3 });
  all = postgres(clone.superUrl, { max: 1 });
});
afterAll(async () => {
  await all?.end();
  await db?.close();
  await clone?.drop();
});

const count = async (from: string) => Number((await all.unsafe(`select count(*) as n from ${from}`))[0]?.['n']);

test('the demo is taken into custody whole: nothing in quarantine, every summary the sum of its facts', async () => {
  const shops = await seedDemo(db, { password: 'a demo password', days: DAYS });
  expect(shops.map((shop) => shop.code)).toEqual(['HDY', 'KKN', 'RST']);
  expect(await count('quarantine')).toBe(0);
  expect(await count('employees where pin_verifier is not null')).toBe(11);
  expect(await count('facts')).toBe(Number((await all`select sum(high_water) as n from streams`)[0]?.['n']));
  const differing = await all`
    select shop_id, business_date, currency, kind, sum(transactions), sum(in_minor), sum(out_minor) from (
      select shop_id, business_date, currency, kind, transactions, in_minor, out_minor from daily_summaries
      union all
      select shop_id, business_date, currency, kind, -1, -in_minor, -out_minor from cash_transactions
    ) as both_sides
    group by 1, 2, 3, 4
    having sum(transactions) <> 0 or sum(in_minor) <> 0 or sum(out_minor) <> 0`;
  expect(differing).toHaveLength(0);
});

test('a demo that is there is left alone, also when somebody asks for it again', async () => {
  const before = await count('facts');
  const again = await seedDemo(db, { password: 'another password', days: DAYS });
  expect(again.every((shop) => shop.stock === undefined)).toBe(true);
  expect(await count('facts')).toBe(before);
});

test('a demo that was cut off is finished without doubling anything', async () => {
  const before = await count('facts');
  await all`delete from audit_events where action = 'demo.finished'`;
  const again = await seedDemo(db, { password: 'a demo password', days: DAYS });
  expect(again.every((shop) => shop.stock !== undefined)).toBe(true);
  expect(await count('facts')).toBe(before);
});

test('the machine ends with what its history left in it, but for the note that is still missed', async () => {
  const rows = await all`select sum(pieces) as pieces from machine_units where role = 'recycle'`;
  expect(Number(rows[0]?.['pieces'])).toBeGreaterThan(0);
  const broken = await all`
    with moved as (
      select t.machine_id, l.unit, sum(case when l.direction = 'in' then l.pieces else -l.pieces end) as pieces
      from cash_transactions t
      join denomination_lines l using (org_id, business_date, transaction_id)
      where l.place = 'stock'
      group by 1, 2
    )
    select u.unit, u.pieces - m.pieces - u.capacity / 2 as off
    from machine_units u
    join moved m using (machine_id, unit)
    where u.pieces - m.pieces <> u.capacity / 2`;
  expect(broken.map((row) => ({ ...row }))).toEqual([{ unit: 'N3', off: '-1' }]);
  const open = await all`
    select about, lines -> 0 ->> 'unit' as unit from cases
    where opened_at is not null and settled_at is null and about = 'discrepancy'`;
  expect(open.map((row) => ({ ...row }))).toEqual([{ about: 'discrepancy', unit: 'N3' }]);
  expect(await count("cases where about = 'discrepancy' and settled_at is not null")).toBe(1);
});

test('every day but today is closed, each closing is the sum of its shift, and each opens where the last one ended', async () => {
  expect(await count('closings')).toBe(3 * (DAYS - 1));
  expect(await count('shifts where closed_at is null')).toBe(0);
  const differing = await all`
    select c.business_date
    from closings c
    cross join jsonb_to_recordset(c.sums) as s ("openingMinor" bigint, "inMinor" bigint, "outMinor" bigint, "expectedMinor" bigint)
    cross join lateral (
      select sum(t.in_minor) as into, sum(t.out_minor) as out_of
      from cash_transactions t
      where t.agent_id = c.agent_id and t.business_date = c.business_date and t.occurred_at between c.opened_at and c.closed_at
    ) moved
    where s."inMinor" <> moved.into or s."outMinor" <> moved.out_of or s."expectedMinor" <> s."openingMinor" + s."inMinor" - s."outMinor"`;
  expect(differing).toHaveLength(0);
  const tiers = await all`select distinct tier from closings where settled order by tier`;
  expect(tiers.map(({ tier }) => tier)).toEqual(['approval', 'automatic', 'reason']);
});

test('collections have their seal, and the bank counted all but the newest, one of them short', async () => {
  expect(await count('collections where seal is null or receiver is null')).toBe(0);
  expect(await count("collections where state = 'counted'")).toBeGreaterThan(3 * (DAYS - 4));
  expect(await count('collections where counted_minor <> out_minor')).toBe(1);
  expect(await count('sessions where ended_at is null')).toBe(0);
});

test('the comparison of what is kept with what the facts say finds nothing', async () => {
  const days = await all<{ org: string; shop: string; day: string }[]>`
    select distinct org_id as org, shop_id as shop, business_date::text as day from daily_summaries order by 2, 3`;
  for (const { org, shop, day } of days.slice(0, 2 * DAYS)) {
    const compared = await compareDay(db, org, shop, day);
    expect(compared, `${shop} ${day}`).toMatchObject({ proven: true, found: [] });
  }
});
