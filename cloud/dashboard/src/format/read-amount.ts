import { type Currency, minorDigits } from '@tillbridge/shared/money';

/** Typed `1,275.50` in minor units, digit by digit and never through a fraction; null where it is no such amount. */
export function readAmount(text: string, currency: Currency): number | null {
  const digits = minorDigits(currency);
  const [, whole, fraction = ''] = /^([0-9]{1,9})(?:\.([0-9]+))?$/.exec(text.replaceAll(/[,\s]/g, '')) ?? [];
  if (whole === undefined || fraction.length > digits) return null;
  return Number(`${whole}${fraction.padEnd(digits, '0')}`);
}

/** The same back, as a field shows it: `1275.50`, without a fraction that is nothing. */
export function amountText(amountMinor: number, currency: Currency): string {
  const digits = minorDigits(currency);
  const text = String(amountMinor).padStart(digits + 1, '0');
  const [whole, fraction] = [text.slice(0, text.length - digits), text.slice(text.length - digits)];
  return /^0*$/.test(fraction) ? whole : `${whole}.${fraction}`;
}
