import { CASH_KINDS } from '@tillbridge/shared/cash';
import type { ClosingSum } from '@tillbridge/shared/shift';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACCOUNTS, counterAccount } from './accounts.ts';
import { bookAdjustment, bookClosing, type JournalLine } from './journal-entries.ts';

const amount = fc.integer({ min: 0, max: 100_000_000 });
const kinds = fc.array(
  fc.record({
    kind: fc.constantFrom(...CASH_KINDS),
    currency: fc.constantFrom('THB', 'JPY'),
    operations: fc.nat(9),
    inMinor: amount,
    outMinor: amount,
  }),
);
const sums = fc.array(
  fc.record({ currency: fc.constantFrom('THB', 'JPY'), varianceMinor: fc.integer({ min: -9_999, max: 9_999 }) }),
) as fc.Arbitrary<unknown> as fc.Arbitrary<ClosingSum[]>;

const total = (lines: readonly JournalLine[], side: 'debitMinor' | 'creditMinor', currency: string) =>
  lines.filter((line) => line.currency === currency).reduce((sum, line) => sum + line[side], 0);

describe('a closing as entries', () => {
  it('has debits equal to credits in each currency, and cash that moves by the closing, to the satang', () => {
    fc.assert(
      fc.property(kinds, sums, fc.nat(), (moved, found, number) => {
        const lines = bookClosing({ shop: 'HDY', number, day: '2026-11-20', kinds: moved, sums: found });
        for (const currency of ['THB', 'JPY']) {
          expect(total(lines, 'debitMinor', currency)).toBe(total(lines, 'creditMinor', currency));
          const cash = lines.filter((line) => line.account === ACCOUNTS.cash);
          const expected =
            moved.filter((one) => one.currency === currency).reduce((sum, one) => sum + one.inMinor - one.outMinor, 0) +
            found.filter((one) => one.currency === currency).reduce((sum, one) => sum + one.varianceMinor, 0);
          expect(total(cash, 'debitMinor', currency) - total(cash, 'creditMinor', currency)).toBe(expected);
        }
        for (const line of lines) expect([line.debitMinor > 0, line.creditMinor > 0].filter(Boolean)).toHaveLength(1);
      }),
    );
  });

  it('puts each kind where it belongs, and knows all of them', () => {
    expect(CASH_KINDS.filter((kind) => counterAccount(kind) === ACCOUNTS.unassigned)).toEqual([]);
    const [cash, sales] = bookClosing({
      shop: 'HDY',
      number: 12,
      day: '2026-11-20',
      kinds: [{ kind: 'sale', currency: 'THB', operations: 1, inMinor: 10_000, outMinor: 2_000 }],
      sums: [],
    });
    expect(cash).toMatchObject({
      number: 'HDY-000012',
      account: { code: '111100' },
      debitMinor: 8_000,
      creditMinor: 0,
    });
    expect(sales).toMatchObject({ account: { code: '411000' }, debitMinor: 0, creditMinor: 8_000 });
  });

  it('books a collection out of the machine into transit', () => {
    const [cash, transit] = bookClosing({
      shop: 'HDY',
      number: 1,
      day: '2026-11-20',
      kinds: [{ kind: 'collection', currency: 'THB', operations: 1, inMinor: 0, outMinor: 500_000 }],
      sums: [],
    });
    expect(cash).toMatchObject({ account: ACCOUNTS.cash, creditMinor: 500_000 });
    expect(transit).toMatchObject({ account: ACCOUNTS.transit, debitMinor: 500_000 });
  });
});

describe('what became known after a closing', () => {
  it('is an entry of its own day, that names the closing; of an unknown kind it waits to be assigned', () => {
    const late = {
      shop: 'HDY',
      number: 3,
      day: '2026-11-22',
      sequence: 88,
      currency: 'THB',
      inMinor: 0,
      outMinor: 2_000,
    };
    expect(bookAdjustment({ ...late, kind: 'payout' })).toMatchObject([
      { day: '2026-11-22', number: 'HDY-000003-A88', account: ACCOUNTS.cash, creditMinor: 2_000 },
      { account: ACCOUNTS.payouts, debitMinor: 2_000 },
    ]);
    expect(bookAdjustment({ ...late, kind: null })[1]?.account).toBe(ACCOUNTS.unassigned);
  });
});
