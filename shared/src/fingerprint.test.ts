import { describe, expect, it } from 'vitest';
import { parseFingerprint, showFingerprint } from './fingerprint.ts';

const HASH = '3fa109bc'.repeat(8);

describe('a fingerprint', () => {
  it('is shown in groups that can be read out', () => {
    expect(showFingerprint(HASH)).toBe('3FA1 09BC 3FA1 09BC 3FA1 09BC 3FA1 09BC');
  });

  it.each([
    '3FA1 09BC 3FA1 09BC 3FA1 09BC 3FA1 09BC',
    '3fa109bc3fa109bc3fa109bc3fa109bc',
    '3fa1:09bc:3fa1-09bc3fa1 09bc 3fa109bc',
  ])('is read back from %j', (text) => {
    expect(parseFingerprint(text)).toBe(HASH.slice(0, 32));
  });

  it.each(['', '3FA1', `${showFingerprint(HASH)}0`, 'G'.repeat(32)])('is not %j', (text) => {
    expect(parseFingerprint(text)).toBeUndefined();
  });
});
