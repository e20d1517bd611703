import { FAULTS } from '@tillbridge/shared/faults';
import { formatMessage, type Language, type Values } from '@tillbridge/shared/format-message';
import { moneyParts } from '@tillbridge/shared/money';
import { currencySymbol, moneyLabel } from '@tillbridge/shared/money-label';
import { clockLabel, dayLabel } from '../format/clock.ts';
import en from './en.json' with { type: 'json' };
import th from './th.json' with { type: 'json' };

type LeavesOf<T, Path extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${Path}${K}` : LeavesOf<T[K], `${Path}${K}.`>;
}[keyof T & string];
/** Every key of the dictionary, so that a word that is missing does not compile. */
export type WordKey = LeavesOf<typeof en>;

/** Everything a screen of the console needs to speak one language. */
export interface Say {
  readonly language: Language;
  t(key: WordKey, values?: Values): string;
  /** Meaning and remedy of a fault, without full stops; a code the table lacks stands for itself. */
  fault(code: string): { readonly meaning: string; readonly remedy: string };
  /** `฿1,275.00`. */
  money(amountMinor: number, currency: string): string;
  /** Only for what is read a metre away: `฿1,275`, and `฿1,275.50` where there are satang. */
  far(amountMinor: number, currency: string): string;
  clock(instant: string, timeZone: string, withSeconds?: boolean): string;
  day(instant: string, timeZone: string): string;
}

export function sayIn(language: Language): Say {
  const messages = language === 'th' ? th : en;
  return {
    language,
    t: (key, values) => formatMessage(find(messages, key) ?? key, language, values),
    fault(code) {
      const entry = Object.hasOwn(FAULTS, code) ? FAULTS[code as keyof typeof FAULTS] : undefined;
      if (entry === undefined) return { meaning: code, remedy: '' };
      return { meaning: plain(entry.meaning[language]), remedy: plain(entry.remedy[language]) };
    },
    money: (amountMinor, currency) => moneyLabel(amountMinor, currency),
    far(amountMinor, currency) {
      const { whole, fraction } = moneyParts(amountMinor, currency);
      return `${currencySymbol(currency)}${whole}${/^0*$/.test(fraction) ? '' : `.${fraction}`}`;
    },
    day: (instant, timeZone) => dayLabel(instant, timeZone, language),
    clock: (instant, timeZone, withSeconds) => clockLabel(instant, timeZone, language, withSeconds),
  };
}

const plain = (text: string) => text.replace(/\.$/, '');

function find(tree: unknown, key: string): string | undefined {
  let here = tree;
  for (const step of key.split('.')) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, step)) return undefined;
    here = (here as Record<string, unknown>)[step];
  }
  return typeof here === 'string' ? here : undefined;
}
