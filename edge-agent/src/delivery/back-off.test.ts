import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BACK_OFF_MAX_MS, backOffMs } from './back-off.ts';

test('never waits longer than a minute, however long the cloud is away', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000_000 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (failures, random) => {
        const wait = backOffMs(failures, random);
        expect(Number.isInteger(wait)).toBe(true);
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThan(BACK_OFF_MAX_MS);
      },
    ),
  );
});

test('uses the whole span, so that shops do not come back together', () => {
  expect(backOffMs(1, 0)).toBe(0);
  expect(backOffMs(1, 0.999)).toBe(499);
  expect(backOffMs(30, 0.999)).toBe(59_940);
});

test('doubles its span with each failure', () => {
  expect([1, 2, 3, 4].map((failures) => backOffMs(failures, 0.5))).toEqual([250, 500, 1_000, 2_000]);
});
