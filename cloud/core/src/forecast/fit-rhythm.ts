import { LEARNED_DAYS_MIN } from '@tillbridge/shared/reads-levels';
import { type BacktestSums, backtest, byDay, grossByDay } from './backtest.ts';
import { dayLevels, FEW_PIECES, type PhaseFactors, phaseFactors, weekdayOf } from './day-levels.ts';
import { type FlowHistory, HOURS, type UnitFlow } from './flow-history.ts';
import { settledMean } from './settled-mean.ts';

export const HOURS_OF_WEEK = 7 * HOURS;
/** So many pieces spread as on all weekdays are mixed into the hours of one weekday. */
const USUAL_PIECES = 50;
const DECIMALS = 10_000;

/** Of one unit on an ordinary day: pieces an hour by weekday and hour of the clock, Sunday midnight first. */
export interface UnitRhythm {
  /** In less out. */
  readonly net: readonly number[];
  /** In and out. */
  readonly gross: readonly number[];
  /** How far a day usually strays from what was foreseen, as the standard deviation in pieces. */
  readonly spread: number;
}

export interface Rhythm {
  readonly phases: PhaseFactors;
  readonly units: Readonly<Record<string, UnitRhythm>>;
}

export interface Learned {
  readonly days: number;
  /** Null while there are too few days. */
  readonly rhythm: Rhythm | null;
  readonly backtest: BacktestSums | null;
}

/** The rhythm of one machine by unit, weekday and hour, and how well such a rhythm would have foreseen the newest days. */
export function fitRhythm(history: FlowHistory): Learned {
  const { days } = history;
  const { sums, missedBy } = backtest(history);
  if (days.length < LEARNED_DAYS_MIN) return { days: days.length, rhythm: null, backtest: sums };
  const phases = phaseFactors(days, grossByDay(history));
  const units = Object.fromEntries(
    [...history.units].map(([unit, flow]) => [unit, fitUnit(days, flow, phases, missedBy.get(unit) ?? [])]),
  );
  return { days: days.length, rhythm: { phases, units }, backtest: sums };
}

function fitUnit(days: readonly string[], flow: UnitFlow, phases: PhaseFactors, missed: readonly number[]): UnitRhythm {
  const comes = hourly(days, flow.in, phases);
  const goes = hourly(days, flow.out, phases);
  const squares = missed.map((by) => by * by);
  return {
    net: comes.map((pieces, at) => rounded(pieces - (goes[at] ?? 0))),
    gross: comes.map((pieces, at) => rounded(pieces + (goes[at] ?? 0))),
    spread: rounded(Math.sqrt(settledMean(squares, { near: FEW_PIECES ** 2 }))),
  };
}

/** The pieces of a weekday laid out over its hours. */
function hourly(days: readonly string[], pieces: Float64Array, phases: PhaseFactors): number[] {
  const levels = dayLevels(days, byDay(pieces), phases);
  const seen = new Float64Array(HOURS_OF_WEEK);
  const anyDay = new Float64Array(HOURS);
  pieces.forEach((count, at) => {
    const hour = at % HOURS;
    const slot = weekdayOf(days[Math.floor(at / HOURS)] ?? '') * HOURS + hour;
    seen[slot] = (seen[slot] ?? 0) + count;
    anyDay[hour] = (anyDay[hour] ?? 0) + count;
  });
  const all = anyDay.reduce((sum, count) => sum + count, 0);
  return levels.flatMap((level, weekday) => {
    const ofDay = seen.subarray(weekday * HOURS, (weekday + 1) * HOURS);
    const total = ofDay.reduce((sum, count) => sum + count, 0);
    return Array.from(ofDay, (count, hour) => {
      const usual = all === 0 ? 0 : (anyDay[hour] ?? 0) / all;
      return (level * (count + USUAL_PIECES * usual)) / (total + USUAL_PIECES);
    });
  });
}

function rounded(value: number): number {
  return Math.round(value * DECIMALS) / DECIMALS;
}
