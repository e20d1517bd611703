import type { CashLine } from '@tillbridge/shared/cash';
import type { FactBody, Inventory } from '@tillbridge/shared/fact';
import type { Journal, JournalFact } from '../journal/journal.ts';
import { type Books, booksFrom } from './books.ts';
import { bookOf, moved } from './stock-book.ts';

/** What the counter asks of the journal. */
export type Records = Pick<Journal, 'openOperations' | 'openCases' | 'findOperation' | 'newestFacts'>;

/** What the journal proves a machine held last. */
export interface MachineRecord {
  readonly inventory: Inventory | undefined;
  /** That inventory and every movement recorded since; undefined when the machine was never read. */
  readonly books: Books | undefined;
}

const MOVING = ['cash.transaction', 'machine.inventory', 'agent.event'] as const;

/**
 * Reads back to the newest inventory that stands alone: it says how our books differed from the machine, and every line
 * since is expected. What was reported last may be younger, because an operation reports too; its inventory holds its own
 * lines, and neither a gap nor a count changes what is reported.
 */
export function recordOf(records: Pick<Records, 'newestFacts'>, machine: string): MachineRecord {
  const since: CashLine[] = [];
  const unreported: CashLine[] = [];
  let newest: Inventory | undefined;
  const reported = () => (newest === undefined ? undefined : moved(bookOf(newest), unreported));
  for (const fact of records.newestFacts(MOVING)) {
    const body = fact.body as Partial<FactBody<'cash.transaction'> & FactBody<'machine.inventory'>>;
    if (body.machine !== machine) continue;
    newest ??= body.inventory;
    const lines = body.lines ?? [];
    if (newest === undefined && fact.kind === 'cash.transaction' && body.kind !== 'adjustment')
      unreported.push(...lines);
    if (fact.kind === 'machine.inventory' && body.inventory !== undefined) {
      const { expected } = booksFrom(body.inventory, body.standing);
      return { inventory: newest, books: { reported: reported() ?? expected, expected: moved(expected, since) } };
    }
    since.push(...lines);
  }
  const only = reported();
  return { inventory: newest, books: only === undefined ? undefined : { reported: only, expected: only } };
}

/** Cases of one machine, oldest first. */
export function casesOf(records: Pick<Records, 'openCases'>, machine: string): readonly JournalFact[] {
  return records.openCases().filter((fact) => (fact.body as { machine?: string }).machine === machine);
}
