import { movedDay } from '@tillbridge/shared/day-range';
import { HORIZON_DAYS, LEARNED_DAYS_MIN } from '@tillbridge/shared/reads-levels';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitRhythm, HOURS_OF_WEEK, type Rhythm } from './fit-rhythm.ts';
import { type FlowRow, flowHistory } from './flow-history.ts';
import { foreseeUnit } from './foresee-unit.ts';
import { HOUR_MS, type ShopClock, shopHours } from './shop-hours.ts';

const ALWAYS: ShopClock = { timeZone: 'Asia/Bangkok', cutOffMinutes: 240, openingHours: null };
const FROM = Date.parse('2026-03-04T03:20:00.000Z');
const COUNT = HORIZON_DAYS * 24;
const HUNDREDS = { unit: 'N3', role: 'recycle', form: 'note', valueMinor: 10_000, capacity: 300 } as const;

const rhythmOf = (net: readonly number[], gross: readonly number[], spread: number): Rhythm => ({
  phases: { ordinary: 1, month_end: 1.2, mid_month: 1.1 },
  units: { N3: { net, gross, spread } },
});
const week = (perHour: number) => Array.from({ length: HOURS_OF_WEEK }, () => perHour);
const late = (at: string | null) => (at === null ? Number.POSITIVE_INFINITY : Date.parse(at));

const anyRhythm = fc
  .array(fc.record({ comes: fc.nat(8), goes: fc.nat(8) }), { minLength: HOURS_OF_WEEK, maxLength: HOURS_OF_WEEK })
  .chain((cells) =>
    fc.nat(60).map((spread) =>
      rhythmOf(
        cells.map(({ comes, goes }) => comes - goes),
        cells.map(({ comes, goes }) => comes + goes),
        spread,
      ),
    ),
  );

describe('a unit that is foreseen', () => {
  const hours = shopHours(ALWAYS, FROM, COUNT);
  const at = (pieces: number, rhythm: Rhythm) => foreseeUnit({ pieces, capacity: 300 }, FROM, rhythm, 'N3', hours);

  it('never runs empty sooner with more in it, nor full later', () => {
    fc.assert(
      fc.property(anyRhythm, fc.nat(300), fc.nat(300), (rhythm, one, other) => {
        const [less, more] = [at(Math.min(one, other), rhythm), at(Math.max(one, other), rhythm)];
        for (const how of ['earliestAt', 'likelyAt'] as const) {
          expect(late(less.empty[how])).toBeLessThanOrEqual(late(more.empty[how]));
          expect(late(more.full[how])).toBeLessThanOrEqual(late(less.full[how]));
        }
        expect(less.leftAt(FROM + 30 * HOUR_MS)).toBeLessThanOrEqual(more.leftAt(FROM + 30 * HOUR_MS));
      }),
    );
  });

  it('is called empty with caution no later than it likely is', () => {
    fc.assert(
      fc.property(anyRhythm, fc.nat(300), (rhythm, pieces) => {
        const { empty, full } = at(pieces, rhythm);
        expect(late(empty.earliestAt)).toBeLessThanOrEqual(late(empty.likelyAt));
        expect(late(full.earliestAt)).toBeLessThanOrEqual(late(full.likelyAt));
      }),
    );
  });

  it('never runs empty or full where nothing flows, and of an unknown unit nothing is said', () => {
    const nothing = { earliestAt: null, likelyAt: null };
    expect(at(1, rhythmOf(week(0), week(0), 12))).toMatchObject({ empty: nothing, full: nothing });
    expect(at(1, { phases: { ordinary: 1, month_end: 1, mid_month: 1 }, units: {} }).empty).toEqual(nothing);
  });

  it('that loses three an hour without straying is empty to the minute', () => {
    const { empty, full } = at(60, rhythmOf(week(-3), week(3), 0));
    const exact = new Date(FROM + 20 * HOUR_MS).toISOString();
    expect(empty).toEqual({ earliestAt: exact, likelyAt: exact });
    expect(full).toEqual({ earliestAt: null, likelyAt: null });
  });

  it('that has nothing is empty now, and one without room is full now', () => {
    expect(at(0, rhythmOf(week(2), week(2), 0)).empty.likelyAt).toBe(new Date(FROM).toISOString());
    expect(at(300, rhythmOf(week(-2), week(2), 0)).full.likelyAt).toBe(new Date(FROM).toISOString());
  });

  it('moves more at the end of a month', () => {
    const end = Date.parse('2026-03-29T00:00:00.000Z');
    const { empty } = foreseeUnit(
      { pieces: 60, capacity: 300 },
      end,
      rhythmOf(week(-3), week(3), 0),
      'N3',
      shopHours(ALWAYS, end, COUNT),
    );
    expect(late(empty.likelyAt)).toBeLessThan(end + 20 * HOUR_MS);
  });
});

describe('the hours of a shop', () => {
  const daytime: ShopClock = {
    ...ALWAYS,
    openingHours: [1, 2, 3, 4, 5].map((day) => ({ day, opens: 9 * 60, closes: 17 * 60 })),
  };

  it('carry nothing while it is closed, whatever was learned of them', () => {
    const evening = Date.parse('2026-03-06T18:00:00+07:00');
    const hours = shopHours(daytime, evening, COUNT);
    const { empty } = foreseeUnit({ pieces: 6, capacity: 300 }, evening, rhythmOf(week(-3), week(3), 9), 'N3', hours);
    expect(empty.likelyAt).toBe(new Date('2026-03-09T11:00:00+07:00').toISOString());
    expect(late(empty.earliestAt)).toBeGreaterThanOrEqual(Date.parse('2026-03-09T09:00:00+07:00'));
  });

  it('are open where any minute is, across midnight too', () => {
    const night: ShopClock = { ...ALWAYS, openingHours: [{ day: 5, opens: 22 * 60 + 30, closes: 25 * 60 + 15 }] };
    const open = shopHours(night, Date.parse('2026-03-06T00:00:00+07:00'), 48).filter(({ open: is }) => is);
    expect(open.map(({ hour }) => hour)).toEqual([22, 23, 0, 1]);
  });

  it('are 23 on the day a clock springs forward and 25 on the day it falls back', () => {
    const berlin: ShopClock = { timeZone: 'Europe/Berlin', cutOffMinutes: 0, openingHours: null };
    const ofDay = (day: string) =>
      shopHours(berlin, Date.parse(movedDay(day, -1)), 72).filter(({ day: its }) => its === day);
    expect(ofDay('2026-03-29').map(({ hour }) => hour)).not.toContain(2);
    expect(ofDay('2026-03-29')).toHaveLength(23);
    expect(ofDay('2026-10-25').filter(({ hour }) => hour === 2)).toHaveLength(2);
    expect(ofDay('2026-10-25')).toHaveLength(25);
    const left = (day: string) => {
      const hours = ofDay(day);
      const from = hours[0]?.atMs ?? 0;
      return foreseeUnit(
        { pieces: 100, capacity: 300 },
        from,
        { phases: { ordinary: 1, month_end: 1, mid_month: 1 }, units: rhythmOf(week(-1), week(1), 0).units },
        'N3',
        hours,
      ).leftAt(from + 48 * HOUR_MS);
    };
    expect([left('2026-03-29'), left('2026-10-25')]).toEqual([77, 75]);
  });

  it('before the cut-off belong to the business day before', () => {
    const [hour] = shopHours(ALWAYS, Date.parse('2026-03-08T03:30:00+07:00'), 1);
    expect(hour).toMatchObject({ day: '2026-03-07', hour: 3 });
  });
});

describe('a rhythm', () => {
  const rows = (days: number, out: (day: number) => number): FlowRow[] =>
    Array.from({ length: days }, (_, at) => ({
      day: movedDay('2026-03-03', at),
      hour: 10,
      place: 'stock',
      unit: 'N3',
      form: 'note',
      valueMinor: 10_000,
      inPieces: 0,
      outPieces: out(at),
    }));
  const learn = (list: readonly FlowRow[]) => {
    const through =
      list
        .map(({ day }) => day)
        .sort()
        .at(-1) ?? null;
    return fitRhythm(flowHistory(list, [HUNDREDS], through));
  };

  it('is not told from too few days, and says how many there are', () => {
    expect(learn(rows(LEARNED_DAYS_MIN, () => 5))).toMatchObject({ days: LEARNED_DAYS_MIN - 1, rhythm: null });
    expect(learn([])).toEqual({ days: 0, rhythm: null, backtest: null });
    expect(learn(rows(LEARNED_DAYS_MIN + 1, () => 5)).rhythm).not.toBeNull();
  });

  it('of days that are all alike is that day, at its hour, and strays nowhere', () => {
    const unit = learn(rows(60, () => 7)).rhythm?.units['N3'];
    expect(unit?.net.map((pieces, at) => (at % 24 === 10 ? pieces : -7 - pieces))).toEqual(week(-7));
    expect(unit?.spread).toBe(0);
  });

  it('is not carried off by one strange day', () => {
    const strange = learn(rows(60, (at) => (at === 50 ? 5_000 : 7))).rhythm?.units['N3'];
    expect(Math.max(...(strange?.gross ?? []))).toBeLessThan(12);
  });

  it('gives a weekday without any trade none', () => {
    const sundays = rows(60, (at) => (new Date(movedDay('2026-03-03', at)).getUTCDay() === 0 ? 0 : 9));
    const open = sundays.filter(({ outPieces }) => outPieces > 0);
    expect(learn(open).rhythm?.units['N3']?.gross.slice(0, 24)).toEqual(Array.from({ length: 24 }, () => 0));
  });

  it('of a weekly pattern beats the mean of all days, and equals last week where nothing strays', () => {
    const { backtest: sums } = learn(rows(84, (at) => (at % 7 === 2 ? 40 : 4)));
    expect(sums?.ours).toBeLessThan(sums?.meanDay ?? 0);
    expect(sums?.lastWeek).toBe(0);
  });

  it('knows nothing of the days that it is tested on', () => {
    const missed = (last: number) => learn(rows(60, (at) => (at === 59 ? last : 5))).backtest?.ours ?? 0;
    expect(missed(8)).toBeCloseTo(3, 9);
    expect(missed(9)).toBeCloseTo(4, 9);
  });

  it('shares a line without a unit between twins by their room, and adds no two stackers', () => {
    const twins = [HUNDREDS, { ...HUNDREDS, unit: 'N4', capacity: 100 }];
    const unnamed = rows(30, () => 8).map((row) => ({ ...row, unit: null }));
    const { units } = flowHistory(unnamed, twins, '2026-03-05');
    expect([...units].map(([unit, flow]) => [unit, flow.out[10]])).toEqual([
      ['N3', 6],
      ['N4', 2],
    ]);
  });
});
