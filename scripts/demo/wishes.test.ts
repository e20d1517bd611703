import { describe, expect, it } from 'vitest';
import { believableSale, seededDice } from './wishes.ts';

describe('customers of the demo', () => {
  const dice = seededDice(7);
  const sales = Array.from({ length: 2_000 }, () => believableSale(dice, 0));

  it('buy for sums that a small shop takes, some with satang', () => {
    const satang = sales.filter((sale) => sale.amountMinor % 100 !== 0);
    expect(
      sales.every((sale) => sale.path === '/v1/sales' && sale.amountMinor >= 1_200 && sale.amountMinor < 150_000),
    ).toBe(true);
    expect(new Set(satang.map((sale) => sale.amountMinor % 100))).toEqual(new Set([25, 50, 75]));
    expect(satang.length / sales.length).toBeGreaterThan(0.15);
    expect(satang.length / sales.length).toBeLessThan(0.25);
  });

  it('leave room for sellers, who get whole baht and never more than was taken', () => {
    for (let i = 0; i < 200; i++) {
      const payout = believableSale(dice, 250_000);
      expect(payout.path).toBe('/v1/payouts');
      expect(payout.amountMinor % 100).toBe(0);
      expect(payout.amountMinor).toBeLessThanOrEqual(250_000);
    }
  });

  it('come again in the same order with the same seed', () => {
    const again = seededDice(7);
    expect(Array.from({ length: 2_000 }, () => believableSale(again, 0))).toEqual(sales);
  });
});
