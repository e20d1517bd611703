import type { Limits } from '@tillbridge/shared/configuration';
import { type Delivery, USUAL_DELIVERY } from '@tillbridge/shared/delivery';
import type { Backtest, CashLevels, MachineLevels } from '@tillbridge/shared/reads-levels';
import type { ShopRef } from '@tillbridge/shared/shop-ref';
import { type MachinePlace, machineCursor, readMachineCursor } from '../cash/machine-cursor.ts';
import { limitsThatHold } from '../configuration/effective-limits.ts';
import type { Database, Tx } from '../db/client.ts';
import { pageRows } from '../db/list-cursor.ts';
import { readTenant } from '../db/read-tenant.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';
import { shopRef } from '../reads/shop-ref.ts';
import type { BacktestSums } from './backtest.ts';
import { buildLevels, type UnitRead } from './build-levels.ts';
import type { Rhythm } from './fit-rhythm.ts';
import type { ShopClock } from './shop-hours.ts';

export interface LevelsWish {
  readonly shop?: string;
  readonly cursor?: string;
  readonly limit?: number;
}

/** Levels of the machines of the scope in pages, by shop: what lies in them against par, when they run empty or full, what to order. */
export function readLevels(db: Database, scope: ShopScope, wish: LevelsWish, now = new Date()): Promise<CashLevels> {
  const limit = pageRows(wish.limit);
  const after = readMachineCursor(wish.cursor);
  return readTenant(db, scope.org, async (tx) => {
    const rows = await levelsOf(tx, scope, { ...wish, limit: limit + 1, after }, now);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const more = rows.length > limit && last !== undefined ? { next: machineCursor(last) } : {};
    return { asOf: now.toISOString(), rows: page, ...more };
  });
}

interface LevelsPage {
  readonly shop?: string;
  readonly limit: number;
  readonly after: MachinePlace | null;
}

interface Columns {
  readonly shop: ShopRef;
  readonly cutOff: number;
  readonly opening: ShopClock['openingHours'];
  readonly delivery: Delivery | null;
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  readonly readAt: Date | null;
  readonly limits: Limits;
  readonly units: readonly UnitRead[] | null;
  readonly days: number | null;
  readonly through: string | null;
  readonly learnedAt: Date | null;
  readonly rhythm: Rhythm | null;
  readonly tested: readonly BacktestSums[] | null;
}

/** The same within a transaction, in the order of the page. */
export async function levelsOf(
  tx: Tx,
  scope: ShopScope,
  { shop, limit, after }: LevelsPage,
  now: Date,
): Promise<MachineLevels[]> {
  const { all, list } = shopFilter(scope);
  const rows = await tx<Columns[]>`
    select ${shopRef(tx)} as shop, s.cut_off_minutes as "cutOff", coalesce(s.opening_hours, og.opening_hours) as opening, coalesce(s.delivery, og.delivery) as delivery, m.machine_id as id, m.name, m.currency,
      st.read_at as "readAt", ${limitsThatHold(tx)} as limits, r.days, r.through, r.learned_at as "learnedAt", r.rhythm,
      (
        select jsonb_agg(jsonb_build_object('unit', u.unit, 'form', u.form, 'role', u.role, 'valueMinor', u.value_minor, 'pieces', u.pieces,
            'capacity', u.capacity, 'lowMark', u.low_mark, 'highMark', u.high_mark, 'level', u.level,
            'used', coalesce(u.pieces > 0, false) or exists (select from unit_uses x where x.org_id = u.org_id and x.machine_id = u.machine_id and x.unit = u.unit))
          order by u.unit_order)
        from machine_units u
        where u.org_id = m.org_id and u.machine_id = m.machine_id
      ) as units,
      (
        select jsonb_agg(t.backtest)
        from cash_rhythms t
        where t.org_id = m.org_id and t.shop_id = m.shop_id and t.backtest is not null
      ) as tested
    from machines m
    join shops s on s.org_id = m.org_id and s.shop_id = m.shop_id
    left join machine_states st on st.org_id = m.org_id and st.machine_id = m.machine_id
    join organizations og on og.org_id = s.org_id
    left join shop_limits l on l.org_id = m.org_id and l.shop_id = m.shop_id
    left join organization_limits o on o.org_id = s.org_id and o.currency = s.currency
    left join cash_rhythms r on r.org_id = m.org_id and r.machine_id = m.machine_id
    where m.org_id = ${scope.org} and (${all} or m.shop_id = any(${[...list]}::uuid[])) and s.closed_at is null and m.retired_at is null
      ${shop === undefined ? tx`` : tx`and m.shop_id = ${shop}`}
      ${after === null ? tx`` : tx`and (s.code, m.machine_id) > (${after.code}, ${after.machine}::uuid)`}
    order by s.code, m.machine_id
    limit ${limit}`;
  return rows.map((row) => machineLevels(row, now));
}

function machineLevels(row: Columns, now: Date): MachineLevels {
  const { shop, cutOff, opening, id, name, currency, readAt, limits, units, rhythm } = row;
  const clock = { timeZone: shop.timeZone, cutOffMinutes: cutOff, openingHours: opening };
  const read = { clock, currency, rhythm, limits, units: units ?? [] };
  return {
    shop,
    machine: { id, name },
    currency,
    readAt: readAt?.toISOString() ?? null,
    learned:
      row.days === null || row.learnedAt === null
        ? null
        : { days: row.days, through: row.through, at: row.learnedAt.toISOString() },
    backtest: backtestOf(row.tested ?? []),
    ...buildLevels({ ...read, readAtMs: readAt?.getTime() ?? null }, row.delivery ?? USUAL_DELIVERY, now),
  };
}

/** Means over all machines of the shop, each unit's day counting once. */
function backtestOf(machines: readonly BacktestSums[]): Backtest | null {
  if (machines.length === 0) return null;
  const sum = (of: (sums: BacktestSums) => number) => machines.reduce((total, sums) => total + of(sums), 0);
  const unitDays = sum((sums) => sums.unitDays);
  const mean = (of: (sums: BacktestSums) => number) => Math.round((10 * sum(of)) / unitDays) / 10;
  return {
    days: Math.max(...machines.map(({ days }) => days)),
    unitDays,
    ours: mean((sums) => sums.ours),
    lastWeek: mean((sums) => sums.lastWeek),
    meanDay: mean((sums) => sums.meanDay),
  };
}
