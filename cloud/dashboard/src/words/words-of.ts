import { FAULTS } from '@tillbridge/shared/faults';
import type { Language } from '../format/names.ts';
import { en } from './en.ts';
import { th } from './th.ts';

/** Meaning and remedy of a fault in one language. */
export type FaultWords = readonly [meaning: string, remedy: string];

export interface Words {
  readonly language: Language;
  readonly messages: typeof en;
  /** The one table of faults, by code; only the reader's language travels. */
  readonly faults: Readonly<Record<string, FaultWords>>;
}

/** Everything the pages say in one language. Server only: the browser gets it as data, not as a program. */
export function wordsOf(language: Language): Words {
  const faults = Object.entries(FAULTS).map(([code, fault]): [string, FaultWords] => [
    code,
    [fault.meaning[language], fault.remedy[language]],
  ]);
  return { language, messages: language === 'th' ? th : en, faults: Object.fromEntries(faults) };
}
