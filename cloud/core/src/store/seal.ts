import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';

/** Keys (Ed25519) of what is sealed outside the database: one signs, and whatever any of them signed is believed. */
export interface SealKeys {
  readonly key: KeyObject;
  /** Of the key that signs. */
  readonly keyId: string;
  /** Public keys by their ids, the one that signs among them. */
  readonly known: ReadonlyMap<string, KeyObject>;
}

/** A file as it lies in a store: the signed bytes as text, and the signature over them. */
interface SealedFile {
  readonly statement: string;
  readonly signature: string;
}

const KEY_ID_DIGITS = 16;

/** `former`: keys that signed before this one, public or private. */
export function sealKeys(key: KeyObject, former: readonly KeyObject[] = []): SealKeys {
  const publicKeys = [key, ...former].map((one) => (one.type === 'public' ? one : createPublicKey(one)));
  return { key, keyId: keyIdOf(key), known: new Map(publicKeys.map((one) => [keyIdOf(one), one])) };
}

/** The first digits of the SHA-256 of the public key as DER writes it (SubjectPublicKeyInfo). */
export function keyIdOf(key: KeyObject): string {
  const der = (key.type === 'public' ? key : createPublicKey(key)).export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(der).digest('hex').slice(0, KEY_ID_DIGITS);
}

/** The bytes of a sealed file. */
export function seal(keys: SealKeys, statement: string): Buffer {
  const signature = sign(null, Buffer.from(statement), keys.key).toString('base64url');
  return Buffer.from(`${JSON.stringify({ statement, signature } satisfies SealedFile)}\n`);
}

/** What was sealed, and by which key; null where no known key signed exactly these bytes. */
export function openSealed(
  bytes: Buffer | null,
  keys: SealKeys,
): { readonly statement: string; readonly keyId: string } | null {
  try {
    const { statement, signature } = JSON.parse(bytes?.toString() ?? '') as SealedFile;
    const [signed, proof] = [Buffer.from(statement), Buffer.from(signature, 'base64url')];
    for (const [keyId, key] of keys.known) if (verify(null, signed, key, proof)) return { statement, keyId };
    return null;
  } catch {
    return null;
  }
}
