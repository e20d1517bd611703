import type { Coming } from '@tillbridge/shared/reads-levels';
import { phaseOf, weekdayOf } from './day-levels.ts';
import type { Rhythm } from './fit-rhythm.ts';
import { HOURS } from './flow-history.ts';
import { HOUR_MS, type ShopHour } from './shop-hours.ts';

/** One time in ten it comes worse than this many standard deviations. */
const CAUTIOUS_DEVIATIONS = 1.2816;

export interface Stock {
  readonly pieces: number;
  readonly capacity: number;
}

/** What an hour brings: so many pieces more or fewer, and how much further they may have strayed by its end. */
interface Step {
  readonly fromMs: number;
  readonly lastsMs: number;
  readonly net: number;
  readonly stray: number;
}

export interface Foreseen {
  readonly empty: Coming;
  readonly full: Coming;
  /** Pieces that are likely there at a moment within the hours. */
  leftAt(atMs: number): number;
}

/** Follows the rhythm from a stock that was read at `fromMs` through the hours that begin with that one. Closed hours carry nothing. */
export function foreseeUnit(
  stock: Stock,
  fromMs: number,
  rhythm: Rhythm,
  unit: string,
  hours: readonly ShopHour[],
): Foreseen {
  const steps = stepsOf(fromMs, rhythm, unit, hours);
  const room = { pieces: stock.capacity - stock.pieces, capacity: stock.capacity };
  return {
    empty: coming(stock, fromMs, steps, 1),
    full: coming(room, fromMs, steps, -1),
    leftAt: (atMs) => followed(stock, steps, atMs),
  };
}

function stepsOf(fromMs: number, { phases, units }: Rhythm, unit: string, hours: readonly ShopHour[]): Step[] {
  const rhythm = units[unit];
  const aDay = rhythm === undefined ? 0 : rhythm.gross.reduce((sum, pieces) => sum + pieces, 0) / 7;
  let days = 0;
  return hours.map(({ atMs, day, hour, open }) => {
    const begins = Math.max(atMs, fromMs);
    const lastsMs = Math.max(0, atMs + HOUR_MS - begins);
    const slot = weekdayOf(day) * HOURS + hour;
    const share = open && aDay > 0 ? (lastsMs / HOUR_MS) * phases[phaseOf(day)] : 0;
    const before = Math.sqrt(days);
    days += (share * (rhythm?.gross[slot] ?? 0)) / (aDay || 1);
    const stray = (rhythm?.spread ?? 0) * (Math.sqrt(days) - before);
    return { fromMs: begins, lastsMs, net: share * (rhythm?.net[slot] ?? 0), stray };
  });
}

/** When nothing is left; `sign` −1 asks the same of the room that is left. */
function coming(stock: Stock, fromMs: number, steps: readonly Step[], sign: 1 | -1): Coming {
  const told = (deviations: number) => {
    const atMs = goneAt(stock, fromMs, steps, ({ net, stray }) => sign * net - deviations * stray);
    return atMs === null ? null : new Date(atMs).toISOString();
  };
  return { earliestAt: told(CAUTIOUS_DEVIATIONS), likelyAt: told(0) };
}

function goneAt(
  { pieces, capacity }: Stock,
  fromMs: number,
  steps: readonly Step[],
  changeOf: (step: Step) => number,
): number | null {
  let left = pieces;
  if (left <= 0) return fromMs;
  for (const step of steps) {
    const change = changeOf(step);
    if (left + change <= 0) return Math.round(step.fromMs + step.lastsMs * (left / -change));
    left = Math.min(capacity, left + change);
  }
  return null;
}

function followed({ pieces, capacity }: Stock, steps: readonly Step[], atMs: number): number {
  let left = pieces;
  for (const { fromMs, lastsMs, net } of steps) {
    if (fromMs >= atMs) break;
    const share = lastsMs === 0 ? 0 : Math.min(1, (atMs - fromMs) / lastsMs);
    left = Math.min(capacity, Math.max(0, left + share * net));
  }
  return Math.round(left);
}
