import { settledMean } from './settled-mean.ts';

/** Wages come around the end of a month, and for many in its middle too. */
export const PHASES = ['ordinary', 'month_end', 'mid_month'] as const;
export type Phase = (typeof PHASES)[number];
/** How much busier than an ordinary day. */
export type PhaseFactors = Readonly<Record<Phase, number>>;

const MONTH_END_FROM = 29;
const MONTH_END_TO = 2;
const MID_MONTH = [15, 16];
const WEEK = 7;
/** A day counts half as much as one this many days younger. */
const HALF_LIFE_DAYS = 28;
/** So many days of what is usual are mixed into what few days say. */
const USUAL_DAYS = 2;
const USUAL_PHASE_DAYS = 4;
/** So many pieces more or fewer make no day strange. */
export const FEW_PIECES = 10;
const FACTOR_MIN = 0.5;
const FACTOR_MAX = 2;

export function phaseOf(day: string): Phase {
  const ofMonth = Number(day.slice(8));
  if (ofMonth >= MONTH_END_FROM || ofMonth <= MONTH_END_TO) return 'month_end';
  return MID_MONTH.includes(ofMonth) ? 'mid_month' : 'ordinary';
}

/** 0 is Sunday. */
export function weekdayOf(day: string): number {
  return new Date(day).getUTCDay();
}

/** How much a phase of the month moves, from all pieces of a machine by day: a single unit would have too few. */
export function phaseFactors(days: readonly string[], pieces: readonly number[]): PhaseFactors {
  const ordinary = dayLevels(
    days.filter((day) => phaseOf(day) === 'ordinary'),
    pieces.filter((_, at) => phaseOf(days[at] ?? '') === 'ordinary'),
  );
  const factor = (phase: Phase): number => {
    const ratios = days.flatMap((day, at) => {
      const usual = ordinary[weekdayOf(day)] ?? 0;
      return phaseOf(day) === phase && usual > 0 ? [(pieces[at] ?? 0) / usual] : [];
    });
    const told = (settledMean(ratios) * ratios.length + USUAL_PHASE_DAYS) / (ratios.length + USUAL_PHASE_DAYS);
    return Math.min(FACTOR_MAX, Math.max(FACTOR_MIN, told));
  };
  return { ordinary: 1, month_end: factor('month_end'), mid_month: factor('mid_month') };
}

/**
 * Pieces of an ordinary day by weekday, newer days counting more, drawn a little to the mean of all days. A weekday on
 * which nothing ever happened is one on which the shop is closed.
 */
export function dayLevels(
  days: readonly string[],
  pieces: readonly number[],
  factors?: PhaseFactors,
): readonly number[] {
  const values = pieces.map((count, at) => count / (factors?.[phaseOf(days[at] ?? '')] ?? 1));
  const weights = values.map((_, at) => 0.5 ** ((values.length - 1 - at) / HALF_LIFE_DAYS));
  const usual = settledMean(values, { weights, near: FEW_PIECES });
  const weekdays = days.map(weekdayOf);
  return Array.from({ length: WEEK }, (_, weekday) => {
    const its = values.flatMap((_, at) => (weekdays[at] === weekday ? [at] : []));
    const own = its.map((at) => values[at] ?? 0);
    if (own.length > 1 && own.every((value) => value === 0)) return 0;
    const told = settledMean(own, { weights: its.map((at) => weights[at] ?? 1), near: FEW_PIECES });
    return (told * own.length + usual * USUAL_DAYS) / (own.length + USUAL_DAYS);
  });
}
