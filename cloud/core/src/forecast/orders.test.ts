import { packPieces } from '@tillbridge/shared/cash-packs';
import { movedDay } from '@tillbridge/shared/day-range';
import { DAYS_WITHOUT_MAX, USUAL_DELIVERY } from '@tillbridge/shared/delivery';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { weekdayOf } from './day-levels.ts';
import { broughtOn, lastOrderFor } from './plan-delivery.ts';
import { suggestOrder } from './suggest-order.ts';

describe('an order', () => {
  const wish = fc.record({
    pieces: fc.nat(600),
    leftPieces: fc.nat(600),
    capacity: fc.nat(600),
    par: fc.nat(600),
    packPieces: fc.constantFrom(50, 100),
  });

  it('is whole packs, never above the room there is, and no pack more than par asks for', () => {
    fc.assert(
      fc.property(wish, (wanted) => {
        const ordered = suggestOrder(wanted) * wanted.packPieces;
        expect(Number.isInteger(suggestOrder(wanted))).toBe(true);
        expect(ordered).toBeGreaterThanOrEqual(0);
        if (ordered > 0) {
          expect(wanted.pieces + ordered).toBeLessThanOrEqual(wanted.capacity);
          expect(wanted.leftPieces + ordered - wanted.packPieces).toBeLessThan(wanted.par);
        }
      }),
    );
  });

  it('of twenty missing notes is one strap, and none where a strap does not fit', () => {
    const twenty = { pieces: 80, leftPieces: 40, par: 60, packPieces: 100 };
    expect(suggestOrder({ ...twenty, capacity: 300 })).toBe(1);
    expect(suggestOrder({ ...twenty, capacity: 170 })).toBe(0);
  });

  it('comes in straps of notes and in the rolls of each coin', () => {
    expect(packPieces('THB', 'note', 2_000)).toBe(100);
    expect([1_000, 500, 200, 100, 50, 25].map((value) => packPieces('THB', 'coin', value))).toEqual([
      50, 50, 50, 100, 100, 100,
    ]);
    expect([500, 100, 50, 10, 5, 1].map((value) => packPieces('JPY', 'coin', value))).toEqual([50, 50, 50, 50, 50, 50]);
    // A coin of 1000 satang and a note of 1000 baht are told apart.
    expect(packPieces('THB', 'note', 1_000)).toBe(100);
  });
});

describe('a delivery', () => {
  const days = fc.integer({ min: 0, max: 800 }).map((ahead) => movedDay('2026-01-01', ahead));
  const deliveries = fc.record({
    leadDays: fc.nat(14),
    weekdays: fc.uniqueArray(fc.nat(6), { minLength: 1, maxLength: 7 }),
    without: fc.uniqueArray(days, { maxLength: DAYS_WITHOUT_MAX }),
  });
  const orderBy = (empty: string, delivery: Parameters<typeof lastOrderFor>[1]) =>
    lastOrderFor(empty, delivery)?.orderBy ?? '';

  it('that is ordered in time is brought on one of its days before the unit may be empty', () => {
    fc.assert(
      fc.property(days, deliveries, (empty, delivery) => {
        const brought = broughtOn(orderBy(empty, delivery), delivery) ?? '';
        expect(brought < empty).toBe(true);
        expect(delivery.weekdays).toContain(weekdayOf(brought));
        expect(delivery.without).not.toContain(brought);
        expect(lastOrderFor(empty, delivery)?.broughtOn).toBe(brought);
      }),
    );
  });

  it('that is ordered a day later comes too late', () => {
    fc.assert(
      fc.property(days, deliveries, (empty, delivery) => {
        expect((broughtOn(movedDay(orderBy(empty, delivery), 1), delivery) ?? '') < empty).toBe(false);
      }),
    );
  });

  it('for a Monday is ordered on the Wednesday before, because nobody brings cash at the weekend', () => {
    expect(orderBy('2026-11-30', USUAL_DELIVERY)).toBe('2026-11-25');
    expect(broughtOn('2026-11-26', USUAL_DELIVERY)).toBe('2026-11-30');
  });

  it('passes over bank holidays, and says which', () => {
    const songkran = { ...USUAL_DELIVERY, without: ['2026-04-13', '2026-04-14', '2026-04-15'] };
    expect(lastOrderFor('2026-04-16', songkran)).toEqual({
      orderBy: '2026-04-08',
      broughtOn: '2026-04-10',
      passedOver: ['2026-04-13', '2026-04-14', '2026-04-15'],
    });
    expect(broughtOn('2026-04-11', songkran)).toBe('2026-04-16');
  });

  it('is never brought where no weekday is one of delivery', () => {
    expect(lastOrderFor('2026-11-30', { ...USUAL_DELIVERY, weekdays: [] })).toBeNull();
    expect(broughtOn('2026-11-30', { ...USUAL_DELIVERY, weekdays: [] })).toBeNull();
  });

  it('is found beyond as many holidays as may be set, all on the one day of the week', () => {
    const fridays = Array.from({ length: DAYS_WITHOUT_MAX }, (_, week) => movedDay('2026-01-02', 7 * week));
    const delivery = { leadDays: 0, weekdays: [5], without: fridays };
    expect(broughtOn('2026-01-01', delivery)).toBe(movedDay('2026-01-02', 7 * DAYS_WITHOUT_MAX));
    expect(lastOrderFor(movedDay('2026-01-03', 7 * (DAYS_WITHOUT_MAX - 1)), delivery)?.broughtOn).toBe('2025-12-26');
  });
});
