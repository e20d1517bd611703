import { movedDay } from '@tillbridge/shared/day-range';
import { DAYS_WITHOUT_MAX, type Delivery } from '@tillbridge/shared/delivery';
import { weekdayOf } from './day-levels.ts';

/** So far every kept day without delivery could push the only one of a week. */
const LOOKED_DAYS_MAX = 7 * (DAYS_WITHOUT_MAX + 1);

export interface LastOrder {
  /** Last day to order. */
  readonly orderBy: string;
  readonly broughtOn: string;
  /** Delivery weekdays after it that are among the days without delivery. */
  readonly passedOver: readonly string[];
}

/** The day on which cash is brought that is ordered on a day; null: on no day. */
export function broughtOn(ordered: string, delivery: Delivery): string | null {
  const earliest = movedDay(ordered, delivery.leadDays);
  return firstOf(delivery, (ahead) => movedDay(earliest, ahead))?.day ?? null;
}

/** The last order that is brought on a day before `empty`: at what hour it comes is not known. Null: none ever is. */
export function lastOrderFor(empty: string, delivery: Delivery): LastOrder | null {
  const found = firstOf(delivery, (back) => movedDay(empty, -1 - back));
  if (found === null) return null;
  const { day, passedOver } = found;
  return { orderBy: movedDay(day, -delivery.leadDays), broughtOn: day, passedOver: passedOver.toReversed() };
}

function firstOf({ weekdays, without }: Delivery, dayAt: (step: number) => string) {
  const passedOver: string[] = [];
  if (weekdays.length === 0) return null;
  for (let step = 0; step < LOOKED_DAYS_MAX; step++) {
    const day = dayAt(step);
    if (!weekdays.includes(weekdayOf(day))) continue;
    if (!without.includes(day)) return { day, passedOver };
    passedOver.push(day);
  }
  return null;
}
