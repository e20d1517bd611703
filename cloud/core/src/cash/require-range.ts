import { type DayRange, daysIn } from '@tillbridge/shared/day-range';
import { Fault } from '@tillbridge/shared/faults/fault';

/** Throws `api.invalid` for a range that ends before it begins or is longer than what is read at once. */
export function requireRange(range: DayRange, daysMax: number): void {
  const days = daysIn(range);
  if (days >= 1 && days <= daysMax) return;
  throw new Fault('api.invalid', {
    errors: [{ path: 'querystring/to', message: `1 to ${daysMax} days from its beginning` }],
  });
}
