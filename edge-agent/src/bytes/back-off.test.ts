import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backOffMs, REOPEN_BACK_OFF } from './back-off.ts';

test('the wait doubles up to its limit, and is anything from nothing to that', () => {
  expect([0, 1, 2, 9].map((attempt) => backOffMs(attempt, 1, { firstMs: 100, mostMs: 1_000 }))).toEqual([
    101, 201, 401, 1_001,
  ]);
  expect(backOffMs(5, 0)).toBe(0);
});

test('whatever the attempt, the wait stays within the limit', () => {
  fc.assert(
    fc.property(fc.nat(100_000), fc.double({ min: 0, max: 0.999_999, noNaN: true }), (attempt, random) => {
      const ms = backOffMs(attempt, random);
      expect(Number.isInteger(ms) && ms >= 0 && ms <= REOPEN_BACK_OFF.mostMs).toBe(true);
    }),
  );
});
