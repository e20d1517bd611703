import { randomUUID } from 'node:crypto';
import type { CashKind, CashLine } from '@tillbridge/shared/cash';
import { explainChange } from './explain-change.ts';
import type { Draft } from './ledger.ts';
import { type CountedMachine, transactionBody } from './operation.ts';

/** The stock rose while nothing ran: somebody loaded the machine without saying so. */
const REFILL_SEEN = 'counter.refill-seen';
/** Pieces went into the collection box at the machine itself. */
const MOVED_INSIDE = 'counter.moved-inside';
const DETAIL_MAX = 400;

/** The event of a movement that nothing explains; it opens a case. Empty when the books balance. */
export function gapDrafts(machine: CountedMachine, lines: readonly CashLine[], detail: string): readonly Draft[] {
  if (lines.length === 0) return [];
  const { id, currency } = machine;
  const gap = { code: 'stock_gap' as const, case: randomUUID(), machine: id, currency, lines: [...lines] };
  return [{ kind: 'agent.event', body: { ...gap, detail: detail.slice(0, DETAIL_MAX) } }];
}

/** Facts of a change while nothing ran: a load and a move inside are recognised, the rest opens a case. */
export function changeDrafts(machine: CountedMachine, gap: readonly CashLine[], detail: string): readonly Draft[] {
  const { refill, inside, unexplained } = explainChange(gap);
  return [
    ...seenDrafts(machine, 'refill', REFILL_SEEN, refill),
    ...seenDrafts(machine, 'adjustment', MOVED_INSIDE, inside),
    ...gapDrafts(machine, unexplained, detail),
  ];
}

function seenDrafts(
  machine: CountedMachine,
  kind: CashKind,
  reason: string,
  lines: readonly CashLine[],
): readonly Draft[] {
  if (lines.length === 0) return [];
  const settlement = { outcome: 'completed' as const, lines, owedMinor: 0, reason };
  const body = transactionBody(machine, kind, { operation: randomUUID(), amountMinor: 0 }, { settlement, steps: [] });
  return [{ kind: 'cash.transaction', body }];
}
