/** Money is a whole number of minor units (satang, cent), branded so that a plain number cannot pass for it. */
export type Minor = number & { readonly __minor: unique symbol };

/** ISO 4217 code, three capitals. */
export type Currency = string;

/** Largest amount any part of the system accepts: it survives JSON and every sum of a year's takings. */
export const AMOUNT_MINOR_MAX = 1_000_000_000_000;

/** The only place where a number becomes money. Throws RangeError on anything but a whole, safe number. */
export function minor(value: number): Minor {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole number of minor units: ${value}`);
  return value as Minor;
}

/** Minor digits of the currencies we know by table; any other ISO currency has two. */
const MINOR_DIGITS: Readonly<Record<string, number>> = {
  THB: 2,
  JPY: 0,
  MYR: 2,
  USD: 2,
  EUR: 2,
  KHR: 2,
  LAK: 2,
  VND: 0,
};

export function minorDigits(currency: Currency): number {
  return MINOR_DIGITS[currency] ?? 2;
}

export interface MoneyParts {
  readonly negative: boolean;
  /** Grouped whole units, such as `1,275`. */
  readonly whole: string;
  /** Minor digits without the point, such as `50`; empty where the currency has none. */
  readonly fraction: string;
}

/** The only place where money becomes text; never through floating point. */
export function moneyParts(amount: number, currency: Currency): MoneyParts {
  const digits = minorDigits(currency);
  const text = String(Math.abs(amount)).padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits).replace(/\B(?=(\d{3})+$)/g, ',');
  return { negative: amount < 0, whole, fraction: digits === 0 ? '' : text.slice(-digits) };
}

/** Plain decimal text for logs and exports: `1275.50`, `-5.00`. */
export function moneyText(amount: number, currency: Currency): string {
  const parts = moneyParts(amount, currency);
  const whole = parts.whole.replaceAll(',', '');
  return `${parts.negative ? '-' : ''}${whole}${parts.fraction === '' ? '' : `.${parts.fraction}`}`;
}
