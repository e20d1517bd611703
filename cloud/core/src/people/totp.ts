import { Secret, TOTP } from 'otpauth';

const ISSUER = 'Tillbridge';
const DIGITS = 6;
export const TOTP_PERIOD_MS = 30_000;
/** Codes of the step before and after count, too: clocks of phones are seconds apart. */
const STEPS_AROUND = 1;
const SECRET_BYTES = 20;

/** A new secret in Base32, as apps show it. */
export function newTotpSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** What the QR code holds, for the app that makes the codes. */
export function totpUri(secret: string, email: string): string {
  return totpOf(secret, email).toString();
}

/** The step of time that `code` belongs to, or null for a wrong one. Each step may be taken once; the caller sees to that. */
export function stepOfCode(secret: string, code: string, nowMs: number): number | null {
  const delta = totpOf(secret, '').validate({ token: code, timestamp: nowMs, window: STEPS_AROUND });
  return delta === null ? null : Math.floor(nowMs / TOTP_PERIOD_MS) + delta;
}

function totpOf(secret: string, label: string): TOTP {
  return new TOTP({
    issuer: ISSUER,
    label,
    secret: Secret.fromBase32(secret),
    digits: DIGITS,
    period: TOTP_PERIOD_MS / 1000,
  });
}
