import { describe, expect, it } from 'vitest';
import { amountText, readAmount } from './read-amount.ts';

describe('an amount that somebody types', () => {
  it('is read to the satang', () => {
    expect(readAmount('20000', 'THB')).toBe(2_000_000);
    expect(readAmount('1,275.50', 'THB')).toBe(127_550);
    expect(readAmount('0.1', 'THB')).toBe(10);
    expect(readAmount('900', 'JPY')).toBe(900);
  });

  it.each(['', '-5', '1.005', '1e3', '0x10', '฿5', '1.2.3', '12345678901'])('is not read from %j', (text) => {
    expect(readAmount(text, 'THB')).toBeNull();
  });

  it('comes back as it was typed', () => {
    for (const text of ['0', '0.05', '1275.50', '20000'])
      expect(amountText(readAmount(text, 'THB') ?? -1, 'THB')).toBe(text);
    expect(amountText(900, 'JPY')).toBe('900');
  });
});
