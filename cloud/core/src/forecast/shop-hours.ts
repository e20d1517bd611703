import { isOpenAt, type OpeningHours } from '@tillbridge/shared/opening-hours';
import { wallClock } from '../shops/wall-clock.ts';

export const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;

export interface ShopClock {
  readonly timeZone: string;
  readonly cutOffMinutes: number;
  /** Null: always open. */
  readonly openingHours: OpeningHours | null;
}

/** One real hour as the shop's clock shows it. */
export interface ShopHour {
  readonly atMs: number;
  /** Business day that it belongs to. */
  readonly day: string;
  /** Hour of the clock. */
  readonly hour: number;
  /** Whether the shop is open for any minute of it. */
  readonly open: boolean;
}

/**
 * The real hours from the one that holds `fromMs`. A day on which clocks change has 23 or 25 of them, so that nothing
 * flows in an hour that does not exist, and an hour that comes twice flows twice.
 */
export function shopHours(
  { timeZone, cutOffMinutes, openingHours }: ShopClock,
  fromMs: number,
  count: number,
): ShopHour[] {
  const wall = wallClock(timeZone);
  const first = Math.floor(fromMs / HOUR_MS) * HOUR_MS;
  return Array.from({ length: count }, (_, at) => {
    const atMs = first + at * HOUR_MS;
    const wallMs = wall(atMs);
    const local = new Date(wallMs);
    const minute = local.getUTCHours() * 60 + local.getUTCMinutes();
    return {
      atMs,
      day: new Date(wallMs - cutOffMinutes * MINUTE_MS).toISOString().slice(0, 10),
      hour: local.getUTCHours(),
      open: openingHours === null || opensWithin(openingHours, local.getUTCDay(), minute),
    };
  });
}

/** Calendar day of the shop at a moment. */
export function calendarDay(timeZone: string, atMs: number): string {
  return new Date(wallClock(timeZone)(atMs)).toISOString().slice(0, 10);
}

function opensWithin(hours: OpeningHours, weekday: number, from: number): boolean {
  for (let minute = from; minute < from + 60; minute++) {
    const nextDay = minute >= DAY_MINUTES ? 1 : 0;
    if (isOpenAt(hours, (weekday + nextDay) % 7, minute % DAY_MINUTES)) return true;
  }
  return false;
}
