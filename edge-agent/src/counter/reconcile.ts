import type { CashKind } from '@tillbridge/shared/cash';
import type { CashTransactionBody, Inventory } from '@tillbridge/shared/fact';
import type { Clock } from '../clock.ts';
import type { OpenOperation } from '../journal/journal.ts';
import type { Driver } from '../recycler/driver.ts';
import { type Books, booksFrom, compared, movedBooks } from './books.ts';
import { changeDrafts, gapDrafts } from './change-drafts.ts';
import { inventoryDraft } from './inventory-draft.ts';
import type { Ledger } from './ledger.ts';
import { type CountedMachine, type Performed, step, transactionBody } from './operation.ts';
import { settlePayout, settleSale, settleTakeIn } from './settle.ts';
import { settleHand } from './settle-hand.ts';
import { bookOf, gapBetween } from './stock-book.ts';

export interface Reconciliation {
  readonly machine: CountedMachine;
  readonly driver: Pick<Driver, 'recover' | 'inventory'>;
  readonly ledger: Ledger;
  readonly clock: Pick<Clock, 'boot'>;
  /** Intents of this machine that never got their outcome, oldest first. */
  readonly open: readonly OpenOperation[];
  /** Whether something of this machine waits for a person: then a change is no refill, but perhaps the rest of that. */
  readonly doubtful: boolean;
  /** The newest inventory in the journal. */
  readonly inventoryBefore: Inventory | undefined;
  readonly books: Books | undefined;
}

/**
 * Brings journal and machine together after a start or a lost link: ends open operations by what the stock proves,
 * records a movement nobody recorded, and writes what is there now. Rejects when the machine does not answer.
 */
export async function reconcile(parts: Reconciliation): Promise<{ books: Books; inventory: Inventory }> {
  const { machine, driver, ledger } = parts;
  let { books, inventoryBefore } = parts;
  for (const operation of parts.open) {
    const body = await recovered(parts, operation, inventoryBefore);
    const after = books === undefined ? undefined : movedBooks(books, body.lines);
    const read = body.inventory === undefined || after === undefined ? undefined : compared(after, body.inventory);
    ledger.write(
      { kind: 'cash.transaction', body },
      ...gapDrafts(machine, read?.gap ?? [], `after operation ${body.operation}, ${body.outcome}`),
    );
    inventoryBefore = body.inventory ?? inventoryBefore;
    books = read?.books ?? after ?? (body.inventory === undefined ? undefined : booksFrom(body.inventory));
  }
  const inventory = await driver.inventory();
  const now = books === undefined ? { gap: [], books: booksFrom(inventory) } : compared(books, inventory);
  const draft = parts.doubtful || parts.open.length > 0 ? gapDrafts : changeDrafts;
  ledger.write(
    ...draft(machine, now.gap, 'found when the machine was read again'),
    inventoryDraft(machine, inventory, now.books),
  );
  return { books: now.books, inventory };
}

async function recovered(
  parts: Reconciliation,
  operation: OpenOperation,
  inventoryBefore: Inventory | undefined,
): Promise<CashTransactionBody> {
  const { machine, ledger } = parts;
  const begun = step('journal', 'recovery_started', ledger.now());
  const found = isByHand(operation)
    ? await recoveredHand(parts, operation.kind, inventoryBefore)
    : await recoveredMachine(parts, operation, inventoryBefore);
  const steps = [
    step('journal', 'intent_written', operation.occurredAt),
    begun,
    ...found.steps,
    step('journal', 'fact_stored', ledger.now(), found.settlement.evidence),
  ];
  return transactionBody(machine, operation.kind, operation, { ...found, steps });
}

/** Loading and collecting are done by hands at an idle machine; emptying to a float is a payout and names its amount. */
function isByHand({ kind, amountMinor }: OpenOperation): boolean {
  return kind === 'refill' || kind === 'adjustment' || (kind === 'collection' && amountMinor === 0);
}

async function recoveredMachine(
  { driver, clock }: Reconciliation,
  operation: OpenOperation,
  inventoryBefore: Inventory | undefined,
): Promise<Performed> {
  const { kind, amountMinor } = operation;
  const takesIn = TAKING_IN.includes(kind);
  const found = await driver.recover(operation.operation, {
    verb: takesIn ? 'collect' : 'dispense',
    amountMinor,
    powerMayHaveFailed: operation.boot !== clock.boot,
    ...(inventoryBefore === undefined ? {} : { inventoryBefore }),
  });
  // Without a count the machine may have gone again: then it is asked once more when it is back, not judged.
  if (found.inventory === undefined) await driver.inventory();
  const settlement =
    kind === 'deposit'
      ? settleTakeIn(found.result)
      : takesIn
        ? settleSale(kind === 'sale' ? amountMinor : 0, found.result, undefined)
        : settlePayout(amountMinor, found.result);
  return { ...found, settlement };
}

const TAKING_IN: readonly CashKind[] = ['sale', 'deposit', 'exchange'];

async function recoveredHand(
  { driver }: Reconciliation,
  kind: CashKind,
  inventoryBefore: Inventory | undefined,
): Promise<Performed> {
  const inventory = await driver.inventory();
  const lines = inventoryBefore === undefined ? [] : gapBetween(bookOf(inventoryBefore), bookOf(inventory));
  return { settlement: settleHand(kind, lines, { declaredMinor: 0, interrupted: true }), steps: [], inventory };
}
