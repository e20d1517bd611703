import { describe, expect, test } from 'vitest';
import { unitReading } from '../../test/build-facts.ts';
import { positionOf } from './position.ts';

describe('the position', () => {
  test('of two stackers of one denomination is one figure, and only what can be paid out is dispensable', () => {
    const units = [unitReading(), unitReading({ unit: '2', pieces: 5, canDispense: false })];
    expect(positionOf(units)).toEqual([
      { bucket: 'stock', valueMinor: 10_000, form: 'note', pieces: 45 },
      { bucket: 'dispensable', valueMinor: 10_000, form: 'note', pieces: 40 },
    ]);
  });

  test('of coins and notes of one value stays apart', () => {
    expect(
      positionOf([unitReading({ canDispense: false }), unitReading({ form: 'coin', canDispense: false })]),
    ).toHaveLength(2);
  });

  test('of a unit that does not know its pieces is nothing, never zero', () => {
    expect(positionOf([unitReading({ pieces: null })])).toEqual([]);
  });

  test('puts box and overflow into the box, reject into reject', () => {
    const buckets = (['box', 'overflow', 'reject'] as const).map(
      (role) => positionOf([unitReading({ role, canDispense: false })])[0]?.bucket,
    );
    expect(buckets).toEqual(['box', 'box', 'reject']);
  });
});
