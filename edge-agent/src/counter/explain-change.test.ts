import type { CashLine } from '@tillbridge/shared/cash';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainChange } from './explain-change.ts';

const line = (over: Partial<CashLine>): CashLine => ({
  valueMinor: 10_000,
  form: 'note',
  pieces: 5,
  direction: 'in',
  place: 'stock',
  ...over,
});

describe('a change while nothing ran', () => {
  it('is a refill where stock rose, and unexplained where it fell', () => {
    const fall = line({ valueMinor: 2_000, direction: 'out' });
    expect(explainChange([line({}), fall])).toEqual({ refill: [line({})], inside: [], unexplained: [fall] });
  });

  it('is a move inside as far as the box rose by what the stock fell', () => {
    const out = line({ direction: 'out', pieces: 7 });
    const box = line({ place: 'box', pieces: 5 });
    expect(explainChange([out, box])).toEqual({
      refill: [],
      inside: [line({ direction: 'out', pieces: 5 }), box],
      unexplained: [line({ direction: 'out', pieces: 2 })],
    });
  });

  it('is unexplained where cash appears in the box, or leaves it', () => {
    const box = line({ place: 'box' });
    expect(explainChange([box]).unexplained).toEqual([box]);
    const taken = line({ place: 'box', direction: 'out' });
    expect(explainChange([taken]).unexplained).toEqual([taken]);
  });

  it('neither makes nor loses a piece', () => {
    const lines = fc.uniqueArray(
      fc.record({
        valueMinor: fc.constantFrom(2_000, 10_000),
        form: fc.constant('note' as const),
        pieces: fc.integer({ min: 1, max: 9 }),
        direction: fc.constantFrom('in' as const, 'out' as const),
        place: fc.constantFrom('stock' as const, 'box' as const),
      }),
      { selector: ({ valueMinor, place }) => `${valueMinor}${place}` },
    );
    const sum = (all: readonly CashLine[], valueMinor: number, place: string) =>
      all
        .filter((each) => each.valueMinor === valueMinor && each.place === place)
        .reduce((total, each) => total + (each.direction === 'in' ? each.pieces : -each.pieces), 0);
    fc.assert(
      fc.property(lines, (gap) => {
        const { refill, inside, unexplained } = explainChange(gap);
        const all = [...refill, ...inside, ...unexplained];
        for (const value of [2_000, 10_000])
          for (const place of ['stock', 'box']) expect(sum(all, value, place)).toBe(sum(gap, value, place));
        expect(inside.reduce((total, each) => total + (each.direction === 'in' ? each.pieces : -each.pieces), 0)).toBe(
          0,
        );
      }),
    );
  });
});
