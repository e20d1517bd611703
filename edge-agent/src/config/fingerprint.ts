import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { showFingerprint } from '@tillbridge/shared/fingerprint';

/** The 32 bytes of the public key behind an Ed25519 key, base64url, without their wrapping. */
export function rawPublicKey(privateKey: KeyObject): string {
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  return String(x);
}

/** What the dashboard shows beside this PC, so that somebody can see that both speak of one key. */
export function fingerprintOf(privateKey: KeyObject): string {
  const bytes = Buffer.from(rawPublicKey(privateKey), 'base64url');
  return showFingerprint(createHash('sha256').update(bytes).digest('hex'));
}
