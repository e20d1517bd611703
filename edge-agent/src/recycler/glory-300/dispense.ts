import type { DispenseWant, OperationOutcome } from '../driver.ts';
import { PAY_AMOUNT_DIGITS } from './constants.ts';
import { amountOf, type CurrencyTable } from './currency-table.ts';
import { judgePayout } from './judge-payout.ts';
import { type PayoutOrder, payOut } from './payout.ts';
import { largestFirst, placeLines, planPieces } from './plan-pieces.ts';
import type { StockReading } from './readings.ts';
import type { Steps } from './steps.ts';
import type { Talk } from './talk.ts';

/** What a verb answers: the outcome, and the last stock it read. */
export interface VerbEnd {
  readonly result: OperationOutcome;
  readonly stock?: StockReading;
}

export interface VerbContext {
  readonly talk: Talk;
  readonly table: CurrencyTable;
  readonly steps: Steps;
  readonly onTakeCash: () => void;
}

const PAY_UNITS_MAX = 10 ** PAY_AMOUNT_DIGITS - 1;

/** Stock before, the order once, stock after, judgement. Before the order goes out every failure is `refused`. */
export async function dispense(context: VerbContext, want: DispenseWant): Promise<VerbEnd> {
  const { talk, table, steps } = context;
  const before = await talk.stock('before');
  if (before === undefined) return { result: { outcome: 'refused', reason: 'machine.offline' } };
  steps.add('stock_read');
  const order = orderOf(table, before, want);
  if (order === undefined) return { result: { outcome: 'refused', reason: 'machine.stock-short' }, stock: before };
  return payAndJudge(context, before, order);
}

/** Also gives back what a cancelled customer paid in. `before` must have been read after the last movement. */
export async function payAndJudge(context: VerbContext, before: StockReading, order: PayoutOrder): Promise<VerbEnd> {
  const { talk, table, steps } = context;
  const end = await payOut(talk, order, steps, context.onTakeCash);
  const after = await talk.stock();
  const wantMinor = 'units' in order ? order.units * table.payUnitMinor : amountOf(table, order.counts);
  const result = judgePayout({ table, before, after, wantMinor, end });
  steps.add(
    'stock_compared',
    `${result.outcome}${end.end !== 'refused' && end.powerDoubt ? ', link or power lost on the way' : ''}`,
  );
  return after === undefined ? { result } : { result, stock: after };
}

/**
 * By amount where the pay-amount command can say it and the largest pieces first lead to it, which is the least that a
 * machine's own choice can do; else by pieces out of the stock; undefined when nothing makes up the amount.
 */
function orderOf(table: CurrencyTable, stock: StockReading, want: DispenseWant): PayoutOrder | undefined {
  if ('lines' in want) {
    const counts = placeLines(table, stock.counts, want.lines);
    if (counts === undefined || amountOf(table, counts) === 0) return undefined;
    return counts.every((pieces, i) => pieces <= (stock.counts[i] ?? 0)) ? { counts } : undefined;
  }
  const { amountMinor } = want;
  if (!Number.isSafeInteger(amountMinor) || amountMinor < 1 || amountMinor > amountOf(table, stock.counts))
    return undefined;
  const units = amountMinor / table.payUnitMinor;
  const sayable = Number.isInteger(units) && units <= PAY_UNITS_MAX;
  if (sayable && largestFirst(table, stock.counts, amountMinor)) return { units };
  const counts = planPieces(table, stock.counts, amountMinor);
  return counts === undefined ? undefined : { counts };
}
