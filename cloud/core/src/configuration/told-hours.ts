import { Fault } from '@tillbridge/shared/faults/fault';
import { faultOfHours, hoursInOrder, type OpeningHours } from '@tillbridge/shared/opening-hours';

const NAMES = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const HOUR_MINUTES = 60;

/** In their order. Throws `hours.order`, `hours.long` and `hours.overlap`. */
export function soundHours(hours: OpeningHours | null): OpeningHours | null {
  const fault = hours === null ? null : faultOfHours(hours);
  if (fault !== null) throw new Fault(fault);
  return hours === null ? null : hoursInOrder(hours);
}

/** `Mon 10:00-25:00, Tue 08:00-12:00`, as the trail keeps it. */
export function toldHours(hours: OpeningHours | null, none: string | null): string | null {
  if (hours === null) return none;
  if (hours.length === 0) return 'closed';
  return hours.map(({ day, opens, closes }) => `${NAMES[day]} ${clock(opens)}-${clock(closes)}`).join(', ');
}

function clock(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / HOUR_MINUTES))}:${two(minutes % HOUR_MINUTES)}`;
}
