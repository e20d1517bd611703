import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { businessDate } from './business-date.ts';

const at = (text: string) => Date.parse(text);
const ZONES = [
  'Asia/Bangkok',
  'America/New_York',
  'Europe/London',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'Asia/Kathmandu',
  'UTC',
];

describe('business date', () => {
  it('counts a sale after midnight and before the cut-off to the evening before', () => {
    expect(businessDate(at('2026-11-20T19:30:00Z'), 'Asia/Bangkok', 240)).toBe('2026-11-20');
    expect(businessDate(at('2026-11-20T20:59:59.999Z'), 'Asia/Bangkok', 240)).toBe('2026-11-20');
    expect(businessDate(at('2026-11-20T21:00:00Z'), 'Asia/Bangkok', 240)).toBe('2026-11-21');
  });

  it('follows the calendar day of the shop, not of UTC, when the cut-off is midnight', () => {
    expect(businessDate(at('2026-11-20T16:59:59Z'), 'Asia/Bangkok', 0)).toBe('2026-11-20');
    expect(businessDate(at('2026-11-20T17:00:00Z'), 'Asia/Bangkok', 0)).toBe('2026-11-21');
  });

  it('begins the day at the first instant after a cut-off that spring-forward skips', () => {
    expect(businessDate(at('2026-03-08T06:59:59Z'), 'America/New_York', 150)).toBe('2026-03-07');
    expect(businessDate(at('2026-03-08T07:00:00Z'), 'America/New_York', 150)).toBe('2026-03-08');
  });

  it('does not bring an ended day back when the clock is set back over the cut-off', () => {
    expect(businessDate(at('2026-11-01T05:29:00Z'), 'America/New_York', 90)).toBe('2026-10-31');
    expect(businessDate(at('2026-11-01T05:31:00Z'), 'America/New_York', 90)).toBe('2026-11-01');
    expect(businessDate(at('2026-11-01T06:10:00Z'), 'America/New_York', 90)).toBe('2026-11-01');
  });

  it('does not bring an ended day back when the clock is set back over midnight', () => {
    expect(businessDate(at('2006-10-29T02:30:30Z'), 'America/St_Johns', 0)).toBe('2006-10-29');
    expect(businessDate(at('2006-10-29T02:45:00Z'), 'America/St_Johns', 0)).toBe('2006-10-29');
  });

  it('never goes back as time goes on, in any zone, at any cut-off', () => {
    const instants = fc.integer({ min: at('2000-01-01T00:00:00Z'), max: at('2040-01-01T00:00:00Z') });
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.integer({ min: 0, max: 1439 }),
        instants,
        fc.integer({ min: 0, max: 200_000_000 }),
        (zone, cutOff, from, later) => {
          expect(businessDate(from, zone, cutOff) <= businessDate(from + later, zone, cutOff)).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('never goes back in the hours around any change of the clock', () => {
    const changes: readonly (readonly [string, string])[] = [
      ['America/New_York', '2026-11-01T06:00:00Z'],
      ['America/New_York', '2026-03-08T07:00:00Z'],
      ['America/St_Johns', '2006-10-29T02:31:00Z'],
      ['Australia/Lord_Howe', '2026-04-04T15:00:00Z'],
      ['Europe/London', '2026-10-25T01:00:00Z'],
    ];
    const step = fc.integer({ min: -180, max: 180 });
    fc.assert(
      fc.property(
        fc.constantFrom(...changes),
        fc.integer({ min: 0, max: 239 }),
        step,
        step,
        ([zone, change], cutOff, a, b) => {
          const [from, to] = [Math.min(a, b), Math.max(a, b)].map((minutes) => at(change) + minutes * 60_000) as [
            number,
            number,
          ];
          expect(businessDate(from, zone, cutOff) <= businessDate(to, zone, cutOff)).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('refuses a zone that does not exist', () => {
    expect(() => businessDate(0, 'Asia/Bankok', 0)).toThrow(RangeError);
  });
});
