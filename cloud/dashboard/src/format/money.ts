import { type Currency, minorDigits } from '@tillbridge/shared/money';
import { currencySymbol } from '@tillbridge/shared/money-label';

export {
  currencySymbol,
  denominationFace,
  denominationName,
  moneyLabel,
  moneyPieces,
  type Signing,
} from '@tillbridge/shared/money-label';

const MINUS = '\u2212';

const SCALES = [
  { from: 1_000_000, divide: 1_000_000, unit: 'M' },
  { from: 1_000, divide: 1_000, unit: 'k' },
  { from: 0, divide: 1, unit: '' },
] as const;

/** The mark of an axis: `฿200k`. Only for gridlines, which are round by construction. */
export function axisLabel(amountMinor: number, currency: Currency): string {
  const whole = amountMinor / 10 ** minorDigits(currency);
  const scale = SCALES.find((one) => whole >= one.from) ?? SCALES[2];
  return `${currencySymbol(currency)}${Number((whole / scale.divide).toFixed(2))}${scale.unit}`;
}

/** Change against a base in per cent with one digit and a typographic minus; nothing to compare with gives undefined. */
export function changeLabel(nowMinor: number, thenMinor: number): string | undefined {
  if (thenMinor <= 0) return undefined;
  const tenths = Math.round(((nowMinor - thenMinor) * 1000) / thenMinor);
  const size = Math.abs(tenths);
  const sign = tenths > 0 ? '+' : tenths < 0 ? MINUS : '';
  return `${sign}${Math.floor(size / 10).toLocaleString('en-US')}.${size % 10}\u00a0%`;
}

/** Grouped whole number: `48,213`. */
export function countLabel(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}
