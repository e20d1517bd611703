import type { CashLine, Form, Holding, Place, UnitReading } from '@tillbridge/shared/cash';
import type { Inventory } from '@tillbridge/shared/fact';

export interface StockBook {
  readonly held: ReadonlyMap<string, Holding>;
  /** Places whose whole contents are known: a denomination that is not listed is not there. Elsewhere it is not known. */
  readonly whole: ReadonlySet<Place>;
}

const PLACE_OF = { recycle: 'stock', overflow: 'stock', box: 'box', reject: 'reject' } as const;

/** What an inventory says, by place, form and value; what it does not say stays unknown and is never compared. */
export function bookOf(inventory: Inventory): StockBook {
  const held = new Map<string, Holding>();
  const whole = new Set<Place>();
  const unknown = new Set<string>();
  for (const unit of inventory.units) {
    const seen = unit.level !== 'missing';
    if (seen && unit.valueMinor === undefined && unit.contents !== undefined) whole.add(PLACE_OF[unit.role]);
    for (const each of holdings(unit)) {
      const key = keyOf(each);
      if (!seen || each.pieces === null) unknown.add(key);
      else held.set(key, { ...each, pieces: (held.get(key)?.pieces ?? 0) + each.pieces });
    }
  }
  for (const key of unknown) held.delete(key);
  return { held, whole };
}

/** The book after these movements. Pieces of a denomination that is not known stay unknown. */
export function moved(book: StockBook, lines: readonly CashLine[]): StockBook {
  const held = new Map(book.held);
  for (const line of lines) {
    const { place, form, valueMinor } = line;
    const before =
      held.get(keyOf(line)) ?? (book.whole.has(place) ? { place, form, valueMinor, pieces: 0 } : undefined);
    if (before === undefined) continue;
    const pieces = before.pieces + (line.direction === 'in' ? line.pieces : -line.pieces);
    held.set(keyOf(line), { ...before, pieces });
  }
  return { ...book, held };
}

/** Movements that would lead from what should be there to what is there; empty when the books balance. */
export function gapBetween(expected: StockBook, actual: StockBook): readonly CashLine[] {
  const lines: CashLine[] = [];
  for (const key of new Set([...expected.held.keys(), ...actual.held.keys()])) {
    const known = expected.held.get(key) ?? actual.held.get(key);
    const should = piecesIn(expected, key, known?.place);
    const is = piecesIn(actual, key, known?.place);
    if (known === undefined || should === undefined || is === undefined || is === should) continue;
    const { place, form, valueMinor } = known;
    lines.push({ valueMinor, form, pieces: Math.abs(is - should), direction: is > should ? 'in' : 'out', place });
  }
  return lines;
}

/** What was known before and a new reading: a unit that is out for a moment keeps what it held. */
export function carried(before: StockBook, actual: StockBook): StockBook {
  const held = new Map(actual.held);
  for (const [key, holding] of before.held)
    if (!held.has(key) && !actual.whole.has(holding.place)) held.set(key, holding);
  return { held, whole: new Set([...before.whole, ...actual.whole]) };
}

/** Whether two books know the same number of pieces where a line lies. */
export function sameIn(one: StockBook, other: StockBook, line: CashLine): boolean {
  const pieces = piecesIn(one, keyOf(line), line.place);
  return pieces !== undefined && pieces === piecesIn(other, keyOf(line), line.place);
}

/** Book of what a person counted: only what was named is known. */
export function countedBook(counted: readonly Holding[]): StockBook {
  return { held: new Map(counted.map((holding) => [keyOf(holding), holding])), whole: new Set() };
}

/** Everything a book knows, in no order. */
export function holdingsOf(book: StockBook): readonly Holding[] {
  return [...book.held.values()];
}

function piecesIn(book: StockBook, key: string, place: Place | undefined): number | undefined {
  return book.held.get(key)?.pieces ?? (place !== undefined && book.whole.has(place) ? 0 : undefined);
}

function holdings(unit: UnitReading): readonly (Omit<Holding, 'pieces'> & { readonly pieces: number | null })[] {
  const place = PLACE_OF[unit.role];
  if (unit.valueMinor !== undefined)
    return [{ place, form: unit.form, valueMinor: unit.valueMinor, pieces: unit.pieces }];
  return (unit.contents ?? []).map((content) => ({ place, ...content }));
}

const keyOf = (of: { place: Place; form: Form; valueMinor: number }) => `${of.place}/${of.form}/${of.valueMinor}`;
