import { type CashLine, type Outcome, sumLines } from '@tillbridge/shared/cash';
import type { OperationOutcome } from '../recycler/driver.ts';

/** How an operation ended in the terms of its fact. */
export interface Settlement {
  readonly outcome: Outcome;
  readonly lines: readonly CashLine[];
  readonly owedMinor: number;
  /** A code of the faults table. */
  readonly reason?: string;
  /** Free text of the driver on why nobody knows. */
  readonly evidence?: string;
}

/** Link or power was lost on the way: nobody may say what moved until a person has counted. */
export const UNPROVEN = 'counter.unproven';
/** The machine says completed, but its pieces do not add up to that: a person has to look. */
export const SUMS_DIFFER = 'counter.sums-differ';

/** Nobody knows what moved, and why not. */
export function unproven(evidence: string, lines: readonly CashLine[] = []): Settlement {
  return { outcome: 'unknown', lines, owedMinor: 0, reason: UNPROVEN, evidence };
}

/** What the customer is to get back after paying in: zero unless the collect completed with more than the price. */
export function changeDue(amountMinor: number, collected: OperationOutcome): number {
  return collected.outcome === 'completed' ? Math.max(0, keptMinor(collected) - amountMinor) : 0;
}

/** A sale from its two halves; `changed` is absent when no change was due. */
export function settleSale(
  amountMinor: number,
  collected: OperationOutcome,
  changed: OperationOutcome | undefined,
): Settlement {
  if (collected.outcome === 'cancelled') return settleCancelled(collected);
  if (collected.outcome !== 'completed') return plain(collected);
  const due = changeDue(amountMinor, collected);
  if (changed === undefined || due === 0) {
    const lines = merged(collected.in, collected.out);
    const exact = keptMinor(collected) === amountMinor;
    return { outcome: exact ? 'completed' : 'unknown', lines, owedMinor: 0, ...(exact ? {} : { reason: SUMS_DIFFER }) };
  }
  const out = 'out' in changed ? changed.out : [];
  const lines = merged(collected.in, collected.out, 'in' in changed ? changed.in : [], out);
  if (changed.outcome === 'unknown') return { ...plain(changed), lines };
  const owedMinor = due - sumLines(out, 'out');
  if (owedMinor === 0) return { outcome: 'completed', lines, owedMinor };
  if (owedMinor < 0 || changed.outcome === 'completed')
    return { outcome: 'unknown', lines, owedMinor: 0, reason: SUMS_DIFFER };
  return { outcome: 'partial', lines, owedMinor, reason: 'reason' in changed ? changed.reason : SUMS_DIFFER };
}

/** Cash taken in without a price: whatever came in is what was wanted. */
export function settleTakeIn(collected: OperationOutcome): Settlement {
  return collected.outcome === 'cancelled' ? settleCancelled(collected) : plain(collected);
}

/** An exchange: a sale of nothing. Pieces given back because the wish could not be paid are no exchange but a cancellation. */
export function settleExchange(
  collected: OperationOutcome,
  paid: OperationOutcome | undefined,
  givenBack: boolean,
): Settlement {
  const settled = settleSale(0, collected, paid);
  return givenBack && settled.outcome === 'completed' ? { ...settled, outcome: 'cancelled' } : settled;
}

/** A payout: completed only when the pieces add up to what was asked. */
export function settlePayout(amountMinor: number, dispensed: OperationOutcome): Settlement {
  const settled = plain(dispensed);
  if (settled.outcome !== 'completed' || sumLines(settled.lines, 'out') === amountMinor) return settled;
  return { ...settled, outcome: 'unknown', reason: SUMS_DIFFER };
}

/** Money that went in and did not come back out is owed, whatever the operation is called. */
function settleCancelled(collected: Extract<OperationOutcome, { outcome: 'completed' | 'cancelled' }>): Settlement {
  const kept = keptMinor(collected);
  const lines = merged(collected.in, collected.out);
  if (kept === 0) return { outcome: 'cancelled', lines, owedMinor: 0 };
  return kept > 0
    ? { outcome: 'partial', lines, owedMinor: kept, reason: SUMS_DIFFER }
    : { outcome: 'unknown', lines, owedMinor: 0, reason: SUMS_DIFFER };
}

function plain(result: OperationOutcome): Settlement {
  const lines = merged('in' in result ? result.in : [], 'out' in result ? result.out : []);
  return {
    outcome: result.outcome,
    lines,
    owedMinor: result.outcome === 'partial' ? result.owedMinor : 0,
    ...('reason' in result ? { reason: result.reason } : {}),
    ...('evidence' in result ? { reason: UNPROVEN, evidence: result.evidence } : {}),
  };
}

/** Lines of one denomination, way, place and unit become one. */
export function merged(...groups: readonly (readonly CashLine[])[]): readonly CashLine[] {
  const byKey = new Map<string, CashLine>();
  for (const line of groups.flat()) {
    const key = [line.valueMinor, line.form, line.direction, line.place, line.unit ?? ''].join('/');
    const before = byKey.get(key);
    byKey.set(key, before === undefined ? line : { ...before, pieces: before.pieces + line.pieces });
  }
  return [...byKey.values()].filter((line) => line.pieces > 0);
}

function keptMinor(result: { readonly in: readonly CashLine[]; readonly out: readonly CashLine[] }): number {
  return sumLines(result.in, 'in') - sumLines(result.out, 'out');
}
