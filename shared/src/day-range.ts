const DAY_MS = 86_400_000;
/** 52 weeks, so that a Saturday is compared with a Saturday. */
const YEAR_DAYS = 364;

export interface DayRange {
  readonly from: string;
  readonly to: string;
}

/** Both ends count; 0 or less when `to` is before `from`. */
export function daysIn({ from, to }: DayRange): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1;
}

/** A calendar day moved by whole days, whatever clocks do on that day. */
export function movedDay(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The days that a range is compared with: as many right before it, or the same 52 weeks earlier. */
export function rangeBefore(range: DayRange, comparison: 'before' | 'year'): DayRange {
  const back = comparison === 'year' ? YEAR_DAYS : daysIn(range);
  return { from: movedDay(range.from, -back), to: movedDay(range.to, -back) };
}
