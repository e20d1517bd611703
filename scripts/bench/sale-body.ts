import type { CashTransactionBody } from '@tillbridge/shared/fact';

export const BENCH_MACHINE = '019a0000-0000-7000-8000-0000000000aa';

/** A sale as shops record them: a note in, change out, a handful of steps. `n` makes its operation its own. */
export function saleBody(n: number, machine = BENCH_MACHINE, series = 0): CashTransactionBody {
  const at = new Date(Date.now() - 60_000).toISOString();
  const tail = `${series.toString(16).padStart(4, '0')}${n.toString(16).padStart(8, '0')}`;
  return {
    machine,
    operation: `019a0000-0000-7000-8000-${tail}`,
    kind: 'sale',
    outcome: 'completed',
    currency: 'THB',
    amountMinor: 64_000,
    inMinor: 100_000,
    outMinor: 36_000,
    owedMinor: 0,
    lines: [
      { valueMinor: 100_000, form: 'note', pieces: 1, direction: 'in', place: 'stock', unit: 'N1' },
      { valueMinor: 10_000, form: 'note', pieces: 3, direction: 'out', place: 'stock', unit: 'N3' },
      { valueMinor: 2_000, form: 'note', pieces: 3, direction: 'out', place: 'stock', unit: 'N4' },
    ],
    operator: 'Napha S.',
    reference: `S-${n}`,
    steps: [
      { at, where: 'journal', code: 'intent_written' },
      { at, where: 'machine', code: 'deposit_opened' },
      { at, where: 'machine', code: 'cash_counted', detail: '100000' },
      { at, where: 'machine', code: 'payout_started' },
      { at, where: 'machine', code: 'stock_compared' },
      { at, where: 'journal', code: 'fact_stored' },
    ],
  };
}
