import type { Inventory } from '@tillbridge/shared/fact';
import { type Books, standingOf } from './books.ts';
import type { Draft } from './ledger.ts';
import type { CountedMachine } from './operation.ts';

/** What a machine holds, and beside it what our books hold differently. */
export function inventoryDraft(machine: CountedMachine, inventory: Inventory, books: Books): Draft {
  const standing = [...standingOf(books)];
  const beside = standing.length === 0 ? {} : { standing };
  return { kind: 'machine.inventory', body: { machine: machine.id, inventory, ...beside } };
}
