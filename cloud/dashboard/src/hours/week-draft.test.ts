import { ALWAYS_OPEN } from '@tillbridge/shared/opening-hours';
import { expect, test } from 'vitest';
import { draftOf, endsNextDay, hoursOf, WEEK, withDayEverywhere, withSpan } from './week-draft.ts';

const NIGHT = [{ day: 5, opens: 1_200, closes: 1_560 }];

test('hours are typed as times of a day and come back as they were, also over midnight and round the clock', () => {
  expect(draftOf(NIGHT)).toEqual([{ key: 0, day: 5, opens: '20:00', closes: '02:00' }]);
  for (const hours of [NIGHT, ALWAYS_OPEN, [], [{ day: 1, opens: 540, closes: 1_080 }]])
    expect(hoursOf(draftOf(hours))).toEqual(hours);
});

test('a time that is missing is no week', () => {
  expect(hoursOf([{ key: 0, day: 1, opens: '09:00', closes: '' }])).toBeNull();
});

test('what ends on the next day says so, and midnight is still this day', () => {
  const [night] = draftOf(NIGHT);
  expect(night && endsNextDay(night)).toBe(true);
  expect(endsNextDay({ key: 0, day: 1, opens: '09:00', closes: '00:00' })).toBe(false);
  expect(endsNextDay({ key: 0, day: 1, opens: '09:00', closes: '18:00' })).toBe(false);
});

test('a day gets another stretch after its last, and every day can be as one of them', () => {
  const twice = withSpan(withSpan([], 1), 1);
  expect(twice).toMatchObject([
    { opens: '09:00', closes: '18:00' },
    { opens: '18:00', closes: '' },
  ]);
  const everywhere = withDayEverywhere(twice, 1);
  expect(everywhere).toHaveLength(14);
  expect(new Set(everywhere.map(({ key }) => key)).size).toBe(14);
  expect(new Set(everywhere.map(({ day }) => day))).toEqual(new Set(WEEK));
  expect(withDayEverywhere(twice, 2)).toEqual([]);
});
