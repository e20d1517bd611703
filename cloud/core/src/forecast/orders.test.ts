import { packPieces } from '@tillbridge/shared/cash-packs';
import { movedDay } from '@tillbridge/shared/day-range';
import { USUAL_DELIVERY } from '@tillbridge/shared/reads-levels';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { weekdayOf } from './day-levels.ts';
import { broughtOn, orderByFor } from './plan-delivery.ts';
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
  });

  it('that is ordered in time is brought on one of its weekdays before the unit may be empty', () => {
    fc.assert(
      fc.property(days, deliveries, (empty, delivery) => {
        const brought = broughtOn(orderByFor(empty, delivery), delivery);
        expect(brought < empty).toBe(true);
        expect(delivery.weekdays).toContain(weekdayOf(brought));
      }),
    );
  });

  it('that is ordered a day later comes too late', () => {
    fc.assert(
      fc.property(days, deliveries, (empty, delivery) => {
        expect(broughtOn(movedDay(orderByFor(empty, delivery), 1), delivery) < empty).toBe(false);
      }),
    );
  });

  it('for a Monday is ordered on the Wednesday before, because nobody brings cash at the weekend', () => {
    expect(orderByFor('2026-11-30', USUAL_DELIVERY)).toBe('2026-11-25');
    expect(broughtOn('2026-11-26', USUAL_DELIVERY)).toBe('2026-11-30');
  });
});
