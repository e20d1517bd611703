import { DAYS_OF_WEEK, MINUTES_OF_DAY, type OpeningHours } from '@tillbridge/shared/opening-hours';
import { minutesText, readMinutes } from '../format/minutes.ts';

/** Hours while they are typed: a time of a field each, `closes` not after `opens` means the next day. */
export interface DraftSpan {
  readonly key: number;
  readonly day: number;
  readonly opens: string;
  readonly closes: string;
}
export type WeekDraft = readonly DraftSpan[];

/** The week as people read it: from Monday. */
export const WEEK: readonly number[] = Array.from({ length: DAYS_OF_WEEK }, (_, at) => (at + 1) % DAYS_OF_WEEK);

export function draftOf(hours: OpeningHours): WeekDraft {
  return hours.map(({ day, opens, closes }, key) => ({
    key,
    day,
    opens: minutesText(opens),
    closes: minutesText(closes),
  }));
}

/** Null where a time is missing. */
export function hoursOf(draft: WeekDraft): OpeningHours | null {
  const hours: OpeningHours = [];
  for (const span of draft) {
    const [opens, closes] = [readMinutes(span.opens), readMinutes(span.closes)];
    if (opens === null || closes === null) return null;
    hours.push({ day: span.day, opens, closes: closes > opens ? closes : closes + MINUTES_OF_DAY });
  }
  return hours;
}

export function endsNextDay({ opens, closes }: DraftSpan): boolean {
  const [from, to] = [readMinutes(opens), readMinutes(closes)];
  return from !== null && to !== null && to <= from && to > 0;
}

const nextKey = (draft: WeekDraft) => 1 + Math.max(-1, ...draft.map(({ key }) => key));

/** One more stretch on a day: after the last of it, or else a usual day. */
export function withSpan(draft: WeekDraft, day: number): WeekDraft {
  const last = draft.filter((span) => span.day === day).at(-1);
  const times = last === undefined ? { opens: '09:00', closes: '18:00' } : { opens: last.closes, closes: '' };
  return [...draft, { key: nextKey(draft), day, ...times }];
}

/** Every day as this one. */
export function withDayEverywhere(draft: WeekDraft, day: number): WeekDraft {
  const model = draft.filter((span) => span.day === day);
  return WEEK.flatMap((each) => model.map((span) => ({ ...span, day: each }))).map((span, key) => ({ ...span, key }));
}
