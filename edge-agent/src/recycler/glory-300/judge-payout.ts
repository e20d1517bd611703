import type { CashLine } from '@tillbridge/shared/cash';
import type { OperationOutcome } from '../driver.ts';
import { POSITIONS } from './constants.ts';
import { amountOf, type CurrencyTable, linesOf } from './currency-table.ts';
import type { PayoutEnd } from './payout.ts';
import type { Counts, StockReading } from './readings.ts';

export interface PayoutCase {
  readonly table: CurrencyTable;
  readonly before: StockReading;
  /** Undefined: the stock could not be read afterwards. */
  readonly after: StockReading | undefined;
  readonly wantMinor: number;
  readonly end: PayoutEnd;
}

/** Pieces by position that left (`fell`) and that came (`rose`) between two counts. */
export function compareCounts(before: Counts, after: Counts): { fell: Counts; rose: Counts } {
  const many = Math.max(before.length, after.length);
  const fell: number[] = [];
  const rose: number[] = [];
  for (let i = 0; i < many; i++) {
    const change = (after[i] ?? 0) - (before[i] ?? 0);
    fell.push(Math.max(0, -change));
    rose.push(Math.max(0, change));
  }
  return { fell, rose };
}

/** Outcome of a payout from how it ended and from the stock before and after. Pure; the stock is what counts. */
export function judgePayout(payout: PayoutCase): OperationOutcome {
  const { table, before, after, wantMinor, end } = payout;
  if (end.end === 'refused') return judgeRefusal(payout, end.reason);
  if (after === undefined) return unknown(`${end.reason}: stock unreadable after the payout`, []);
  const { fell, rose } = compareCounts(before.counts, after.counts);
  const out = linesOf(table, fell, 'out', 'stock');
  const outMinor = amountOf(table, fell);
  if (rose.slice(0, POSITIONS.length).some((pieces) => pieces > 0)) {
    return { ...unknown('stock rose during a payout', out), in: linesOf(table, rose, 'in', 'stock') };
  }
  if (end.powerDoubt && (outMinor > 0 || end.accepted))
    return unknown(evidence('link or power lost during the payout', outMinor, wantMinor), out);
  if (outMinor > wantMinor) return unknown(evidence('stock fell by more than was asked', outMinor, wantMinor), out);
  if (outMinor === wantMinor) {
    if (end.end === 'finished' || end.end === 'waiting') return { outcome: 'completed', in: [], out };
    return unknown(evidence(`${end.reason}: the last piece may not have come out`, outMinor, wantMinor), out);
  }
  if (end.end === 'working' || end.end === 'silent')
    return unknown(evidence(`${end.reason}: the payout may still be going on`, outMinor, wantMinor), out);
  if (outMinor === 0) return { outcome: 'refused', reason: end.accepted ? end.reason : 'machine.no-answer' };
  return { outcome: 'partial', in: [], out, owedMinor: wantMinor - outMinor, reason: end.reason };
}

/** The machine refused directly: nothing moved, and a stock that can be read has to agree. */
function judgeRefusal({ table, before, after }: PayoutCase, reason: string): OperationOutcome {
  const fell = after === undefined ? [] : compareCounts(before.counts, after.counts).fell;
  if (amountOf(table, fell) === 0) return { outcome: 'refused', reason };
  return unknown(
    `${reason}: the machine refused, yet its stock fell by ${amountOf(table, fell)} minor units`,
    linesOf(table, fell, 'out', 'stock'),
  );
}

function unknown(text: string, out: readonly CashLine[]): Extract<OperationOutcome, { outcome: 'unknown' }> {
  return { outcome: 'unknown', evidence: text, in: [], out };
}

function evidence(text: string, outMinor: number, wantMinor: number): string {
  return `${text}; stock fell by ${outMinor} of ${wantMinor} minor units`;
}
