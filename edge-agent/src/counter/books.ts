import type { CashLine } from '@tillbridge/shared/cash';
import type { Inventory } from '@tillbridge/shared/fact';
import { bookOf, carried, gapBetween, moved, type StockBook, sameIn } from './stock-book.ts';

/**
 * Two accounts of one machine. `reported` is what the machine says; `expected` is the sum of everything recorded. They
 * part when a person counts something else than the machine reports, and neither is ever copied over the other.
 */
export interface Books {
  readonly reported: StockBook;
  readonly expected: StockBook;
}

/** Books that begin with a reading; `standing` is what they held more (in) or less (out) than the machine then. */
export function booksFrom(inventory: Inventory, standing: readonly CashLine[] = []): Books {
  const reported = bookOf(inventory);
  return { reported, expected: moved(reported, standing) };
}

/** Both accounts after recorded movements. */
export function movedBooks(books: Books, lines: readonly CashLine[]): Books {
  return { reported: moved(books.reported, lines), expected: moved(books.expected, lines) };
}

/** A count changes what we expect; what the machine reports stays what it reports. */
export function adjusted(books: Books, lines: readonly CashLine[]): Books {
  return { ...books, expected: moved(books.expected, lines) };
}

/** What a new reading shows that nothing recorded explains, and the books afterwards. */
export function compared(books: Books, inventory: Inventory): { gap: readonly CashLine[]; books: Books } {
  const actual = bookOf(inventory);
  // A machine whose counters were corrected to what our books say moved no cash.
  const gap = gapBetween(books.reported, actual).filter((line) => !sameIn(books.expected, actual, line));
  return {
    gap,
    books: { reported: carried(books.reported, actual), expected: withNew(moved(books.expected, gap), actual) },
  };
}

/** What our books hold more (in) or less (out) than the machine reports. */
export function standingOf({ reported, expected }: Books): readonly CashLine[] {
  return gapBetween(reported, expected);
}

/** What is read for the first time is expected from then on. */
function withNew(expected: StockBook, actual: StockBook): StockBook {
  const held = new Map(expected.held);
  for (const [key, holding] of actual.held)
    if (!held.has(key) && !expected.whole.has(holding.place)) held.set(key, holding);
  return { held, whole: new Set([...expected.whole, ...actual.whole]) };
}
