import { type Static, Type } from 'typebox';

export const MINUTES_OF_DAY = 1_440;
export const DAYS_OF_WEEK = 7;
const MINUTES_OF_WEEK = DAYS_OF_WEEK * MINUTES_OF_DAY;

/** When a shop is open, in minutes of its own day; `closes` beyond midnight belongs to the day it opened. Day 0 is Sunday. */
export const OpeningHoursSchema = Type.Array(
  Type.Object(
    {
      day: Type.Integer({ minimum: 0, maximum: DAYS_OF_WEEK - 1 }),
      opens: Type.Integer({ minimum: 0, maximum: MINUTES_OF_DAY - 1 }),
      closes: Type.Integer({ minimum: 1, maximum: 2 * MINUTES_OF_DAY }),
    },
    { additionalProperties: false },
  ),
  { maxItems: 28 },
);
export type OpeningHours = Static<typeof OpeningHoursSchema>;
export const HoursOrNoneSchema = Type.Union([OpeningHoursSchema, Type.Null()]);
export const OpeningHoursWishSchema = Type.Object({ openingHours: HoursOrNoneSchema }, { additionalProperties: false });

/** A week without a closed minute, for a shop that says so itself. */
export const ALWAYS_OPEN: OpeningHours = Array.from({ length: DAYS_OF_WEEK }, (_, day) => ({
  day,
  opens: 0,
  closes: MINUTES_OF_DAY,
}));

/** Whether a shop is open at a moment of its own wall clock. Without hours it always is. */
export function isOpenAt(hours: OpeningHours | null, weekday: number, minute: number): boolean {
  if (hours === null) return true;
  return hours.some(({ day, opens, closes }) => {
    const sinceOpeningDay = ((weekday - day + DAYS_OF_WEEK) % DAYS_OF_WEEK) * MINUTES_OF_DAY + minute;
    return sinceOpeningDay >= opens && sinceOpeningDay < closes;
  });
}

export function hoursInOrder(hours: OpeningHours): OpeningHours {
  return [...hours].sort((a, b) => a.day - b.day || a.opens - b.opens || a.closes - b.closes);
}

/** What makes no sense in a week of hours, by its fault; null where all does. Hours that touch do not overlap. */
export function faultOfHours(hours: OpeningHours): 'hours.order' | 'hours.long' | 'hours.overlap' | null {
  if (hours.some(({ opens, closes }) => closes <= opens)) return 'hours.order';
  if (hours.some(({ opens, closes }) => closes - opens > MINUTES_OF_DAY)) return 'hours.long';
  const spans = hoursInOrder(hours).map(({ day, opens, closes }) => {
    const begins = day * MINUTES_OF_DAY + opens;
    return { begins, ends: begins + closes - opens };
  });
  const [first] = spans;
  // The week is a ring: after the last comes the first again.
  const overlap = spans.some(
    ({ ends }, at) => ends > (spans[at + 1]?.begins ?? (first?.begins ?? 0) + MINUTES_OF_WEEK),
  );
  return overlap ? 'hours.overlap' : null;
}
