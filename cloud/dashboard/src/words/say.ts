import { formatMessage, type Values } from '@tillbridge/shared/format-message';
import { moneyLabel, type Signing } from '../format/money.ts';
import type { Language } from '../format/names.ts';
import {
  ageOf,
  clockLabel,
  type DayForm,
  dayLabel,
  durationOf,
  type Fineness,
  wallAt,
  wallOfDay,
  type Year,
} from '../format/time.ts';
import type { Speech } from './speech.tsx';
import type { FaultWords, Words } from './words-of.ts';

type LeavesOf<T, Path extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${Path}${K}` : LeavesOf<T[K], `${Path}${K}.`>;
}[keyof T & string];
/** Every key of the dictionary, so that a word that is missing does not compile. */
export type WordKey = LeavesOf<Words['messages']>;

/** Everything a part needs to speak: words, names in the reader's language, times on a shop's clock, amounts in a sentence. */
export interface Say {
  readonly language: Language;
  readonly year: Year;
  t(key: WordKey, values?: Values): string;
  /** A word whose key is only known at run time, or undefined where the dictionary has none. */
  word(key: string, values?: Values): string | undefined;
  fault(code: string): FaultWords | undefined;
  name(name: { readonly th: string; readonly en: string }): string;
  clock(instant: string, timeZone: string, fineness?: Fineness): string;
  day(day: string, form: DayForm): string;
  dayAt(instant: string, timeZone: string, form: DayForm): string;
  age(from: string, now: string): string;
  duration(ms: number): string;
  money(amountMinor: number, currency: string, signing?: Signing): string;
}

/** The same on server and browser, from the words of one language. */
export function sayIn({ language, year, messages, faults }: Speech): Say {
  const word = (key: string, values?: Values) => {
    const message = find(messages, key);
    return message === undefined ? undefined : formatMessage(message, language, values);
  };
  const t = (key: WordKey, values?: Values) => word(key, values) ?? key;
  return {
    language,
    year,
    t,
    word,
    fault: (code) => (Object.hasOwn(faults, code) ? faults[code] : undefined),
    name: (name) => (language === 'th' ? name.th : name.en),
    clock: (instant, timeZone, fineness) => clockLabel(wallAt(instant, timeZone), language, fineness),
    day: (day, form) => dayLabel(wallOfDay(day), language, year, form),
    dayAt: (instant, timeZone, form) => dayLabel(wallAt(instant, timeZone), language, year, form),
    age(from, now) {
      const { unit, n, rest } = ageOf(Date.parse(from), Date.parse(now));
      return t(`age.${unit}`, { n, rest });
    },
    duration(ms) {
      const { unit, n, rest } = durationOf(ms);
      return t(`duration.${unit}`, { n, rest });
    },
    money: moneyLabel,
  };
}

function find(tree: unknown, key: string): string | undefined {
  let here = tree;
  for (const step of key.split('.')) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, step)) return undefined;
    here = (here as Record<string, unknown>)[step];
  }
  return typeof here === 'string' ? here : undefined;
}
