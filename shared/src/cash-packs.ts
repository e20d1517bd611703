import type { Form } from './cash.ts';

/** Notes come in straps of a hundred, whatever the currency. */
export const STRAP_NOTES = 100;
/** Coins in a roll where the table below knows nothing of the coin. */
export const ROLL_COINS = 50;

/** Coins in a roll by currency and value in minor units, as banks usually hand them out. */
const ROLLS: Readonly<Record<string, Readonly<Record<number, number>>>> = {
  THB: { 1000: 50, 500: 50, 200: 50, 100: 100, 50: 100, 25: 100 },
  JPY: { 500: 50, 100: 50, 50: 50, 10: 50, 5: 50, 1: 50 },
};

/** Pieces in the smallest pack that a denomination is brought in. */
export function packPieces(currency: string, form: Form, valueMinor: number): number {
  return form === 'note' ? STRAP_NOTES : (ROLLS[currency]?.[valueMinor] ?? ROLL_COINS);
}
