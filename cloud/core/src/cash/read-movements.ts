import type { CashKind } from '@tillbridge/shared/cash';
import { type DayRange, rangeBefore } from '@tillbridge/shared/day-range';
import { Fault } from '@tillbridge/shared/faults/fault';
import {
  type Comparison,
  MOVEMENT_DAYS_MAX,
  MOVEMENT_PERSON_DAYS_MAX,
  type MovementGroup,
  type MovementRow,
  type Movements,
} from '@tillbridge/shared/reads-cash';
import type { Database, Tx } from '../db/client.ts';
import { readTenant } from '../db/read-tenant.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';
import { readCompleteThrough } from './complete-through.ts';
import { requireRange } from './require-range.ts';

export interface MovementsWish {
  readonly by: MovementGroup;
  readonly range: DayRange;
  readonly shop?: string;
  readonly compare?: Comparison;
}

/**
 * What went in and out over business days, each shop by its own: by kind from the sums of each day, by person from the
 * operations of one shop over a bounded range. Throws `api.invalid` for a range or a grouping beyond that.
 */
export function readMovements(
  db: Database,
  scope: ShopScope,
  wish: MovementsWish,
  now = new Date(),
): Promise<Movements> {
  const { by, range, shop, compare } = wish;
  requireRange(range, by === 'kind' ? MOVEMENT_DAYS_MAX : MOVEMENT_PERSON_DAYS_MAX);
  if (by === 'person' && shop === undefined)
    throw new Fault('api.invalid', { errors: [{ path: 'querystring/shop', message: 'by person of one shop only' }] });
  const before = compare === undefined ? null : rangeBefore(range, compare);
  const read = by === 'kind' ? sumsByKind : sumsByPerson;
  return readTenant(db, scope.org, async (tx) => {
    const [through, rows, earlier] = await Promise.all([
      readCompleteThrough(tx, scope, shop),
      read(tx, scope, range, shop),
      before === null ? null : read(tx, scope, before, shop),
    ]);
    return {
      asOf: now.toISOString(),
      range,
      before,
      completeThrough: through?.toISOString() ?? null,
      rows: besideEarlier(rows, earlier),
    };
  });
}

type Sums = Omit<MovementRow, 'before'>;

async function sumsByKind(tx: Tx, scope: ShopScope, range: DayRange, shop: string | undefined): Promise<Sums[]> {
  const { all, list } = shopFilter(scope);
  const rows = await tx<(Omit<Sums, 'operator'> & { kind: CashKind })[]>`
    select kind, currency, sum(transactions)::bigint as transactions, sum(in_minor)::bigint as "inMinor", sum(out_minor)::bigint as "outMinor"
    from daily_summaries
    where org_id = ${scope.org}
      and shop_id in (
        select shop_id
        from shops
        where org_id = ${scope.org} and (${all} or shop_id = any(${[...list]}::uuid[]))
          ${shop === undefined ? tx`` : tx`and shop_id = ${shop}`})
      and business_date between ${range.from}::date and ${range.to}::date
    group by kind, currency
    order by currency, kind`;
  return rows.map((row) => ({ ...row, operator: null }));
}

async function sumsByPerson(tx: Tx, scope: ShopScope, range: DayRange, shop: string | undefined): Promise<Sums[]> {
  const { all, list } = shopFilter(scope);
  const rows = await tx<Omit<Sums, 'kind'>[]>`
    select operator, currency, sum(operations)::bigint as transactions, sum(in_minor)::bigint as "inMinor", sum(out_minor)::bigint as "outMinor"
    from (
      select operator, currency, 1 as operations, in_minor, out_minor, org_id, shop_id, business_date
      from cash_transactions
      where org_id = ${scope.org} and shop_id = ${shop ?? null} and business_date between ${range.from}::date and ${range.to}::date
      union all
      -- A reversal stands with whoever made the movement, on its own day, as it does in the sums of the days.
      select operator, currency, 0, in_minor, out_minor, org_id, shop_id, business_date
      from reversals
      where org_id = ${scope.org} and shop_id = ${shop ?? null} and business_date between ${range.from}::date and ${range.to}::date
    ) moved
    where ${all} or shop_id = any(${[...list]}::uuid[])
    group by operator, currency
    order by currency, operator nulls last`;
  return rows.map((row) => ({ ...row, kind: null }));
}

/** A row that stood only in the earlier days stands here with nothing, so that no comparison hides it. */
function besideEarlier(rows: readonly Sums[], earlier: readonly Sums[] | null): MovementRow[] {
  if (earlier === null) return rows.map((row) => ({ ...row, before: null }));
  const key = ({ kind, operator, currency }: Sums) => `${currency} ${kind ?? ''} ${operator ?? ''}`;
  const then = new Map(earlier.map((row) => [key(row), row]));
  const now = new Set(rows.map(key));
  const nothing = { transactions: 0, inMinor: 0, outMinor: 0 };
  const gone = earlier.filter((row) => !now.has(key(row))).map((row) => ({ ...row, ...nothing }));
  return [...rows, ...gone].map((row) => {
    const { transactions, inMinor, outMinor } = then.get(key(row)) ?? nothing;
    return { ...row, before: { transactions, inMinor, outMinor } };
  });
}
