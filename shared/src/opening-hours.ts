import { type Static, Type } from 'typebox';

export const MINUTES_OF_DAY = 1_440;
const DAY = 7;

/** When a shop is open, in minutes of its own day; `closes` beyond midnight belongs to the day it opened. Day 0 is Sunday. */
export const OpeningHoursSchema = Type.Array(
  Type.Object(
    {
      day: Type.Integer({ minimum: 0, maximum: DAY - 1 }),
      opens: Type.Integer({ minimum: 0, maximum: MINUTES_OF_DAY - 1 }),
      closes: Type.Integer({ minimum: 1, maximum: 2 * MINUTES_OF_DAY }),
    },
    { additionalProperties: false },
  ),
  { maxItems: 28 },
);
export type OpeningHours = Static<typeof OpeningHoursSchema>;

/** Whether a shop is open at a moment of its own wall clock. Without hours it always is. */
export function isOpenAt(hours: OpeningHours | null, weekday: number, minute: number): boolean {
  if (hours === null) return true;
  return hours.some(({ day, opens, closes }) => {
    const sinceOpeningDay = ((weekday - day + DAY) % DAY) * MINUTES_OF_DAY + minute;
    return sinceOpeningDay >= opens && sinceOpeningDay < closes;
  });
}
