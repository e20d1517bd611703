import type { Outcome } from '../api/wire.ts';
import type { Performed } from './perform.ts';

/** How an end looks from a metre away. `done`: green. `owed`: amber. `notpaid`: a heavy frame. `unknown`: red. */
export type Verdict = 'done' | 'owed' | 'kept' | 'notpaid' | 'unknown';

/** Nothing that is not proven is ever shown as paid, or as leave to pay again. */
export function verdictOf(performed: Performed): Verdict {
  if (performed.end === 'unsure') return 'unknown';
  if (performed.end === 'refused') return 'notpaid';
  return verdictOfOutcome(performed.outcome);
}

function verdictOfOutcome({ outcome, owedMinor, lines }: Outcome): Verdict {
  switch (outcome) {
    case 'completed':
      return owedMinor > 0 ? 'owed' : 'done';
    case 'partial':
      return 'owed';
    case 'retained':
      return 'kept';
    case 'refused':
    case 'cancelled':
      return lines.length > 0 && outcome === 'refused' ? 'unknown' : 'notpaid';
    default:
      return 'unknown';
  }
}
