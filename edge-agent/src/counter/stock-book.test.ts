import type { CashLine, UnitReading } from '@tillbridge/shared/cash';
import type { Inventory } from '@tillbridge/shared/fact';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bookOf, gapBetween, moved } from './stock-book.ts';

const unit = (over: Partial<UnitReading>): UnitReading => ({
  unit: 'N1',
  valueMinor: 10_000,
  form: 'note',
  role: 'recycle',
  pieces: 50,
  capacity: 100,
  lowMark: 10,
  highMark: 90,
  level: 'ok',
  accuracy: 'accurate',
  canDispense: true,
  canAccept: true,
  ...over,
});
const box = (contents: UnitReading['contents']): UnitReading => {
  const { valueMinor: _, ...mixed } = unit({ unit: 'BOX', role: 'box' });
  return { ...mixed, ...(contents === undefined ? {} : { contents }) };
};
const inventory = (...units: UnitReading[]): Inventory => ({ readAt: '2026-11-20T07:00:00.000Z', units });
const line = (over: Partial<CashLine>): CashLine => ({
  valueMinor: 10_000,
  form: 'note',
  pieces: 1,
  direction: 'in',
  place: 'stock',
  ...over,
});

describe('the book of a machine', () => {
  it('balances when the recorded movements explain the stock', () => {
    const after = moved(bookOf(inventory(unit({}))), [line({ pieces: 3 }), line({ pieces: 1, direction: 'out' })]);
    expect(gapBetween(after, bookOf(inventory(unit({ pieces: 52 }))))).toEqual([]);
  });

  it('names the pieces that left without a record', () => {
    expect(gapBetween(bookOf(inventory(unit({}))), bookOf(inventory(unit({ pieces: 47 }))))).toEqual([
      line({ pieces: 3, direction: 'out' }),
    ]);
  });

  it('does not take a 1000-satang coin for a note of the same value', () => {
    const before = bookOf(inventory(unit({}), unit({ unit: 'C1', form: 'coin', pieces: 5 })));
    const now = bookOf(inventory(unit({ pieces: 49 }), unit({ unit: 'C1', form: 'coin', pieces: 6 })));
    expect(gapBetween(before, now)).toHaveLength(2);
  });

  it('adds two stackers of one denomination', () => {
    const before = bookOf(inventory(unit({}), unit({ unit: 'N2', pieces: 10 })));
    expect(gapBetween(before, bookOf(inventory(unit({ pieces: 40 }), unit({ unit: 'N2', pieces: 20 }))))).toEqual([]);
  });

  it('does not compare what a machine does not know or cannot see', () => {
    const before = bookOf(inventory(unit({})));
    expect(gapBetween(before, bookOf(inventory(unit({ pieces: null }))))).toEqual([]);
    expect(gapBetween(before, bookOf(inventory(unit({ pieces: 0, level: 'missing' }))))).toEqual([]);
  });

  it('knows that what a box does not list is not in it', () => {
    const before = bookOf(inventory(box([{ valueMinor: 10_000, form: 'note', pieces: 7 }])));
    expect(gapBetween(before, bookOf(inventory(box([]))))).toEqual([
      line({ pieces: 7, direction: 'out', place: 'box' }),
    ]);
    expect(gapBetween(before, bookOf(inventory(box(undefined))))).toEqual([]);
    const filled = moved(bookOf(inventory(box([]))), [line({ pieces: 2, place: 'box' })]);
    expect(gapBetween(filled, bookOf(inventory(box([{ valueMinor: 10_000, form: 'note', pieces: 2 }]))))).toEqual([]);
  });

  it('is closed by its own gap: after the lines of a gap nothing differs', () => {
    const pieces = fc.integer({ min: 0, max: 500 });
    fc.assert(
      fc.property(pieces, pieces, pieces, pieces, (noteWas, noteIs, coinWas, coinIs) => {
        const book = (note: number, coin: number) =>
          bookOf(inventory(unit({ pieces: note }), unit({ unit: 'C1', form: 'coin', valueMinor: 25, pieces: coin })));
        const gap = gapBetween(book(noteWas, coinWas), book(noteIs, coinIs));
        expect(gapBetween(moved(book(noteWas, coinWas), gap), book(noteIs, coinIs))).toEqual([]);
      }),
    );
  });
});
