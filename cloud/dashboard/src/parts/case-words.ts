import type { CaseRow, CaseState } from '@tillbridge/shared/reads-cases';
import type { Say } from '../words/say.ts';
import type { IconName } from './icon.tsx';
import type { Tone } from './state.tsx';

/** What a case is about, in two words: the operation and its amount, or that cash does not add up. */
export function caseTitle(row: CaseRow, say: Say): string {
  if (row.kind === null || row.amountMinor === null) return say.t('cases.discrepancy');
  return `${say.t(`kind.${row.kind}`)} ${say.money(row.amountMinor, row.currency)}`;
}

/** What is still in question: owed, kept, unknown, or what differs. */
export function caseQuestion(row: CaseRow, say: Say): string {
  if (row.outcome === null) {
    const { into, out } = caseSums(row);
    return say.t('cases.moved', { in: say.money(into, row.currency), out: say.money(out, row.currency) });
  }
  if (row.outcome === 'partial' && (row.owedMinor ?? 0) > 0)
    return say.t('outcome.partialOwed', { owed: say.money(row.owedMinor ?? 0, row.currency) });
  return say.t(`outcome.${row.outcome}`);
}

/** Sums of what moved, in minor units. */
export function caseSums(row: CaseRow): { readonly into: number; readonly out: number } {
  const sum = (direction: 'in' | 'out') =>
    row.lines.reduce(
      (total, line) => (line.direction === direction ? total + line.valueMinor * line.pieces : total),
      0,
    );
  return { into: row.inMinor ?? sum('in'), out: row.outMinor ?? sum('out') };
}

const STATES: Readonly<Record<CaseState, { readonly icon: IconName; readonly tone: Tone }>> = {
  open: { icon: 'warning', tone: 'bad' },
  snoozed: { icon: 'snooze', tone: 'plain' },
  settled: { icon: 'tick', tone: 'plain' },
  resolved: { icon: 'tick', tone: 'plain' },
};

export function caseState(row: Pick<CaseRow, 'state'>): { readonly icon: IconName; readonly tone: Tone } {
  return STATES[row.state];
}
