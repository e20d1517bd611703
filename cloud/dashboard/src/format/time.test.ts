import { describe, expect, it } from 'vitest';
import { ageOf, clockLabel, dayLabel, durationOf, hoursInto, shiftDay, wallAt, wallOfDay } from './time.ts';

const BANGKOK = 'Asia/Bangkok';

describe('a time', () => {
  it('is told on the clock of its shop', () => {
    const wall = wallAt('2026-11-20T07:32:05.112Z', BANGKOK);
    expect(clockLabel(wall, 'en')).toBe('14:32');
    expect(clockLabel(wall, 'th')).toBe('14:32\u00a0น.');
    expect(clockLabel(wall, 'en', 'seconds')).toBe('14:32:05');
    expect(clockLabel(wall, 'th', 'milliseconds')).toBe('14:32:05.112');
  });

  it('says midnight as 00, never as 24', () => {
    expect(clockLabel(wallAt('2026-11-19T17:00:00.000Z', BANGKOK), 'en')).toBe('00:00');
  });
});

describe('a day', () => {
  const friday = wallOfDay('2026-11-20');

  it('is written as people of each language write it', () => {
    expect(dayLabel(friday, 'en', 'gregorian', 'long')).toBe('Friday 20 November 2026');
    expect(dayLabel(friday, 'th', 'buddhist', 'long')).toBe('วันศุกร์ที่ 20 พฤศจิกายน 2569');
    expect(dayLabel(friday, 'th', 'gregorian', 'medium')).toBe('20 พ.ย. 2026');
    expect(dayLabel(friday, 'en', 'buddhist', 'medium')).toBe('20 Nov 2569');
    expect(dayLabel(friday, 'en', 'gregorian', 'short')).toBe('Fri 20 Nov');
  });

  it('moves over the ends of months and years', () => {
    expect(shiftDay('2026-11-06', -7)).toBe('2026-10-30');
    expect(shiftDay('2026-12-31', 1)).toBe('2027-01-01');
  });
});

describe('the hours of a business day', () => {
  it('count from the cut-off and run past midnight', () => {
    expect(hoursInto('2026-11-20T01:00:00.000Z', BANGKOK, 240, '2026-11-20')).toBe(4);
    expect(hoursInto('2026-11-20T19:30:00.000Z', BANGKOK, 240, '2026-11-20')).toBe(22.5);
  });
});

describe('an age', () => {
  const at = (ms: number) => ageOf(0, ms);

  it('uses the units people use', () => {
    expect(at(2_000)).toEqual({ unit: 'now', n: 0, rest: 0 });
    expect(at(42_000)).toEqual({ unit: 'seconds', n: 42, rest: 0 });
    expect(at(9 * 60_000)).toEqual({ unit: 'minutes', n: 9, rest: 0 });
    expect(at((5 * 60 + 20) * 60_000)).toEqual({ unit: 'hours', n: 5, rest: 20 });
    expect(at(72 * 3_600_000)).toEqual({ unit: 'days', n: 3, rest: 0 });
  });

  it('of a moment in the future is now, because a clock is ahead', () => {
    expect(at(-60_000).unit).toBe('now');
  });
});

describe('a duration', () => {
  it('is told in the two coarsest units that it fills', () => {
    expect(durationOf(2_449)).toEqual({ unit: 'seconds', n: '2.4', rest: 0 });
    expect(durationOf(250_000)).toEqual({ unit: 'minutes', n: 4, rest: 10 });
    expect(durationOf(7 * 3_600_000 + 5 * 60_000)).toEqual({ unit: 'hours', n: 7, rest: 5 });
    expect(durationOf(380_261_000)).toEqual({ unit: 'days', n: 4, rest: 9 });
  });

  it('never shows sixty of the finer unit', () => {
    for (const ms of [59_999, 3_599_999, 86_399_999]) {
      const { n, rest } = durationOf(ms);
      expect(Number(n)).toBeLessThan(60);
      expect(rest).toBeLessThan(60);
    }
  });

  it('is nothing where clocks disagree about which came first', () => {
    expect(durationOf(-5_000)).toEqual({ unit: 'seconds', n: '0.0', rest: 0 });
  });
});
