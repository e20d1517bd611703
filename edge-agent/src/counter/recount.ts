import { type Holding, sumLines } from '@tillbridge/shared/cash';
import type { CashTransactionBody, FactBody } from '@tillbridge/shared/fact';
import { Fault } from '@tillbridge/shared/faults/fault';
import type { JournalFact } from '../journal/journal.ts';
import { adjusted, type Books } from './books.ts';
import type { Draft } from './ledger.ts';
import { type CountedMachine, detailsOf, transactionBody } from './operation.ts';
import { countedBook, gapBetween, holdingsOf } from './stock-book.ts';

export interface RecountRequest {
  readonly operation: string;
  readonly counted: readonly Holding[];
  /** The one case to settle; without it all of the machine. */
  readonly case?: string;
  readonly operator?: string;
  readonly note?: string;
}

export interface Recount {
  readonly drafts: readonly Draft[];
  readonly books: Books;
  readonly body: CashTransactionBody;
}

/**
 * What a person counted, as facts of one commit: the count beside what was expected and reported, the cases it settles,
 * and the adjustment that brings our books (never the machine's report) to what was counted. Pure. Throws
 * `counter.count-incomplete` when a denomination in the stock, or one that a case is about, was not named: absent is not 0.
 */
export function recount(
  machine: CountedMachine,
  books: Books,
  cases: readonly JournalFact[],
  request: RecountRequest,
): Recount {
  const settled = request.case === undefined ? cases : cases.filter((fact) => caseOf(fact) === request.case);
  if (request.case !== undefined && settled.length === 0) throw new Fault('counter.case-unknown');
  requireWhole(books, settled, request.counted);
  const counted = countedBook(request.counted);
  const lines = gapBetween(books.expected, counted);
  const { operation } = request;
  const amountMinor = Math.abs(sumLines(lines, 'in') - sumLines(lines, 'out'));
  const settlement = { outcome: 'completed' as const, lines, owedMinor: 0, reason: 'counter.recounted' };
  const body = transactionBody(
    machine,
    'adjustment',
    { ...detailsOf(request), operation, amountMinor },
    { settlement, steps: [] },
  );
  const who = request.operator === undefined ? {} : { operator: request.operator };
  const note = request.note === undefined ? {} : { note: request.note };
  const figures: FactBody<'cash.recount'> = {
    machine: machine.id,
    operation,
    currency: machine.currency,
    cases: settled.map(caseOf),
    counted: [...request.counted],
    expected: figuresOf(holdingsOf(books.expected)),
    reported: figuresOf(holdingsOf(books.reported)),
    ...who,
    ...note,
  };
  const intent = { machine: machine.id, operation, kind: 'adjustment' as const, currency: machine.currency };
  const drafts: readonly Draft[] = [
    { kind: 'operation.intended', body: { ...intent, amountMinor: 0, ...who } },
    { kind: 'cash.transaction', body },
    { kind: 'cash.recount', body: figures },
  ];
  return { drafts, books: adjusted(books, lines), body };
}

/** What a case is called: an operation by its own id, a discrepancy by the one it was given. */
export function caseOf({ body }: JournalFact): string {
  const { operation, case: name } = body as { operation?: string; case?: string };
  return operation ?? name ?? '';
}

function requireWhole(books: Books, cases: readonly JournalFact[], counted: readonly Holding[]): void {
  const about = cases.flatMap((fact) => (fact.body as { lines?: readonly Holding[] }).lines ?? []);
  const stock = [...holdingsOf(books.expected), ...holdingsOf(books.reported)].filter(({ place }) => place === 'stock');
  const named = new Set(counted.map(nameOf));
  const missing = new Set([...stock, ...about].map(nameOf).filter((name) => !named.has(name)));
  if (named.size !== counted.length || missing.size > 0)
    throw new Fault('counter.count-incomplete', { fields: [...missing].sort() });
}

const nameOf = ({ place, form, valueMinor }: Holding) => `${place} ${form} ${valueMinor}`;

/** Books may have gone below nothing where something was not recorded; a figure in a fact may not. */
function figuresOf(holdings: readonly Holding[]): Holding[] {
  return holdings.map(({ valueMinor, form, place, pieces }) => ({
    valueMinor,
    form,
    place,
    pieces: Math.max(0, pieces),
  }));
}
