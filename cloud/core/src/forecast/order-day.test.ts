import { NO_LIMITS } from '@tillbridge/shared/configuration';
import { USUAL_DELIVERY } from '@tillbridge/shared/delivery';
import { describe, expect, it } from 'vitest';
import { buildLevels, type UnitRead } from './build-levels.ts';
import { HOURS_OF_WEEK, type Rhythm } from './fit-rhythm.ts';

const EMPTY: UnitRead = {
  unit: 'N3',
  form: 'note',
  role: 'recycle',
  valueMinor: 10_000,
  pieces: 0,
  capacity: 300,
  lowMark: 10,
  highMark: 290,
  level: 'empty',
  used: true,
};
const NONE = Array.from({ length: HOURS_OF_WEEK }, () => 0);
const NOTHING_FLOWS: Rhythm = {
  phases: { ordinary: 1, month_end: 1, mid_month: 1 },
  units: { N3: { net: NONE, gross: NONE, spread: 0 } },
};

/** A machine whose hundreds are out as of a moment. */
function emptyAt(moment: string, timeZone: string, delivery = USUAL_DELIVERY) {
  const clock = { timeZone, cutOffMinutes: 240, openingHours: null };
  const read = { clock, currency: 'EUR', readAtMs: Date.parse(moment), units: [EMPTY], limits: NO_LIMITS };
  return buildLevels({ ...read, rhythm: NOTHING_FLOWS }, delivery, new Date(moment));
}

describe('the last day to order', () => {
  it('goes by the calendar of the shop, on the day its clock changes, too', () => {
    // Berlin left summer time on the 25th: 22:30 UTC of the 24th is the 25th there, 23:30 of the 25th the 26th.
    expect(emptyAt('2026-10-24T22:30:00.000Z', 'Europe/Berlin').due?.broughtOn).toBe('2026-10-23');
    expect(emptyAt('2026-10-25T22:30:00.000Z', 'Europe/Berlin').due?.broughtOn).toBe('2026-10-23');
    expect(emptyAt('2026-10-25T23:30:00.000Z', 'Europe/Berlin').due?.broughtOn).toBe('2026-10-23');
    expect(emptyAt('2026-10-26T23:30:00.000Z', 'Europe/Berlin').due?.broughtOn).toBe('2026-10-26');
    expect(emptyAt('2026-03-29T23:30:00.000Z', 'America/New_York')).toMatchObject({
      orderBy: '2026-03-25',
      broughtOn: '2026-03-31',
      late: true,
    });
  });

  it('says which days without delivery it passes over, and that no day is one of delivery', () => {
    const holidays = { ...USUAL_DELIVERY, without: ['2026-10-26', '2026-10-23'] };
    expect(emptyAt('2026-10-26T23:30:00.000Z', 'Europe/Berlin', holidays)).toMatchObject({
      orderBy: '2026-10-20',
      due: { broughtOn: '2026-10-22', passedOver: ['2026-10-23', '2026-10-26'] },
    });
    expect(emptyAt('2026-10-26T23:30:00.000Z', 'Europe/Berlin', { ...USUAL_DELIVERY, weekdays: [] })).toMatchObject({
      orderBy: null,
      broughtOn: null,
      due: null,
      late: false,
    });
  });
});
