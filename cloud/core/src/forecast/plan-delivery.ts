import { movedDay } from '@tillbridge/shared/day-range';
import type { Delivery } from '@tillbridge/shared/reads-levels';
import { weekdayOf } from './day-levels.ts';

const WEEK = 7;

/** The day on which cash is brought that is ordered on a day. */
export function broughtOn(ordered: string, { leadDays, weekdays }: Delivery): string {
  const earliest = movedDay(ordered, leadDays);
  return firstOf(weekdays, (ahead) => movedDay(earliest, ahead));
}

/** The last day to order so that it is brought on a day before `empty`: at what hour it comes is not known. */
export function orderByFor(empty: string, { leadDays, weekdays }: Delivery): string {
  return movedDay(
    firstOf(weekdays, (back) => movedDay(empty, -1 - back)),
    -leadDays,
  );
}

function firstOf(weekdays: readonly number[], dayAt: (step: number) => string): string {
  for (let step = 0; step < WEEK; step++) {
    const day = dayAt(step);
    if (weekdays.includes(weekdayOf(day))) return day;
  }
  throw new RangeError('cash is brought on no weekday');
}
