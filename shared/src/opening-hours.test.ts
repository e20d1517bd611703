import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ALWAYS_OPEN, faultOfHours, isOpenAt, MINUTES_OF_DAY, type OpeningHours } from './opening-hours.ts';

const MONDAY = [{ day: 1, opens: 600, closes: 1_500 }];

test('a shop without hours is always open, one with an empty list never', () => {
  expect(isOpenAt(null, 0, 0)).toBe(true);
  expect(isOpenAt([], 0, 0)).toBe(false);
});

test('hours begin with their first minute, end before their last, and reach past midnight into the next day', () => {
  expect(isOpenAt(MONDAY, 1, 599)).toBe(false);
  expect(isOpenAt(MONDAY, 1, 600)).toBe(true);
  expect(isOpenAt(MONDAY, 2, 59)).toBe(true);
  expect(isOpenAt(MONDAY, 2, 60)).toBe(false);
  expect(isOpenAt([{ day: 6, opens: 1_200, closes: 1_560 }], 0, 100)).toBe(true);
});

test.each([
  ['no hours at all', [], null],
  ['several a day that touch', [...MONDAY, { day: 1, opens: 0, closes: 600 }], null],
  ['a week without a closed minute', ALWAYS_OPEN, null],
  ['an end before the beginning', [{ day: 1, opens: 600, closes: 600 }], 'hours.order'],
  ['more than a day at once', [{ day: 1, opens: 600, closes: 2_041 }], 'hours.long'],
  ['the same hours twice', [...MONDAY, ...MONDAY], 'hours.overlap'],
  ['hours inside others', [...MONDAY, { day: 1, opens: 700, closes: 800 }], 'hours.overlap'],
  ['hours that reach into the next day’s', [...MONDAY, { day: 2, opens: 59, closes: 100 }], 'hours.overlap'],
  [
    'Saturday’s that reach into Sunday’s',
    [
      { day: 6, opens: 1_200, closes: 1_560 },
      { day: 0, opens: 119, closes: 600 },
    ],
    'hours.overlap',
  ],
] as const)('%s', (_, hours, fault) => {
  expect(faultOfHours([...hours])).toBe(fault);
});

test('hours overlap exactly where two of them hold the same minute', () => {
  const span = fc
    .record({ day: fc.nat(6), opens: fc.nat(47), lasts: fc.integer({ min: 1, max: 48 }) })
    .map(({ day, opens, lasts }) => ({ day, opens: opens * 30, closes: (opens + lasts) * 30 }));
  fc.assert(
    fc.property(fc.array(span, { maxLength: 6 }), (hours: OpeningHours) => {
      const times = Array.from({ length: 7 * 48 }, (_, at) => [Math.floor(at / 48), (at % 48) * 30] as const);
      const twice = times.some(([day, minute]) => hours.filter((one) => isOpenAt([one], day, minute)).length > 1);
      expect(faultOfHours(hours)).toBe(twice ? 'hours.overlap' : null);
    }),
    { numRuns: 300 },
  );
  expect(MINUTES_OF_DAY).toBe(48 * 30);
});
