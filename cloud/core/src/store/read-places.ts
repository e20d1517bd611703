import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { ONLINE_MONTHS } from '../archive/due-months.ts';
import type { ObjectStore } from './object-store.ts';
import { openStore, type StoreKeys } from './open-store.ts';
import { type SealKeys, sealKeys } from './seal.ts';

/** A store, and the keys that seal what lies in it. */
export interface SealedPlace {
  readonly store: ObjectStore;
  readonly keys: SealKeys;
}

/** Where this installation keeps what lies outside its database. Each is undefined where it was not set up. */
export interface Places {
  readonly audit: SealedPlace | undefined;
  readonly archive: SealedPlace | undefined;
}

const ONLINE_MONTHS_MAX = 120;

/** Whole months that stay online beside the running one, from ONLINE_MONTHS. */
export function readOnlineMonths(env: Readonly<Record<string, string | undefined>>, mistakes: string[]): number {
  const text = env['ONLINE_MONTHS'] ?? '';
  const months = text === '' ? ONLINE_MONTHS : Number(text);
  if (Number.isInteger(months) && months >= 1 && months <= ONLINE_MONTHS_MAX) return months;
  mistakes.push(`ONLINE_MONTHS is not a number from 1 to ${ONLINE_MONTHS_MAX}`);
  return ONLINE_MONTHS;
}

/** Reads AUDIT_STORE and ARCHIVE_STORE, with auditKey, formerAuditKeys and storeKeys from the secrets; says every mistake. */
export function readPlaces(
  env: Readonly<Record<string, string | undefined>>,
  secrets: Readonly<Record<string, unknown>> | undefined,
  mistakes: string[],
): Places {
  const keys = storeKeys(secrets?.['storeKeys'], mistakes);
  const open = (name: string): ObjectStore | undefined => {
    const address = env[name] ?? '';
    if (address === '') return undefined;
    try {
      return openStore(address, keys);
    } catch (error) {
      mistakes.push(`${name} ${error instanceof Error ? error.message : 'cannot be used'}`);
      return undefined;
    }
  };
  const [audit, archive] = [open('AUDIT_STORE'), open('ARCHIVE_STORE')];
  if (audit === undefined && archive === undefined) return { audit, archive };
  const sealing = readSealKeys(secrets, mistakes);
  const sealed = (store: ObjectStore | undefined) =>
    store === undefined || sealing === undefined ? undefined : { store, keys: sealing };
  return { audit: sealed(audit), archive: sealed(archive) };
}

/** The mistakes repeat nothing of a key. */
function readSealKeys(
  secrets: Readonly<Record<string, unknown>> | undefined,
  mistakes: string[],
): SealKeys | undefined {
  const key = ed25519(createPrivateKey, secrets?.['auditKey']);
  if (key === undefined)
    mistakes.push('AUDIT_STORE and ARCHIVE_STORE need auditKey, an Ed25519 private key (PEM), among the secrets');
  const listed = secrets?.['formerAuditKeys'] ?? [];
  const former = Array.isArray(listed) ? listed.map((pem) => ed25519(createPublicKey, pem)) : [undefined];
  if (former.includes(undefined))
    mistakes.push('formerAuditKeys among the secrets is not a list of Ed25519 public keys (PEM)');
  if (key === undefined) return undefined;
  return sealKeys(
    key,
    former.filter((one) => one !== undefined),
  );
}

function ed25519(read: (pem: string) => KeyObject, pem: unknown): KeyObject | undefined {
  try {
    const key = read(String(pem));
    return key.asymmetricKeyType === 'ed25519' ? key : undefined;
  } catch {
    return undefined;
  }
}

function storeKeys(value: unknown, mistakes: string[]): StoreKeys | undefined {
  if (value === undefined) return undefined;
  const { accessKeyId, secretAccessKey } = Object(value) as Record<string, unknown>;
  if (typeof accessKeyId === 'string' && typeof secretAccessKey === 'string') return { accessKeyId, secretAccessKey };
  mistakes.push('storeKeys among the secrets needs accessKeyId and secretAccessKey');
  return undefined;
}
