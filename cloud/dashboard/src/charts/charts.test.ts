import type { Curve } from '@tillbridge/shared/reads';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeTile } from '../../test/make-tile.ts';
import { layoutCurve, SLIM, WIDE } from './layout-curve.ts';
import { dayPair, hourlyPair, knownHours, thenAtSameHour, valueAt } from './like-for-like.ts';
import { gridlines, pathThrough } from './scale.ts';

/** Cumulative entries for hours from the cut-off, so much more each hour. */
const growing = (hours: number, each: number): Curve => ({
  takingsMinor: Array.from({ length: hours }, (_, hour) => (hour + 1) * each),
  payoutsMinor: Array.from({ length: hours }, () => 0),
});
/** 14:00 in Bangkok: ten hours after a cut-off at 04:00. */
const NOW = '2026-11-20T07:00:00.000Z';

describe('a cumulative curve', () => {
  it('is read between the ends of hours', () => {
    expect(valueAt(growing(3, 100), 'takingsMinor', 0)).toBe(0);
    expect(valueAt(growing(3, 100), 'takingsMinor', 1.5)).toBe(150);
    expect(valueAt(growing(3, 100), 'takingsMinor', 24)).toBe(300);
  });

  it('never falls', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 24, noNaN: true }), fc.double({ min: 0, max: 24, noNaN: true }), (a, b) => {
        const curve = growing(24, 37);
        expect(valueAt(curve, 'takingsMinor', Math.min(a, b))).toBeLessThanOrEqual(
          valueAt(curve, 'takingsMinor', Math.max(a, b)),
        );
      }),
    );
  });
});

describe('the comparison with last week', () => {
  it('is cut at the same hour', () => {
    const tile = makeTile({ today: growing(10, 120), lastWeek: growing(24, 100), takingsMinor: 1_200 });
    expect(knownHours(tile, NOW)).toBe(10);
    expect(thenAtSameHour(tile, 'takingsMinor', NOW)).toBe(1_000);
  });

  it('of a silent shop is cut where it fell silent, on both days', () => {
    const tile = makeTile({
      silent: true,
      completeThrough: '2026-11-20T02:00:00.000Z',
      lastWeek: growing(24, 100),
      takingsMinor: 400,
    });
    expect(thenAtSameHour(tile, 'takingsMinor', NOW)).toBe(500);
    expect(thenAtSameHour(makeTile({ silent: true, completeThrough: null }), 'takingsMinor', NOW)).toBe(0);
  });

  it('adds shops of one currency and ends at the very figure above it', () => {
    const one = makeTile({ today: growing(10, 120), lastWeek: growing(24, 100), takingsMinor: 1_234 });
    const pair = dayPair([one, { ...one, id: 'other' }], 'takingsMinor', NOW);
    expect(pair.now.at(-1)).toEqual({ hour: 14, amountMinor: 2_468 });
    expect(pair.thenMinor).toBe(2_000);
    expect(pair.thenTotalMinor).toBe(4_800);
    expect(pair.from).toBe(4);
  });

  it('shows an ordinary day of hours when nothing happened yet', () => {
    const pair = dayPair([makeTile()], 'takingsMinor', NOW);
    expect([pair.from, pair.to, pair.nowMinor]).toEqual([8, 20, 0]);
  });
});

describe('the spark of a row', () => {
  it('draws complete hours only, because half an hour always looks like a fall', () => {
    const tile = makeTile({ today: growing(11, 120), lastWeek: growing(24, 100), takingsMinor: 1_300 });
    expect(hourlyPair(tile, '2026-11-20T07:30:00.000Z').now).toEqual(Array.from({ length: 10 }, () => 120));
  });
});

describe('gridlines', () => {
  it('are round, at most four, and never above the highest value', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000_000 }), (max) => {
        const lines = gridlines(max);
        expect(lines.length).toBeGreaterThanOrEqual(1);
        expect(lines.length).toBeLessThanOrEqual(4);
        expect(lines.at(-1)).toBeLessThanOrEqual(max);
        expect(/^[125]0*$/.test(String(Math.round((lines[0] ?? 0) * 1e6)))).toBe(true);
      }),
    );
  });
});

describe('the drawing', () => {
  it('stays inside its frame, zero-based, with both ends named apart from the lines', () => {
    const tile = makeTile({ today: growing(10, 120), lastWeek: growing(24, 100), takingsMinor: 1_234 });
    for (const size of [WIDE, SLIM]) {
      const layout = layoutCurve(dayPair([tile], 'takingsMinor', NOW), size);
      const numbers = [...layout.nowPath.matchAll(/[ML]([\d.]+) ([\d.]+)/g)].flatMap(([, x, y]) => [
        Number(x) <= size.right,
        Number(y) <= layout.baseline,
      ]);
      expect(numbers.every(Boolean)).toBe(true);
      expect(layout.nowPath.startsWith(`M8 ${layout.baseline}`)).toBe(true);
      expect(layout.thenLabel.x).toBeGreaterThan(size.right);
    }
  });

  it('writes the same text on server and browser', () => {
    expect(
      pathThrough([
        [1 / 3, 2 / 3],
        [10, 20],
      ]),
    ).toBe('M0.3 0.7L10 20');
  });
});
