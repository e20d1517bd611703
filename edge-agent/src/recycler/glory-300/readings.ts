import {
  COUNT_DIGITS,
  DEPOSIT_READING,
  DEPOSIT_STATE,
  NOTE_POSITIONS,
  POSITIONS,
  STOCK_ORDER,
  STOCK_READING,
} from './constants.ts';

/** Pieces by position, in the order of POSITIONS: 10000 5000 2000 1000 500 100 50 10 5 1. */
export type Counts = readonly number[];

/** Answer to command 41. Unit states are kept as the machine's digit. */
export interface DepositReading {
  readonly counting: boolean;
  readonly state: 'counting' | 'stopped' | 'other';
  readonly noteInlet: boolean;
  readonly noteUnit: string;
  readonly coinInlet: boolean;
  readonly coinUnit: string;
  readonly counts: Counts;
  readonly noteDetached: boolean;
  readonly coinDetached: boolean;
}

/** Answer to command 32. `cassette` holds the four note positions; `rest` is kept as it came. */
export interface StockReading {
  readonly counts: Counts;
  readonly cassette: Counts;
  readonly rest: string;
}

/** Reads the deposit; undefined when the text has another form. */
export function readDeposit(text: string): DepositReading | undefined {
  if (text.length < DEPOSIT_READING.bytesMin) return undefined;
  const counts = fields(text, DEPOSIT_READING.counts, POSITIONS.length);
  const detached = Number.parseInt(text.charAt(DEPOSIT_READING.detached), 16);
  if (counts === undefined || Number.isNaN(detached)) return undefined;
  const state = text.charAt(DEPOSIT_READING.state);
  return {
    counting: text.charAt(DEPOSIT_READING.counting) === '1',
    state: state === DEPOSIT_STATE.counting ? 'counting' : state === DEPOSIT_STATE.stopped ? 'stopped' : 'other',
    noteInlet: text.charAt(DEPOSIT_READING.noteInlet) === '1',
    noteUnit: text.charAt(DEPOSIT_READING.noteUnit),
    coinInlet: text.charAt(DEPOSIT_READING.coinInlet) === '1',
    coinUnit: text.charAt(DEPOSIT_READING.coinUnit),
    counts,
    noteDetached: (detached & 1) !== 0,
    coinDetached: (detached & 2) !== 0,
  };
}

/** Reads the stock, whose denominations come in another order; undefined when the text has another form. */
export function readStock(text: string): StockReading | undefined {
  if (text.length < STOCK_READING.bytesMin) return undefined;
  const notes = fields(text, STOCK_READING.notes, NOTE_POSITIONS);
  const cassette = fields(text, STOCK_READING.cassette, NOTE_POSITIONS);
  const coins = fields(text, STOCK_READING.coins, POSITIONS.length - NOTE_POSITIONS);
  if (notes === undefined || cassette === undefined || coins === undefined) return undefined;
  return {
    counts: fromStockOrder([...notes, ...coins]),
    cassette: fromStockOrder(cassette),
    rest: text.slice(STOCK_READING.rest),
  };
}

/** Data of command 35: ten counts of three digits in the stock's order. */
export function piecesData(counts: Counts): string {
  let data = '';
  for (const position of STOCK_ORDER) data += String(counts[position] ?? 0).padStart(COUNT_DIGITS, '0');
  return data;
}

/** Most pieces of one denomination that command 35 can say. */
export const PIECES_SAID_MAX = 10 ** COUNT_DIGITS - 1;

function fromStockOrder(said: Counts): Counts {
  const counts = new Array<number>(said.length).fill(0);
  for (let i = 0; i < said.length; i++) counts[STOCK_ORDER[i] ?? i] = said[i] ?? 0;
  return counts;
}

function fields(text: string, from: number, many: number): number[] | undefined {
  const counts: number[] = [];
  for (let i = 0; i < many; i++) {
    const digits = text.slice(from + i * COUNT_DIGITS, from + (i + 1) * COUNT_DIGITS);
    if (!/^\d{3}$/.test(digits)) return undefined;
    counts.push(Number(digits));
  }
  return counts;
}
