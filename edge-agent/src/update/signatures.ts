import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { canonical } from '@tillbridge/shared/canonical';

/** What stands before the 32 bytes of an Ed25519 key in its SPKI form. */
const SPKI_ED25519 = Buffer.from('302a300506032b6570032100', 'hex');

export interface Signature {
  /** The public key, 32 bytes as hex. */
  readonly key: string;
  readonly signature: string;
}

interface SignedDocument {
  readonly signed: unknown;
  readonly signatures: readonly Signature[];
}

/** How many of the keys signed the document, each counted once however often it stands there. */
export function countSigners({ signed, signatures }: SignedDocument, keys: readonly string[]): number {
  const bytes = Buffer.from(canonical(signed), 'utf8');
  const signers = signatures
    .filter(({ key, signature }) => keys.includes(key) && isSignature(bytes, key, signature))
    .map(({ key }) => key);
  return new Set(signers).size;
}

/** The signature of a private key over a document's canonical bytes. */
export function signDocument(signed: unknown, privateKey: KeyObject): Signature {
  const signature = sign(null, Buffer.from(canonical(signed), 'utf8'), privateKey).toString('hex');
  return { key: publicHex(privateKey), signature };
}

/** The public half of an Ed25519 key as it stands in documents. */
export function publicHex(privateKey: KeyObject): string {
  return createPublicKey(privateKey)
    .export({ type: 'spki', format: 'der' })
    .subarray(SPKI_ED25519.length)
    .toString('hex');
}

function isSignature(bytes: Buffer, key: string, signature: string): boolean {
  try {
    const der = Buffer.concat([SPKI_ED25519, Buffer.from(key, 'hex')]);
    const publicKey = createPublicKey({ key: der, format: 'der', type: 'spki' });
    return verify(null, bytes, publicKey, Buffer.from(signature, 'hex'));
  } catch {
    return false;
  }
}
