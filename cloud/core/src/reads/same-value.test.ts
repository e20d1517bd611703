import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sameValue } from './same-value.ts';

test('says of any two values of JSON what a deep comparison says', () => {
  const value = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<unknown>;
  fc.assert(
    fc.property(value, value, (one, other) => {
      expect(sameValue(one, structuredClone(one))).toBe(true);
      expect(sameValue(one, other)).toBe(isDeepStrictEqual(plain(one), plain(other)));
    }),
  );
});

test.each([
  [{ a: 1 }, { b: 1 }],
  [{ a: undefined }, { b: undefined }],
  [[], {}],
  [[1], { 0: 1 }],
  [null, {}],
  [{ a: 1 }, { a: 1, b: 2 }],
  [[1, 2], [1]],
  ['1', 1],
  [new Date(1), new Date(2)],
  [new Date(1), {}],
  [{}, new Date(1)],
])('%j is not %j', (one, other) => {
  expect(sameValue(one, other)).toBe(false);
});

test('takes two dates of the same moment for the same', () => {
  expect(sameValue({ at: new Date(1) }, { at: new Date(1) })).toBe(true);
});

/** JSON knows one zero. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
