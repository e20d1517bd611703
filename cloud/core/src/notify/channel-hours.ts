import { DAYS_OF_WEEK, type OpeningHours } from '@tillbridge/shared/opening-hours';
import { type WallClock, wallClock, whenShown } from '../shops/wall-clock.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;
/** Hours that began the day before yesterday may still last; those of next week come round to this weekday again. */
const DAYS_BACK = 2;

/**
 * The beginning of the hours for which something waits; null where it waits for none: they last, or there are none. Hours
 * begin when their time is first shown and end when theirs is last shown, so that an hour that comes twice lies within
 * once, and a stretch that the clocks leave out is none.
 */
export function heldUntil(hours: OpeningHours | null, timeZone: string, now: Date): Date | null {
  if (hours === null) return null;
  const spans = spansAround(hours, wallClock(timeZone), now.getTime());
  if (spans.some(({ begins, ends }) => begins <= now.getTime() && now.getTime() < ends)) return null;
  const next = Math.min(...spans.map(({ begins }) => begins).filter((begins) => begins > now.getTime()));
  return Number.isFinite(next) ? new Date(next) : null;
}

interface Span {
  readonly begins: number;
  readonly ends: number;
}

function spansAround(hours: OpeningHours, wall: WallClock, nowMs: number): readonly Span[] {
  const today = Math.floor(wall(nowMs) / DAY_MS) * DAY_MS;
  const days = Array.from({ length: DAYS_BACK + DAYS_OF_WEEK + 2 }, (_, at) => today + (at - DAYS_BACK) * DAY_MS);
  return days
    .flatMap((day) =>
      hours
        .filter((span) => span.day === new Date(day).getUTCDay())
        .map(({ opens, closes }) => ({
          begins: whenShown(wall, day + opens * MINUTE_MS).first,
          ends: whenShown(wall, day + closes * MINUTE_MS).last,
        })),
    )
    .filter(({ begins, ends }) => ends > begins);
}
