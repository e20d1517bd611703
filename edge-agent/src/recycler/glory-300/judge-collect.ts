import type { CashLine } from '@tillbridge/shared/cash';
import { NOTE_POSITIONS } from './constants.ts';
import { type CurrencyTable, linesOf } from './currency-table.ts';
import { compareCounts } from './judge-payout.ts';
import type { Counts, StockReading } from './readings.ts';

export interface PaidIn {
  /** The deposit's denomination list, laid where the cash went. */
  readonly lines: readonly CashLine[];
  /** False when stock and cassette did not rise by exactly what was counted. */
  readonly stockAgrees: boolean;
}

/** Lays the counted pieces into stock or box. The denomination list is the deposit; the stock only says where it went. */
export function paidIn(
  table: CurrencyTable,
  counted: Counts,
  before: StockReading,
  after: StockReading | undefined,
): PaidIn {
  if (after === undefined) return { lines: linesOf(table, counted, 'in', 'stock'), stockAgrees: false };
  const stock = compareCounts(before.counts, after.counts);
  const cassette = compareCounts(before.cassette, after.cassette);
  const toBox = counted.map((pieces, i) => (i < NOTE_POSITIONS ? Math.min(pieces, cassette.rose[i] ?? 0) : 0));
  const toStock = counted.map((pieces, i) => pieces - (toBox[i] ?? 0));
  const stockAgrees = toStock.every((pieces, i) => pieces === (stock.rose[i] ?? 0) && (stock.fell[i] ?? 0) === 0);
  const boxAgrees = toBox.every((pieces, i) => i >= NOTE_POSITIONS || pieces === (cassette.rose[i] ?? 0));
  return {
    lines: [...linesOf(table, toStock, 'in', 'stock'), ...linesOf(table, toBox, 'in', 'box')],
    stockAgrees: stockAgrees && boxAgrees,
  };
}
