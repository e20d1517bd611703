import { describe, expect, it } from 'vitest';
import { bytesLabel } from './bytes.ts';

describe('a number of bytes', () => {
  it('is told in the unit that a disk is sold by', () => {
    expect(bytesLabel(0)).toBe('0\u00a0kB');
    expect(bytesLabel(640_000_000)).toBe('640\u00a0MB');
    expect(bytesLabel(1_460_000_000)).toBe('1.4\u00a0GB');
    expect(bytesLabel(2_000_000_000_000)).toBe('2\u00a0TB');
  });

  it('promises no room that is not there', () => {
    expect(bytesLabel(999_999_999)).toBe('999\u00a0MB');
  });
});
