import { expect, test } from 'vitest';
import { isOpenAt } from './opening-hours.ts';

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
