import { type Currency, moneyParts } from './money.ts';

/** What is printed before an amount. ฿ always stands before it, in both languages; unknown currencies show their code. */
const SYMBOLS: Readonly<Record<string, string>> = {
  THB: '฿',
  JPY: '¥',
  USD: '$',
  EUR: '€',
  MYR: 'RM\u00a0',
  LAK: '₭',
  VND: '₫',
  KHR: '៛',
};
const MINUS = '\u2212';

/** `never`: the size only; `negative`: a minus where there is one; `always`: a signed column signs both ways. */
export type Signing = 'never' | 'negative' | 'always';

export interface MoneyText {
  readonly sign: '' | '+' | typeof MINUS;
  readonly symbol: string;
  readonly whole: string;
  /** With its point, such as `.50`; empty where the currency has no minor digits. */
  readonly fraction: string;
}

export function currencySymbol(currency: Currency): string {
  return SYMBOLS[currency] ?? `${currency}\u00a0`;
}

/** An amount in minor units as the pieces a screen prints; zero carries no sign. */
export function moneyPieces(amountMinor: number, currency: Currency, signing: Signing = 'negative'): MoneyText {
  const parts = moneyParts(amountMinor, currency);
  const negative = parts.negative && signing !== 'never' ? MINUS : '';
  return {
    sign: negative === '' && signing === 'always' && amountMinor > 0 ? '+' : negative,
    symbol: currencySymbol(currency),
    whole: parts.whole,
    fraction: parts.fraction === '' ? '' : `.${parts.fraction}`,
  };
}

/** The same as one text, for sentences, titles and labels of charts: `฿1,860.00`, `−฿140.00`. */
export function moneyLabel(amountMinor: number, currency: Currency, signing: Signing = 'negative'): string {
  const { sign, symbol, whole, fraction } = moneyPieces(amountMinor, currency, signing);
  return `${sign}${symbol}${whole}${fraction}`;
}

/** What is printed on the piece itself: `1000`, `10`, `.5`, `.25`. */
export function denominationFace(valueMinor: number, currency: Currency): string {
  const parts = moneyParts(valueMinor, currency);
  const whole = parts.whole.replaceAll(',', '');
  const fraction = parts.fraction.replace(/0+$/, '');
  if (fraction === '') return whole;
  return whole === '0' ? `.${fraction}` : `${whole}.${fraction}`;
}

/** A denomination in a sentence: `฿20`, `฿1,000`, `฿0.25`. */
export function denominationName(valueMinor: number, currency: Currency): string {
  const parts = moneyParts(valueMinor, currency);
  const fraction = /^0*$/.test(parts.fraction) ? '' : `.${parts.fraction}`;
  return `${currencySymbol(currency)}${parts.whole}${fraction}`;
}
