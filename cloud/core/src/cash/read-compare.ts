import { type DayRange, daysIn, movedDay } from '@tillbridge/shared/day-range';
import { Fault } from '@tillbridge/shared/faults/fault';
import { COMPARE_DAYS_MAX, COMPARE_SHOPS_MAX, type Compare, type ComparedShop } from '@tillbridge/shared/reads-cash';
import type { ShopRef } from '@tillbridge/shared/shop-ref';
import type { Database, Tx } from '../db/client.ts';
import { readTenant } from '../db/read-tenant.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';
import { shopRef } from '../reads/shop-ref.ts';
import { requireRange } from './require-range.ts';

export interface CompareWish {
  readonly range: DayRange;
  readonly cursor?: string;
}

interface ShopColumns extends Omit<ComparedShop, 'days' | 'varianceMinor' | 'closings' | 'shop' | 'completeThrough'> {
  readonly shop: ShopRef;
  readonly completeThrough: Date | null;
}

/** Shops of the scope side by side over business days, each by its own clock and in its own currency, by code. */
export function readCompare(db: Database, scope: ShopScope, wish: CompareWish, now = new Date()): Promise<Compare> {
  const { range } = wish;
  requireRange(range, COMPARE_DAYS_MAX);
  const after = shopCursor(wish.cursor);
  return readTenant(db, scope.org, async (tx) => {
    const shops = await readShops(tx, scope, range, { after, now });
    const page = shops.slice(0, COMPARE_SHOPS_MAX);
    const ids = page.map(({ shop }) => shop.id);
    const [days, closings, peaks] = await Promise.all([
      readDays(tx, scope.org, ids, range),
      readVariances(tx, scope.org, ids, range),
      readPeaks(tx, scope, range),
    ]);
    const last = page.at(-1);
    const next = shops.length > page.length && last !== undefined ? { next: cursorOf(last.shop) } : {};
    return {
      asOf: now.toISOString(),
      range: { ...range },
      rows: page.map((row) => ({
        ...row,
        completeThrough: row.completeThrough?.toISOString() ?? null,
        days: everyDay(range, days.get(row.shop.id) ?? new Map()),
        ...(closings.get(`${row.shop.id} ${row.currency}`) ?? { varianceMinor: 0, closings: 0 }),
      })),
      peaks,
      ...next,
    };
  });
}

const TAKINGS = `coalesce(sum(d.in_minor - d.out_minor) filter (where d.kind in ('sale', 'deposit', 'change')), 0)::bigint`;
const PAYOUTS = `coalesce(sum(d.out_minor - d.in_minor) filter (where d.kind in ('payout', 'purchase_payout')), 0)::bigint`;

async function readShops(
  tx: Tx,
  scope: ShopScope,
  range: DayRange,
  page: { readonly after: string | null; readonly now: Date },
): Promise<ShopColumns[]> {
  const { all, list } = shopFilter(scope);
  const rows = await tx<ShopColumns[]>`
    select ${shopRef(tx)} as shop, s.cut_off_minutes as "cutOffMinutes", s.currency,
      ((${page.now}::timestamptz at time zone s.time_zone) - make_interval(mins => s.cut_off_minutes))::date as "businessDate",
      (
        select min(st.complete_through)
        from agents a
        cross join lateral (
          select complete_through
          from streams
          where org_id = a.org_id and agent_id = a.agent_id and complete_through is not null
          order by ordinal desc
          limit 1
        ) st
        where a.org_id = s.org_id and a.shop_id = s.shop_id and a.revoked_at is null
      ) as "completeThrough",
      coalesce(d."takingsMinor", 0) as "takingsMinor", coalesce(d."payoutsMinor", 0) as "payoutsMinor",
      coalesce(d.transactions, 0) as transactions, coalesce(d.sales, 0) as sales
    from shops s
    left join lateral (
      select ${tx.unsafe(TAKINGS)} as "takingsMinor", ${tx.unsafe(PAYOUTS)} as "payoutsMinor", sum(d.transactions)::bigint as transactions,
        coalesce(sum(d.transactions) filter (where d.kind in ('sale', 'deposit')), 0)::bigint as sales
      from daily_summaries d
      where d.org_id = s.org_id and d.shop_id = s.shop_id and d.currency = s.currency
        and d.business_date between ${range.from}::date and ${range.to}::date
    ) d on true
    where s.org_id = ${scope.org} and (${all} or s.shop_id = any(${[...list]}::uuid[]))
      ${page.after === null ? tx`` : tx`and s.code > ${page.after}`}
    order by s.code
    limit ${COMPARE_SHOPS_MAX + 1}`;
  return rows.map((row) => ({ ...row }));
}

type Day = ComparedShop['days'][number];

async function readDays(
  tx: Tx,
  org: string,
  shops: readonly string[],
  range: DayRange,
): Promise<Map<string, Map<string, Day>>> {
  const rows = await tx<(Day & { shop: string })[]>`
    select d.shop_id as shop, d.business_date as day, ${tx.unsafe(TAKINGS)} as "takingsMinor", ${tx.unsafe(PAYOUTS)} as "payoutsMinor"
    from daily_summaries d
    join shops s on s.org_id = d.org_id and s.shop_id = d.shop_id and s.currency = d.currency
    where d.org_id = ${org} and d.shop_id = any(${[...shops]}::uuid[]) and d.business_date between ${range.from}::date and ${range.to}::date
    group by d.shop_id, d.business_date`;
  const byShop = new Map<string, Map<string, Day>>();
  for (const { shop, ...day } of rows) byShop.set(shop, (byShop.get(shop) ?? new Map()).set(day.day, day));
  return byShop;
}

/** By shop and currency. */
async function readVariances(
  tx: Tx,
  org: string,
  shops: readonly string[],
  range: DayRange,
): Promise<Map<string, { varianceMinor: number; closings: number }>> {
  const rows = await tx<{ shop: string; currency: string; varianceMinor: number; closings: number }[]>`
    select c.shop_id as shop, s.currency, sum(s."varianceMinor")::bigint as "varianceMinor", count(*) as closings
    from closings c
    cross join jsonb_to_recordset(c.sums) as s (currency text, "varianceMinor" bigint)
    where c.org_id = ${org} and c.shop_id = any(${[...shops]}::uuid[]) and c.business_date between ${range.from}::date and ${range.to}::date
    group by c.shop_id, s.currency`;
  return new Map(
    rows.map(({ shop, currency, varianceMinor, closings }) => [`${shop} ${currency}`, { varianceMinor, closings }]),
  );
}

/** Over all shops of the scope, so that every page has one scale. */
async function readPeaks(tx: Tx, scope: ShopScope, range: DayRange): Promise<Compare['peaks']> {
  const { all, list } = shopFilter(scope);
  const rows = await tx<Compare['peaks']>`
    select currency, max("takingsMinor") as "takingsMinor"
    from (
      select s.currency, ${tx.unsafe(TAKINGS)} as "takingsMinor"
      from shops s
      join daily_summaries d on d.org_id = s.org_id and d.shop_id = s.shop_id and d.currency = s.currency
        and d.business_date between ${range.from}::date and ${range.to}::date
      where s.org_id = ${scope.org} and (${all} or s.shop_id = any(${[...list]}::uuid[]))
      group by s.shop_id, s.currency, d.business_date
    ) days
    group by currency
    order by currency`;
  return rows.map((row) => ({ ...row }));
}

function everyDay(range: DayRange, known: ReadonlyMap<string, Day>): Day[] {
  return Array.from({ length: daysIn(range) }, (_, step) => {
    const day = movedDay(range.from, step);
    return known.get(day) ?? { day, takingsMinor: 0, payoutsMinor: 0 };
  });
}

function cursorOf({ code }: ShopRef): string {
  return Buffer.from(code).toString('base64url');
}

function shopCursor(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  const code = Buffer.from(cursor, 'base64url').toString();
  if (/^[A-Z0-9]{2,8}$/.test(code)) return code;
  throw new Fault('api.invalid', { errors: [{ path: '/cursor', message: 'not a cursor of this list' }] });
}
