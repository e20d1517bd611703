import { Secret, TOTP } from 'otpauth';

/** What an app with this secret shows, now or some steps of time on. */
export function codeOf(secret: string, stepsOn = 0): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + stepsOn * 30_000 });
}
