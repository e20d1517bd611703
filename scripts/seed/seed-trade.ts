import { randomBytes } from 'node:crypto';
import { hashPassword } from '@tillbridge/core/people/password';
import { businessDate } from '@tillbridge/edge-agent/counter/business-date';
import { uuidv7 } from '@tillbridge/shared/ids';
import { SYSTEM_ROLES } from '@tillbridge/shared/permissions';
import type postgres from 'postgres';

const newId = () => uuidv7(Date.now(), randomBytes(10));
const ZONE = 'Asia/Bangkok';
const CUT_OFF_MINUTES = 240;
/** Notes and coins of a Thai machine: value in satang, form, capacity. */
const UNITS = [
  [100_000, 'note', 100],
  [50_000, 'note', 110],
  [10_000, 'note', 310],
  [5_000, 'note', 210],
  [2_000, 'note', 530],
  [1_000, 'coin', 200],
  [500, 'coin', 150],
  [200, 'coin', 220],
  [100, 'coin', 250],
  [50, 'coin', 600],
  [25, 'coin', 350],
] as const;

/** The business day of these shops. */
export function businessDay(at: Date): string {
  return businessDate(at.getTime(), ZONE, CUT_OFF_MINUTES);
}

export interface TradeWish {
  readonly shops: number;
  readonly days: number;
  /** The newest business day; history reaches back from it. */
  readonly lastDay: string;
  readonly password: string;
  readonly people: number;
}

export interface Trade {
  readonly org: string;
  readonly shops: readonly string[];
  /** Owners, all with the same password. */
  readonly emails: readonly string[];
}

/**
 * An organization of many shops, each with a machine, its units and a position; no history yet. Written by a superuser
 * past all checks, because it is made for measuring, not by a shop.
 */
export async function seedTrade(sql: postgres.Sql, wish: TradeWish): Promise<Trade> {
  const org = newId();
  const shops = Array.from({ length: wish.shops }, newId);
  const passwordHash = await hashPassword(wish.password);
  const people = Array.from({ length: wish.people }, (_, n) => ({ id: newId(), email: `owner${n}.${org}@bench.test` }));
  await sql.begin(async (tx) => {
    const role = newId();
    await tx`insert into organizations (org_id, name_th, name_en) values (${org}, 'วัดผล', 'Bench')`;
    await tx`
      insert into roles (org_id, role_id, role_key, name_th, name_en, system, permissions)
      values (${org}, ${role}, 'owner', 'เจ้าของ', 'Owner', true, ${[...SYSTEM_ROLES.owner]})`;
    await tx`
      insert into people (person_id, email, name, password_hash)
      select *, 'Owner', ${passwordHash}
      from unnest(${people.map(({ id }) => id)}::uuid[], ${people.map(({ email }) => email)}::text[])`;
    await tx`
      insert into memberships (org_id, person_id, role_id, all_shops)
      select ${org}, person_id, ${role}, true
      from unnest(${people.map(({ id }) => id)}::uuid[]) as p (person_id)`;
    await insertShops(tx, org, shops);
  });
  return { org, shops, emails: people.map(({ email }) => email) };
}

async function insertShops(tx: postgres.TransactionSql, org: string, shops: readonly string[]): Promise<void> {
  await tx`
    insert into shops (org_id, shop_id, code, name_th, name_en, time_zone, cut_off_minutes, currency)
    select ${org}, shop_id, 'S' || n, 'สาขา ' || n, 'Shop ' || n, ${ZONE}, ${CUT_OFF_MINUTES}, 'THB'
    from unnest(${[...shops]}::uuid[]) with ordinality as s (shop_id, n)`;
  // A machine bears the id of its shop: one each.
  await tx`
    insert into machines (org_id, machine_id, shop_id, name, driver, currency)
    select org_id, shop_id, shop_id, 'CI-10', 'glory-300', 'THB'
    from shops
    where org_id = ${org}`;
  await tx`
    insert into agents (org_id, agent_id, shop_id, name, last_heard_at)
    select org_id, shop_id, shop_id, 'PC', now()
    from shops
    where org_id = ${org}`;
  await tx`
    insert into machine_states (org_id, machine_id, shop_id, state, state_at, read_at)
    select org_id, shop_id, shop_id, 'idle', now(), now()
    from shops
    where org_id = ${org}`;
  await tx`
    insert into machine_units (org_id, machine_id, unit, unit_order, shop_id, value_minor, form, role, pieces, capacity, low_mark, high_mark, level, accuracy, can_dispense, can_accept, read_at)
    select s.org_id, s.shop_id, 'u' || u.n, u.n, s.shop_id, u.value, u.form, 'recycle', u.capacity / 2, u.capacity,
      u.capacity / 10, u.capacity * 9 / 10, 'ok', 'accurate', true, true, now()
    from shops s
    cross join unnest(
      ${UNITS.map(([value]) => value)}::bigint[], ${UNITS.map(([, form]) => form)}::text[], ${UNITS.map(([, , capacity]) => capacity)}::integer[]
    ) with ordinality as u (value, form, capacity, n)
    where s.org_id = ${org}`;
  await tx`
    insert into machine_inventory (org_id, machine_id, bucket, currency, value_minor, form, shop_id, pieces, read_at)
    select org_id, machine_id, bucket, 'THB', value_minor, form, shop_id, pieces, read_at
    from machine_units
    cross join unnest(array['stock', 'dispensable']) as b (bucket)
    where org_id = ${org}`;
}

export interface HistoryWish extends Pick<TradeWish, 'days' | 'lastDay'> {
  /** Transactions of this portion, spread evenly over shops and days. */
  readonly transactions: number;
  /** Counts on from portion to portion, so that ids stay apart. */
  readonly from: number;
}

/** One more portion of history: transactions, two lines each, and the summaries that belong to them. */
export async function seedHistory(sql: postgres.Sql, trade: Trade, wish: HistoryWish): Promise<void> {
  const perDay = Math.ceil(wish.transactions / wish.days);
  for (let day = 0; day < wish.days; day += 1) {
    await sql.begin(async (tx) => {
      // References were true when the shops were made; a million rows need not ask again.
      await tx`set local session_replication_role = replica`;
      await tx`set local synchronous_commit = off`;
      await makeDay(tx, trade, { wish, day, perDay });
      await insertDay(tx, trade.org);
      await sumDay(tx);
      await raiseVersions(tx, trade.org);
    });
  }
}

interface Day {
  readonly wish: HistoryWish;
  readonly day: number;
  readonly perDay: number;
}

/** One in five pays out; hour and price follow from the number, so that the same run writes the same rows. */
async function makeDay(tx: postgres.TransactionSql, { org, shops }: Trade, { wish, day, perDay }: Day): Promise<void> {
  const first = wish.from + day * perDay;
  const back = wish.days - 1 - day;
  await tx`
    create temporary table trade_day on commit drop as
    select md5(${org}::text || n)::uuid as id, (${[...shops]}::uuid[])[1 + n % ${shops.length}] as shop,
      ${wish.lastDay}::date - ${back}::integer as business_date, 2 + n * 7919 % 14 as hour,
      (${wish.lastDay}::date - ${back}::integer)::timestamp + interval '6 hours' + (n * 7919 % 50400) * interval '1 second' as wall,
      case when n % 5 = 0 then 'payout' else 'sale' end as kind,
      (1 + abs(hashint8(n)) % 400) * 500 as price
    from generate_series(${first}::bigint, ${first + perDay - 1}::bigint) as n`;
}

async function insertDay(tx: postgres.TransactionSql, org: string): Promise<void> {
  await tx`
    insert into cash_transactions (org_id, business_date, transaction_id, shop_id, machine_id, agent_id, epoch, sequence,
      kind, outcome, currency, amount_minor, in_minor, out_minor, owed_minor, operator, intended_at, occurred_at, received_at)
    select ${org}, business_date, id, shop, shop, shop, repeat('0', 32), 1, kind, 'completed', 'THB', price,
      case kind when 'sale' then price + 500 else 0 end, case kind when 'sale' then 500 else price end, 0, '11',
      wall at time zone ${ZONE}, wall at time zone ${ZONE}, wall at time zone ${ZONE} + interval '2 seconds'
    from trade_day`;
  await tx`
    insert into denomination_lines (org_id, business_date, transaction_id, line_no, value_minor, form, pieces, direction, place)
    select ${org}, business_date, id, line, 500, 'coin', case line when 1 then greatest(price / 500, 1) else 1 end,
      case when kind = 'sale' and line = 1 then 'in' else 'out' end, 'stock'
    from trade_day
    cross join generate_series(1, 2) as line`;
  await tx`
    insert into hourly_summaries as h (org_id, shop_id, business_date, hour, currency, kind, transactions, in_minor, out_minor)
    select ${org}, shop, business_date, hour, 'THB', kind, count(*),
      sum(case kind when 'sale' then price + 500 else 0 end), sum(case kind when 'sale' then 500 else price end)
    from trade_day
    group by shop, business_date, hour, kind
    on conflict (org_id, shop_id, business_date, hour, currency, kind) do update set
      transactions = h.transactions + excluded.transactions,
      in_minor = h.in_minor + excluded.in_minor,
      out_minor = h.out_minor + excluded.out_minor`;
}

/** Whoever watches reads the figures of a shop again when its version is new. */
async function raiseVersions(tx: postgres.TransactionSql, org: string): Promise<void> {
  await tx`
    insert into shop_versions as v (org_id, shop_id, version)
    select org_id, shop_id, 1
    from shops
    where org_id = ${org}
    on conflict (org_id, shop_id) do update set version = v.version + 1`;
}

/** Day and month follow from what the hours of the day now say. */
async function sumDay(tx: postgres.TransactionSql): Promise<void> {
  await tx`
    insert into daily_summaries (org_id, shop_id, business_date, currency, kind, transactions, in_minor, out_minor)
    select org_id, shop_id, business_date, currency, kind, sum(transactions), sum(in_minor), sum(out_minor)
    from hourly_summaries
    where business_date = (select min(business_date) from trade_day)
    group by org_id, shop_id, business_date, currency, kind
    on conflict (org_id, shop_id, business_date, currency, kind) do update set
      transactions = excluded.transactions, in_minor = excluded.in_minor, out_minor = excluded.out_minor`;
  await tx`
    insert into monthly_summaries (org_id, shop_id, month, currency, kind, transactions, in_minor, out_minor)
    select org_id, shop_id, date_trunc('month', business_date)::date, currency, kind, sum(transactions), sum(in_minor), sum(out_minor)
    from daily_summaries
    where date_trunc('month', business_date) = (select date_trunc('month', min(business_date)) from trade_day)
    group by 1, 2, 3, 4, 5
    on conflict (org_id, shop_id, month, currency, kind) do update set
      transactions = excluded.transactions, in_minor = excluded.in_minor, out_minor = excluded.out_minor`;
}
