import type { Say } from '../words/say.ts';

/** Monday is 1; the second day of that month was a Monday. */
export function weekdayWord(day: number, say: Say): string {
  return say.day(`2026-11-0${day + 1}`, 'weekday');
}
