import type { Curve, ShopSummary } from '@tillbridge/shared/reads';
import { hoursInto } from '../format/time.ts';

export type Measure = 'takingsMinor' | 'payoutsMinor';
const DAY_HOURS = 24;

/**
 * What a cumulative curve had reached `hours` after the cut-off, in minor units. An entry holds the value at the end
 * of its hour; between two ends the money is taken to have come evenly.
 */
export function valueAt(curve: Curve, measure: Measure, hours: number): number {
  if (hours <= 0) return 0;
  const whole = Math.floor(hours);
  const before = atEndOf(curve, measure, whole - 1);
  const after = atEndOf(curve, measure, whole);
  return Math.round(before + (after - before) * (hours - whole));
}

/** After the last entry the day stands still. */
function atEndOf(curve: Curve, measure: Measure, hour: number): number {
  const column = curve[measure];
  return column[Math.min(hour, column.length - 1)] ?? 0;
}

/** Hours of its business day up to which a shop's figures are known: now, or the moment it fell silent. */
export function knownHours(tile: ShopSummary, nowIso: string): number {
  const until = tile.silent ? tile.completeThrough : nowIso;
  if (until === null) return 0;
  const hours = hoursInto(until, tile.timeZone, tile.cutOffMinutes, tile.businessDate);
  return Math.min(DAY_HOURS, Math.max(0, hours));
}

/** Last week's figure of a shop, cut at the same minute as today's, so that both days had the same time. */
export function thenAtSameHour(tile: ShopSummary, measure: Measure, nowIso: string): number {
  return valueAt(tile.lastWeek, measure, knownHours(tile, nowIso));
}

export interface Point {
  /** Hour on the wall clock, running past 24 for a business day that ends after midnight. */
  readonly hour: number;
  readonly amountMinor: number;
}

export interface DayPair {
  readonly from: number;
  readonly to: number;
  readonly now: readonly Point[];
  readonly before: readonly Point[];
  readonly nowMinor: number;
  readonly thenMinor: number;
  readonly thenTotalMinor: number;
}

/** Hours shown when a day has nothing on it yet. */
const QUIET_FROM = 8;
const QUIET_TO = 20;

/** Adds shops of one currency into today's curve and last week's, on one wall clock, trimmed to the hours with trade. */
export function dayPair(tiles: readonly ShopSummary[], measure: Measure, nowIso: string): DayPair {
  const shops = tiles.map((tile) => ({ tile, start: tile.cutOffMinutes / 60, known: knownHours(tile, nowIso) }));
  const nowHour = shops.reduce((latest, shop) => Math.max(latest, shop.start + shop.known), 0);
  const sum = (day: 'today' | 'lastWeek', hour: number) =>
    shops.reduce((total, { tile, start, known }) => {
      if (day === 'today' && hour - start >= known) return total + tile[measure];
      return total + valueAt(tile[day], measure, hour - start);
    }, 0);
  const nowMinor = tiles.reduce((total, tile) => total + tile[measure], 0);
  const { from, to } = hoursOfTrade(
    sum,
    shops.map((shop) => shop.start),
    nowHour,
  );
  const hours = Array.from({ length: to - from + 1 }, (_, i) => from + i);
  const now: Point[] = hours
    .filter((hour) => hour < nowHour)
    .map((hour) => ({ hour, amountMinor: sum('today', hour) }));
  if (nowHour >= from) now.push({ hour: nowHour, amountMinor: nowMinor });
  return {
    from,
    to,
    now,
    before: hours.map((hour) => ({ hour, amountMinor: sum('lastWeek', hour) })),
    nowMinor,
    thenMinor: shops.reduce((total, { tile, known }) => total + valueAt(tile.lastWeek, measure, known), 0),
    thenTotalMinor: sum('lastWeek', to),
  };
}

function hoursOfTrade(
  sum: (day: 'today' | 'lastWeek', hour: number) => number,
  starts: readonly number[],
  nowHour: number,
) {
  const first = Math.floor(Math.min(...starts, QUIET_FROM));
  const last = Math.ceil(Math.max(...starts, 0)) + DAY_HOURS;
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (let hour = first; hour < last; hour++) {
    const moved = sum('today', hour + 1) > sum('today', hour) || sum('lastWeek', hour + 1) > sum('lastWeek', hour);
    if (!moved) continue;
    from = Math.min(from, hour);
    to = Math.max(to, hour + 1);
  }
  if (!Number.isFinite(from)) return { from: QUIET_FROM, to: Math.max(QUIET_TO, Math.ceil(nowHour)) };
  return { from, to: Math.max(to, Math.min(Math.ceil(nowHour), last), from + 4) };
}

/** Money by single hours for the spark of a row: complete hours only, because half an hour always looks like a fall. */
export function hourlyPair(
  tile: ShopSummary,
  nowIso: string,
): { readonly now: readonly number[]; readonly before: readonly number[] } {
  const start = tile.cutOffMinutes / 60;
  const pair = dayPair([tile], 'takingsMinor', nowIso);
  const complete = Math.floor(knownHours(tile, nowIso));
  const steps = (curve: Curve, until: number) => {
    const out: number[] = [];
    for (let hour = pair.from - start; hour + 1 <= until && hour < pair.to - start; hour++) {
      out.push(Math.max(0, valueAt(curve, 'takingsMinor', hour + 1) - valueAt(curve, 'takingsMinor', hour)));
    }
    return out;
  };
  return { now: steps(tile.today, complete), before: steps(tile.lastWeek, pair.to - start) };
}
