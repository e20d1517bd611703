import { createPrivateKey, type KeyObject } from 'node:crypto';
import { ONLINE_MONTHS } from '../archive/due-months.ts';
import type { ObjectStore } from './object-store.ts';
import { openStore, type StoreKeys } from './open-store.ts';

/** Where this installation keeps what lies outside its database. Each is undefined where it was not set up. */
export interface Places {
  readonly audit: { readonly store: ObjectStore; readonly key: KeyObject } | undefined;
  readonly archive: ObjectStore | undefined;
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

/** Reads AUDIT_STORE and ARCHIVE_STORE, with auditKey and storeKeys from the secrets; says every mistake. */
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
  const [store, archive] = [open('AUDIT_STORE'), open('ARCHIVE_STORE')];
  if (store === undefined) return { audit: undefined, archive };
  const key = auditKey(secrets?.['auditKey'], mistakes);
  return { audit: key === undefined ? undefined : { store, key }, archive };
}

function auditKey(pem: unknown, mistakes: string[]): KeyObject | undefined {
  try {
    const key = createPrivateKey(String(pem));
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // The one sentence below holds for every form of a wrong key, and repeats nothing of it.
  }
  mistakes.push('AUDIT_STORE needs auditKey, an Ed25519 private key (PEM), among the secrets');
  return undefined;
}

function storeKeys(value: unknown, mistakes: string[]): StoreKeys | undefined {
  if (value === undefined) return undefined;
  const { accessKeyId, secretAccessKey } = Object(value) as Record<string, unknown>;
  if (typeof accessKeyId === 'string' && typeof secretAccessKey === 'string') return { accessKeyId, secretAccessKey };
  mistakes.push('storeKeys among the secrets needs accessKeyId and secretAccessKey');
  return undefined;
}
