import { DAYS, type Language, MONTHS } from './names.ts';

/** Which year a screen shows; exports are ISO whatever this says. */
export type Year = 'buddhist' | 'gregorian';
const BUDDHIST_OFFSET = 543;

/** Wall clock at a place. Months 1–12, weekday 0 = Sunday. */
export interface Wall {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly ms: number;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  let clock = clocks.get(timeZone);
  if (clock === undefined) {
    clock = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    clocks.set(timeZone, clock);
  }
  return clock;
}

/**
 * An instant on the wall clock of a time zone. Only digits are taken from Intl, names come from our own table,
 * so that server and browser print the same bytes whatever their ICU.
 */
export function wallAt(instant: string, timeZone: string): Wall {
  const at = new Date(instant);
  const got: Record<string, number> = {};
  for (const part of clockOf(timeZone).formatToParts(at)) got[part.type] = Number(part.value);
  const [year, month, day] = [got['year'] ?? 0, got['month'] ?? 1, got['day'] ?? 1];
  return {
    year,
    month,
    day,
    weekday: weekdayOf(year, month, day),
    hour: got['hour'] ?? 0,
    minute: got['minute'] ?? 0,
    second: got['second'] ?? 0,
    ms: at.getUTCMilliseconds(),
  };
}

/** A calendar day `2026-11-20` at midnight. */
export function wallOfDay(day: string): Wall {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return { year, month, day: date, weekday: weekdayOf(year, month, date), hour: 0, minute: 0, second: 0, ms: 0 };
}

function weekdayOf(year: number, month: number, day: number): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay();
}

const two = (value: number) => String(value).padStart(2, '0');

export type Fineness = 'minutes' | 'seconds' | 'milliseconds';

/** `14:32`, in Thai `14:32 น.`; the finer forms of the timeline carry no unit because they stand in a column of times. */
export function clockLabel(wall: Wall, language: Language, fineness: Fineness = 'minutes'): string {
  const base = `${two(wall.hour)}:${two(wall.minute)}`;
  if (fineness === 'milliseconds') return `${base}:${two(wall.second)}.${String(wall.ms).padStart(3, '0')}`;
  if (fineness === 'seconds') return `${base}:${two(wall.second)}`;
  return language === 'th' ? `${base}\u00a0น.` : base;
}

export type DayForm = 'long' | 'medium' | 'short' | 'weekday' | 'month';

/** `Friday 20 November 2026` · `20 Nov 2026` · `Fri 13 Nov` · `Friday` · `November 2026`; Thai likewise, with the year asked for. */
export function dayLabel(wall: Wall, language: Language, year: Year, form: DayForm): string {
  const days = DAYS[language];
  const months = MONTHS[language];
  const shown = year === 'buddhist' ? wall.year + BUDDHIST_OFFSET : wall.year;
  const long = days.long[wall.weekday] ?? '';
  if (form === 'weekday') return long;
  if (form === 'month') return `${months.long[wall.month - 1] ?? ''} ${shown}`;
  if (form === 'medium') return `${wall.day} ${months.short[wall.month - 1] ?? ''} ${shown}`;
  if (form === 'short') return `${days.short[wall.weekday] ?? ''} ${wall.day} ${months.short[wall.month - 1] ?? ''}`;
  const on = language === 'th' ? `วัน${long}ที่ ` : `${long} `;
  return `${on}${wall.day} ${months.long[wall.month - 1] ?? ''} ${shown}`;
}

/** A day moved by whole days: `('2026-11-20', -7)` is `2026-11-13`. */
export function shiftDay(day: string, days: number): string {
  const wall = wallOfDay(day);
  return new Date(Date.UTC(wall.year, wall.month - 1, wall.day + days)).toISOString().slice(0, 10);
}

/** Hours since the cut-off of a business day, as a fraction; may be below 0 or above 24 for an instant of another day. */
export function hoursInto(instant: string, timeZone: string, cutOffMinutes: number, businessDate: string): number {
  const wall = wallAt(instant, timeZone);
  const start = wallOfDay(businessDate);
  const days =
    (Date.UTC(wall.year, wall.month - 1, wall.day) - Date.UTC(start.year, start.month - 1, start.day)) / 86_400_000;
  return days * 24 + wall.hour + wall.minute / 60 + wall.second / 3600 - cutOffMinutes / 60;
}

export interface Duration {
  readonly unit: 'seconds' | 'minutes' | 'hours' | 'days';
  /** Of seconds a text with one decimal, otherwise whole. */
  readonly n: string | number;
  /** In the next finer unit; 0 for seconds. */
  readonly rest: number;
}

/** A length of time in the two coarsest units that it fills: `2.4 s`, `4 min 10 s`, `7 h 5 min`, `4 days 9 h`. */
export function durationOf(ms: number): Duration {
  const tenths = Math.floor(Math.max(0, ms) / 100);
  if (tenths < 600) return { unit: 'seconds', n: (tenths / 10).toFixed(1), rest: 0 };
  const seconds = Math.floor(tenths / 10);
  const parts = (unit: Duration['unit'], size: number, finer: number): Duration => ({
    unit,
    n: Math.floor(seconds / size),
    rest: Math.floor((seconds % size) / finer),
  });
  if (seconds < HOUR_S) return parts('minutes', MINUTE_S, 1);
  return seconds < DAY_S ? parts('hours', HOUR_S, MINUTE_S) : parts('days', DAY_S, HOUR_S);
}

const MINUTE_S = 60;
const HOUR_S = 3_600;
const DAY_S = 86_400;

export type AgeUnit = 'now' | 'seconds' | 'minutes' | 'hours' | 'days';

export interface Age {
  readonly unit: AgeUnit;
  readonly n: number;
  /** Minutes beside hours; 0 otherwise. */
  readonly rest: number;
}

/** How long ago in the two coarsest units people use. A moment in the future (a clock ahead) is `now`. */
export function ageOf(fromMs: number, nowMs: number): Age {
  const seconds = Math.max(0, Math.floor((nowMs - fromMs) / 1000));
  if (seconds < 5) return { unit: 'now', n: 0, rest: 0 };
  if (seconds < 60) return { unit: 'seconds', n: seconds, rest: 0 };
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return { unit: 'minutes', n: minutes, rest: 0 };
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return { unit: 'hours', n: hours, rest: minutes % 60 };
  return { unit: 'days', n: Math.floor(hours / 24), rest: 0 };
}
