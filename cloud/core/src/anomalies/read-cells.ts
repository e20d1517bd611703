import type { CashKind, Outcome } from '@tillbridge/shared/cash';
import type { DayRange } from '@tillbridge/shared/day-range';
import type { Evidence } from '@tillbridge/shared/reads-anomalies';
import type { Tx } from '../db/client.ts';
import type { Cell } from './cell.ts';

/** A payout of nine tenths of the limit or more stays just below it. */
const JUST_BELOW_TENTHS = 9;
/** Staff are there a little before the shop opens and after it closes. */
const AROUND_OPENING_MINUTES = 45;
const DAY_MINUTES = 1_440;
/** One machine, one operation at a time: no shop moves more in a week. */
const OPERATIONS_MAX = 50_000;

export interface JudgedShop {
  readonly org: string;
  readonly shop: string;
}

/** Operations of a shop over business days with the marks that rules ask for, as SQL; those nobody is named for are nobody's. */
function markedOperations(tx: Tx, { org, shop }: JudgedShop, { from, to }: DayRange): ReturnType<Tx> {
  return tx`
    select t.transaction_id as id, t.operator as subject, t.business_date as day, t.kind, t.outcome, t.occurred_at as at,
      t.in_minor, t.out_minor,
      t.kind = 'payout' and coalesce(
        t.out_minor <= (l.limits ->> 'payoutWithoutApprovalMinor')::bigint
          and t.out_minor * 10 >= (l.limits ->> 'payoutWithoutApprovalMinor')::bigint * ${JUST_BELOW_TENTHS}, false) as below_limit,
      t.kind in ('payout', 'exchange') and s.opening_hours is not null and not exists (
        select from jsonb_to_recordset(s.opening_hours) as h (day integer, opens integer, closes integer)
        cross join lateral (
          select ((extract(dow from w.wall)::integer - h.day + 7) % 7) * ${DAY_MINUTES}
            + extract(hour from w.wall)::integer * 60 + extract(minute from w.wall)::integer as minute
          from (select t.occurred_at at time zone s.time_zone as wall) w) since
        where since.minute >= h.opens - ${AROUND_OPENING_MINUTES} and since.minute < h.closes + ${AROUND_OPENING_MINUTES}
      ) as outside_hours
    from cash_transactions t
    join shops s on s.org_id = t.org_id and s.shop_id = t.shop_id
    left join shop_limits l on l.org_id = t.org_id and l.shop_id = t.shop_id
    where t.org_id = ${org} and t.shop_id = ${shop} and t.currency = s.currency and t.operator is not null
      and t.business_date between ${from}::date and ${to}::date`;
}

/** What the machine's closings say is missing, by who closed. */
function shortClosings(tx: Tx, { org, shop }: JudgedShop, { from, to }: DayRange): ReturnType<Tx> {
  return tx`
    select c.shift_id as id, c.closed_by as subject, c.business_date as day, c.closed_at as at,
      coalesce((
        select sum(greatest(-m."varianceMinor", 0))
        from jsonb_to_recordset(c.sums) as m (currency text, "varianceMinor" bigint)
        where m.currency = s.currency), 0)::bigint as short_minor
    from closings c
    join shops s on s.org_id = c.org_id and s.shop_id = c.shop_id
    where c.org_id = ${org} and c.shop_id = ${shop} and c.business_date between ${from}::date and ${to}::date`;
}

/** Figures of the people of a shop by business day. */
export async function readPersonCells(tx: Tx, shop: JudgedShop, range: DayRange): Promise<Cell[]> {
  const rows = await tx<Cell[]>`
    select subject, day, kind, outcome, below_limit as "belowLimit", outside_hours as "outsideHours", count(*) as many,
      coalesce(sum(greatest(in_minor - out_minor, 0)) filter (where kind = 'sale'), 0)::bigint as "takenMinor",
      sum(out_minor)::bigint as "paidMinor", 0::bigint as "shortMinor"
    from (${markedOperations(tx, shop, range)}) o
    group by subject, day, kind, outcome, below_limit, outside_hours
    union all
    select subject, day, null, null, false, false, count(*), 0, 0, sum(short_minor)::bigint
    from (${shortClosings(tx, shop, range)}) c
    group by subject, day`;
  return rows.map((row) => ({ ...row }));
}

/** Figures of all shops of an organization by business day, from the sums that were fixed with each fact. */
export async function readShopCells(tx: Tx, org: string, { from, to }: DayRange): Promise<Cell[]> {
  const rows = await tx<Cell[]>`
    select d.shop_id as subject, date_trunc('week', d.business_date)::date as day, d.kind, null as outcome, false as "belowLimit",
      false as "outsideHours", sum(d.transactions)::bigint as many,
      sum(case d.kind when 'sale' then greatest(d.in_minor - d.out_minor, 0) else 0 end)::bigint as "takenMinor",
      sum(d.out_minor)::bigint as "paidMinor", 0::bigint as "shortMinor"
    from daily_summaries d
    join shops s on s.org_id = d.org_id and s.shop_id = d.shop_id
    where d.org_id = ${org} and d.currency = s.currency and d.business_date between ${from}::date and ${to}::date
    group by d.shop_id, date_trunc('week', d.business_date), d.kind`;
  return rows.map((row) => ({ ...row }));
}

/** A single operation or closing, as a cell and as what is shown of it. */
export interface Single {
  readonly cell: Cell;
  readonly shown: Omit<Evidence, 'amountMinor'>;
}

/** Operations and closings of a shop one by one, of one person where one is named. */
export async function readSingles(
  tx: Tx,
  shop: JudgedShop,
  range: DayRange,
  operator: string | null,
): Promise<Single[]> {
  const theirs = operator === null ? tx`` : tx`where subject = ${operator}`;
  const rows = await tx<SingleRow[]>`
    select id, subject, day, kind, outcome, at, below_limit as "belowLimit", outside_hours as "outsideHours",
      in_minor as "inMinor", out_minor as "outMinor", 0::bigint as "shortMinor"
    from (${markedOperations(tx, shop, range)}) o
    ${theirs}
    union all
    select id, subject, day, null, null, at, false, false, 0, 0, short_minor
    from (${shortClosings(tx, shop, range)}) c
    ${theirs}
    limit ${OPERATIONS_MAX}`;
  return rows.map(({ id, at, inMinor, outMinor, ...row }) => ({
    cell: {
      ...row,
      many: 1,
      takenMinor: row.kind === 'sale' ? Math.max(inMinor - outMinor, 0) : 0,
      paidMinor: outMinor,
    },
    shown: {
      id,
      about: row.kind === null ? 'closing' : 'operation',
      kind: row.kind,
      outcome: row.outcome,
      at: at.toISOString(),
      operator: row.subject,
    },
  }));
}

interface SingleRow {
  readonly id: string;
  readonly subject: string;
  readonly day: string;
  readonly kind: CashKind | null;
  readonly outcome: Outcome | null;
  readonly at: Date;
  readonly belowLimit: boolean;
  readonly outsideHours: boolean;
  readonly inMinor: number;
  readonly outMinor: number;
  readonly shortMinor: number;
}
