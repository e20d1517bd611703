import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisLabel, changeLabel, denominationFace, denominationName, moneyLabel, moneyPieces } from './money.ts';

describe('money on a screen', () => {
  it('stands behind its currency, grouped, with both minor digits', () => {
    expect(moneyLabel(37_149_375, 'THB')).toBe('฿371,493.75');
    expect(moneyLabel(0, 'THB')).toBe('฿0.00');
    expect(moneyLabel(1_243_000, 'MYR')).toBe('RM\u00a012,430.00');
    expect(moneyLabel(135_000, 'JPY')).toBe('¥135,000');
    expect(moneyLabel(100, 'CHF')).toBe('CHF\u00a01.00');
  });

  it('writes minus as U+2212 and signs both ways only where asked', () => {
    expect(moneyLabel(-14_000, 'THB')).toBe('\u2212฿140.00');
    expect(moneyLabel(64_000, 'THB')).toBe('฿640.00');
    expect(moneyLabel(64_000, 'THB', 'always')).toBe('+฿640.00');
    expect(moneyLabel(0, 'THB', 'always')).toBe('฿0.00');
    expect(moneyLabel(-500, 'THB', 'never')).toBe('฿5.00');
  });

  it('never loses or invents a satang', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 }), (amount) => {
        const { sign, whole, fraction } = moneyPieces(amount, 'THB');
        const back = Number(whole.replaceAll(',', '')) * 100 + Number(fraction.slice(1));
        expect(sign === '' ? back : -back).toBe(amount);
      }),
    );
  });
});

describe('a denomination', () => {
  it('is written on the piece as people know it', () => {
    expect([100_000, 1_000, 50, 25].map((value) => denominationFace(value, 'THB'))).toEqual([
      '1000',
      '10',
      '.5',
      '.25',
    ]);
  });

  it('tells a 10-baht coin from a 1000-baht note in a sentence', () => {
    expect(denominationName(1_000, 'THB')).toBe('฿10');
    expect(denominationName(100_000, 'THB')).toBe('฿1,000');
    expect(denominationName(25, 'THB')).toBe('฿0.25');
  });
});

describe('a change', () => {
  it('has a sign, one digit and a typographic minus', () => {
    expect(changeLabel(1_081, 1_000)).toBe('+8.1\u00a0%');
    expect(changeLabel(973, 1_000)).toBe('\u22122.7\u00a0%');
    expect(changeLabel(1_000, 1_000)).toBe('0.0\u00a0%');
  });

  it('is left out when there is nothing to compare with', () => {
    expect(changeLabel(1_000, 0)).toBeUndefined();
  });
});

describe('an axis', () => {
  it('shortens round amounts and keeps the currency', () => {
    expect([20_000_000, 250_000_000, 50_000].map((amount) => axisLabel(amount, 'THB'))).toEqual([
      '฿200k',
      '฿2.5M',
      '฿500',
    ]);
  });
});
