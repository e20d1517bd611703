import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ClonedDatabase, cloneDatabase } from '../../../../scripts/postgres/clone-database.ts';
import { connectDatabase, type Database } from '../db/client.ts';
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

test('the machine ends with what its history left in it', async () => {
  const rows = await all`select sum(pieces) as pieces from machine_units where role = 'recycle'`;
  expect(Number(rows[0]?.['pieces'])).toBeGreaterThan(0);
  const [broken] = await all`
    with moved as (
      select t.machine_id, l.unit, sum(case when l.direction = 'in' then l.pieces else -l.pieces end) as pieces
      from cash_transactions t
      join denomination_lines l using (org_id, business_date, transaction_id)
      where l.place = 'stock'
      group by 1, 2
    )
    select count(*) as n
    from machine_units u
    join moved m using (machine_id, unit)
    where u.pieces - m.pieces not between u.capacity / 2 and u.capacity / 2`;
  expect(Number(broken?.['n'])).toBe(0);
});
