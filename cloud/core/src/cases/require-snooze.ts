import { Fault } from '@tillbridge/shared/faults/fault';
import { SNOOZE_DAYS_MAX } from '@tillbridge/shared/reads-cases';

const DAY_MS = 86_400_000;

/** Throws `api.invalid` for a moment that is past, too far or none. */
export function requireSnooze(until: string): void {
  const untilMs = Date.parse(until) - Date.now();
  if (untilMs > 0 && untilMs <= SNOOZE_DAYS_MAX * DAY_MS) return;
  const message = `not within the next ${SNOOZE_DAYS_MAX} days`;
  throw new Fault('api.invalid', { errors: [{ path: '/until', message }] });
}
