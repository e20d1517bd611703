import type { Me } from '@tillbridge/shared/reads';
import type { getTranslations } from 'next-intl/server';
import type { Language } from '../format/names.ts';

/** Two letters for a face; Thai names give their first consonants, without the polite คุณ. */
export function initials(name: string): string {
  const letters = name
    .replace(/^คุณ\s*/, '')
    .split(/\s+/)
    .map((word) => [...word].find((letter) => /\p{L}/u.test(letter) && !/[เแโใไ]/.test(letter)) ?? '');
  return letters.slice(0, 2).join('').toUpperCase();
}

/** Role and reach: `Owner, all shops`. */
export function reachWords(me: Me, language: Language, t: Awaited<ReturnType<typeof getTranslations<never>>>): string {
  const reach = me.allShops ? t('account.allShops') : t('account.someShops', { n: me.shops.length });
  return `${me.role.name[language]}, ${reach}`;
}
