import type { Language } from '../format/names.ts';
import type { Year } from '../format/time.ts';

export type Theme = 'system' | 'light' | 'dark';

/** What a person chose for this browser. Nothing here is a right or a secret. */
export interface Settings {
  readonly language: Language;
  readonly theme: Theme;
  readonly year: Year;
}

export const SETTINGS = {
  language: { cookie: 'tb_language', values: ['th', 'en'] },
  theme: { cookie: 'tb_theme', values: ['system', 'light', 'dark'] },
  year: { cookie: 'tb_year', values: ['buddhist', 'gregorian'] },
} as const;
export type Setting = keyof typeof SETTINGS;

/** Reads settings from cookies. Without a choice the browser's first language decides, and Thai shows the Buddhist year. */
export function readSettings(cookie: (name: string) => string | undefined, acceptLanguage: string): Settings {
  const chosen = <S extends Setting>(setting: S) => {
    const value = cookie(SETTINGS[setting].cookie);
    return SETTINGS[setting].values.find((one) => one === value) as Settings[S] | undefined;
  };
  const language = chosen('language') ?? (/\bth\b/i.test(acceptLanguage.split(',')[0] ?? '') ? 'th' : 'en');
  return {
    language,
    theme: chosen('theme') ?? 'system',
    year: chosen('year') ?? (language === 'th' ? 'buddhist' : 'gregorian'),
  };
}
