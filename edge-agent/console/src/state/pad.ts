import { minorDigits } from '@tillbridge/shared/money';

/** Largest single amount, as the counter takes it. */
export const AMOUNT_MINOR_MAX = 1_000_000_000;
export type PadKey = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '.' | 'back' | 'clear';

/** What was typed so far, as digits with at most one point; empty is nothing typed. */
export function press(typed: string, key: PadKey, currency: string): string {
  const digits = minorDigits(currency);
  if (key === 'clear') return '';
  if (key === 'back') return typed.slice(0, -1);
  if (key === '.') return digits === 0 || typed.includes('.') ? typed : `${typed === '' ? '0' : typed}.`;
  const [, fraction] = typed.split('.');
  if (fraction !== undefined && fraction.length >= digits) return typed;
  const next = typed === '0' ? key : typed + key;
  return typedMinor(next, currency) > AMOUNT_MINOR_MAX ? typed : next;
}

/** The amount typed, in minor units, without floating point; nothing typed is 0. */
export function typedMinor(typed: string, currency: string): number {
  const digits = minorDigits(currency);
  const [whole = '', fraction = ''] = typed.split('.');
  return Number(`${whole === '' ? '0' : whole}${fraction.padEnd(digits, '0').slice(0, digits)}`);
}

/** As it stands on the pad while it is typed: grouped, with the point and digits that are there. */
export function typedLabel(typed: string): { readonly whole: string; readonly rest: string } {
  const [whole = '', fraction] = typed.split('.');
  const grouped = (whole === '' ? '0' : whole).replace(/\B(?=(\d{3})+$)/g, ',');
  return { whole: grouped, rest: fraction === undefined ? '' : `.${fraction}` };
}

/** Whole pieces while they are counted; at most five digits. */
export function pressCount(typed: string, key: PadKey): string {
  if (key === 'clear') return '';
  if (key === 'back') return typed.slice(0, -1);
  if (key === '.' || typed.length >= 5) return typed;
  return typed === '0' ? key : typed + key;
}

/** Which key of the pad a key of the keyboard stands for. */
export function padKeyOf(key: string): PadKey | undefined {
  if (/^[0-9]$/.test(key)) return key as PadKey;
  if (key === '.' || key === ',') return '.';
  if (key === 'Backspace') return 'back';
  return key === 'Delete' ? 'clear' : undefined;
}
