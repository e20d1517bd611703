import { BACKTEST_DAYS } from '@tillbridge/shared/reads-levels';
import { dayLevels, phaseFactors, phaseOf, weekdayOf } from './day-levels.ts';
import { type FlowHistory, HOURS } from './flow-history.ts';

/** Days that come before the first day that is foreseen. */
export const DAYS_BEFORE_MIN = 14;
const WEEK = 7;

/** Sums over days and units of the distance between foreseen and happened, in pieces. */
export interface BacktestSums {
  readonly days: number;
  readonly unitDays: number;
  readonly ours: number;
  readonly lastWeek: number;
  readonly meanDay: number;
}

export interface Tested {
  /** Null where no day has enough days before it. */
  readonly sums: BacktestSums | null;
  /** By unit: what happened less what was foreseen, a day each. */
  readonly missedBy: ReadonlyMap<string, readonly number[]>;
}

/** Pieces by day. */
export function byDay(hourly: Float64Array): number[] {
  return Array.from({ length: hourly.length / HOURS }, (_, day) =>
    hourly.subarray(day * HOURS, (day + 1) * HOURS).reduce((sum, pieces) => sum + pieces, 0),
  );
}

/** All pieces that a machine moved by day, in and out. */
export function grossByDay({ days, units }: FlowHistory): number[] {
  const gross = days.map(() => 0);
  for (const flow of units.values()) {
    for (const way of [flow.in, flow.out]) {
      byDay(way).forEach((pieces, day) => {
        gross[day] = (gross[day] ?? 0) + pieces;
      });
    }
  }
  return gross;
}

/**
 * Foresees each of the newest days from nothing but the days before it, and holds that against what happened; beside it
 * what the same weekday a week before and the mean of all days before would have said.
 */
export function backtest(history: FlowHistory): Tested {
  const { days } = history;
  const first = Math.max(DAYS_BEFORE_MIN, days.length - BACKTEST_DAYS);
  const gross = grossByDay(history);
  const units = [...history.units].map(([unit, flow]) => ({ unit, in: byDay(flow.in), out: byDay(flow.out) }));
  const missedBy = new Map<string, number[]>(units.map(({ unit }) => [unit, []]));
  const sums = { days: Math.max(0, days.length - first), unitDays: 0, ours: 0, lastWeek: 0, meanDay: 0 };
  for (let day = first; day < days.length; day++) {
    const before = days.slice(0, day);
    const today = days[day] ?? '';
    const factors = phaseFactors(before, gross.slice(0, day));
    for (const flow of units) {
      const net = flow.in.map((pieces, at) => pieces - (flow.out[at] ?? 0));
      const level = (way: readonly number[]) => dayLevels(before, way.slice(0, day), factors)[weekdayOf(today)] ?? 0;
      const foreseen = (level(flow.in) - level(flow.out)) * factors[phaseOf(today)];
      const happened = net[day] ?? 0;
      missedBy.get(flow.unit)?.push(happened - foreseen);
      sums.unitDays += 1;
      sums.ours += Math.abs(happened - foreseen);
      sums.lastWeek += Math.abs(happened - (net[day - WEEK] ?? 0));
      sums.meanDay += Math.abs(happened - net.slice(0, day).reduce((sum, one) => sum + one, 0) / day);
    }
  }
  return { sums: sums.unitDays === 0 ? null : sums, missedBy };
}
