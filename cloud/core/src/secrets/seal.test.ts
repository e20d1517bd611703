import { describe, expect, it } from 'vitest';
import { seal, unseal } from './seal.ts';

const pepper = Buffer.from('a pepper of the tests, long enough for it');

describe('a sealed secret', () => {
  it('opens for whom it was sealed, and never looks the same twice', () => {
    const one = seal(pepper, 'two-step a', 'ความลับ');
    expect(unseal(pepper, 'two-step a', one)).toBe('ความลับ');
    expect(seal(pepper, 'two-step a', 'ความลับ').equals(one)).toBe(false);
    expect(one.includes(Buffer.from('ความลับ'))).toBe(false);
  });

  it('stays shut in another row, under another pepper, and with any byte changed', () => {
    const sealed = seal(pepper, 'two-step a', 'secret');
    expect(() => unseal(pepper, 'two-step b', sealed)).toThrow();
    expect(() => unseal(Buffer.from('another pepper'), 'two-step a', sealed)).toThrow();
    for (let at = 0; at < sealed.length; at += 1) {
      const bent = Buffer.from(sealed);
      bent[at] = (bent[at] ?? 0) ^ 1;
      expect(() => unseal(pepper, 'two-step a', bent), `byte ${at}`).toThrow();
    }
  });
});
