import { createPublicKey, verify } from 'node:crypto';

/** SubjectPublicKeyInfo of Ed25519 without its 32 bytes of key (RFC 8410). */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
const PUBLIC_KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;

/** Whether `signature` (base64url) is Ed25519 over the UTF-8 text under the raw 32-byte public key. Never throws. */
export function isSignedBy(publicKey: Buffer, text: string, signature: string): boolean {
  const bytes = Buffer.from(signature, 'base64url');
  if (publicKey.length !== PUBLIC_KEY_BYTES || bytes.length !== SIGNATURE_BYTES) return false;
  try {
    const key = createPublicKey({ key: Buffer.concat([SPKI_PREFIX, publicKey]), format: 'der', type: 'spki' });
    return verify(null, Buffer.from(text), key, bytes);
  } catch {
    return false;
  }
}
