import { describe, expect, it } from 'vitest';
import { newTotpSecret, stepOfCode, TOTP_PERIOD_MS, totpUri } from './totp.ts';

/** `12345678901234567890`, the secret of the test values of RFC 6238. */
const RFC = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('a code of the app', () => {
  it.each([
    [59_000, '287082'],
    [1_111_111_109_000, '081804'],
    [20_000_000_000_000, '353130'],
  ])('at %d ms is the one of RFC 6238', (nowMs, code) => {
    expect(stepOfCode(RFC, code, nowMs)).toBe(Math.floor(nowMs / TOTP_PERIOD_MS));
  });

  it('counts one step early and one late, under the step it was made for, and no further', () => {
    expect(stepOfCode(RFC, '287082', 59_000 + TOTP_PERIOD_MS)).toBe(1);
    expect(stepOfCode(RFC, '287082', 29_000)).toBe(1);
    expect(stepOfCode(RFC, '287082', 59_000 + 2 * TOTP_PERIOD_MS)).toBeNull();
  });

  it.each(['', '28708', '2870820', 'abcdef', '287 082', '-87082'])('is refused when it is %j', (code) => {
    expect(stepOfCode(RFC, code, 59_000)).toBeNull();
  });

  it('comes from a secret of 160 bits that the QR code carries', () => {
    const secret = newTotpSecret();
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(totpUri(secret, 'a@demo.test')).toContain(`secret=${secret}`);
    expect(newTotpSecret()).not.toBe(secret);
  });
});
