import { movedDay } from '@tillbridge/shared/day-range';
import type { AnomalyRule } from './rules.ts';

const WEEK_DAYS = 7;

/** From Monday on, as the business days are written. */
export function weekOf(day: string): string {
  const weekday = new Date(day).getUTCDay();
  return movedDay(day, -((weekday + WEEK_DAYS - 1) % WEEK_DAYS));
}

/** The first day of the period that a business day belongs to. */
export function periodOf(day: string, period: AnomalyRule['period']): string {
  return period === 'day' ? day : weekOf(day);
}

export function lastDayOf(first: string, period: AnomalyRule['period']): string {
  return period === 'day' ? first : movedDay(first, WEEK_DAYS - 1);
}

export function earlierDay(one: string, other: string): string {
  return [one, other].sort()[0] ?? one;
}
