import {
  COIN_UNIT,
  COUNT_DIGITS,
  DEPOSIT_READING,
  DEPOSIT_STATE,
  NOTE_POSITIONS,
  NOTE_UNIT,
  STOCK_ORDER,
  STOCK_READING,
} from '../src/recycler/glory-300/constants.ts';
import type { CashState } from './cash-store.ts';

export interface DepositSaid {
  readonly counting: boolean;
  readonly stopReceived: boolean;
  readonly deposit: 'closed' | 'counting' | 'stopped';
  readonly noteInlet: boolean;
  readonly coinInlet: boolean;
  readonly jammed: 'no' | 'note' | 'coin';
  readonly noteOut: boolean;
  readonly coinOut: boolean;
  readonly takeCash: boolean;
  readonly counts: readonly number[];
}

const count = (pieces: number) => String(Math.min(pieces, 10 ** COUNT_DIGITS - 1)).padStart(COUNT_DIGITS, '0');
const bit = (on: boolean) => (on ? '1' : '0');

/** Text of the deposit reading, 39 characters. */
export function depositText(said: DepositSaid): string {
  const state = said.deposit === 'closed' ? '0' : DEPOSIT_STATE[said.deposit];
  const note = said.noteOut
    ? NOTE_UNIT.notSet
    : said.jammed === 'note'
      ? NOTE_UNIT.error
      : said.takeCash
        ? NOTE_UNIT.takeCash
        : NOTE_UNIT.ok;
  const coin = said.coinOut ? COIN_UNIT.notSet : said.jammed === 'coin' ? COIN_UNIT.error : COIN_UNIT.ok;
  const head = `${bit(said.counting)}${bit(said.stopReceived)}${state}${bit(said.noteInlet)}${note}${bit(said.coinInlet)}${coin}`;
  const detached = (said.noteOut ? 1 : 0) | (said.coinOut ? 2 : 0);
  return `${head}${said.counts.map(count).join('')}${detached}`.padEnd(DEPOSIT_READING.bytesMin, '0');
}

/** Text of the stock reading, 118 characters: another order of denominations than the deposit's. */
export function stockText(cash: CashState): string {
  const stock = STOCK_ORDER.map((position) => count(cash.stock[position] ?? 0));
  const cassette = STOCK_ORDER.slice(0, NOTE_POSITIONS).map((position) => count(cash.cassette[position] ?? 0));
  const text = [...stock.slice(0, NOTE_POSITIONS), ...cassette, ...stock.slice(NOTE_POSITIONS)].join('');
  return text.padEnd(STOCK_READING.bytesMin, '0');
}
