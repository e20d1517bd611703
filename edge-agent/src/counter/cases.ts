import type { CashLine } from '@tillbridge/shared/cash';
import type { CashTransactionBody, FactBody } from '@tillbridge/shared/fact';
import type { JournalFact } from '../journal/journal.ts';
import { caseOf } from './recount.ts';

/** Something that waits for a person, as the console lists it. Amounts are minor units. */
export interface OpenCase {
  readonly case: string;
  readonly machine: string;
  /** An operation that ended partial, retained or unknown, or a movement that nothing explains. */
  readonly about: 'operation' | 'discrepancy';
  readonly since: string;
  readonly currency: string;
  readonly lines: readonly CashLine[];
  readonly kind?: string;
  readonly outcome?: string;
  readonly amountMinor?: number;
  readonly owedMinor?: number;
  readonly reason?: string;
  readonly operator?: string;
  readonly reference?: string;
  readonly detail?: string;
}

/** Most cases that one answer lists; the oldest come first. */
export const CASES_LISTED_MAX = 200;

export function listCases(facts: readonly JournalFact[], machine?: string): readonly OpenCase[] {
  const all = facts.map(openCase).filter((each) => machine === undefined || each.machine === machine);
  return all.slice(0, CASES_LISTED_MAX);
}

function openCase(fact: JournalFact): OpenCase {
  const named = { case: caseOf(fact), since: fact.occurredAt };
  if (fact.kind === 'cash.transaction') {
    const { machine, currency, lines, kind, outcome, amountMinor, owedMinor, reason, operator, reference } =
      fact.body as CashTransactionBody;
    const known = { about: 'operation' as const, machine, currency, lines, kind, outcome, amountMinor, owedMinor };
    return {
      ...named,
      ...known,
      ...(reason === undefined ? {} : { reason }),
      ...(operator === undefined ? {} : { operator }),
      ...(reference === undefined ? {} : { reference }),
    };
  }
  const { machine = '', currency = '', lines = [], detail } = fact.body as FactBody<'agent.event'>;
  const known = { about: 'discrepancy' as const, machine, currency, lines };
  return { ...named, ...known, ...(detail === undefined ? {} : { detail }) };
}
