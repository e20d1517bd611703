import { isAbsolute } from 'node:path';
import { folderStore } from './folder-store.ts';
import type { ObjectStore } from './object-store.ts';
import { s3Store } from './s3-store.ts';

/** Access to an S3-compatible store; lies with the other secrets, never in an address. */
export interface StoreKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/**
 * A store by its address: an absolute folder, or `s3://bucket/prefix?endpoint=https://…&region=…`.
 * Throws a sentence that says what is wrong with the address.
 */
export function openStore(address: string, keys?: StoreKeys): ObjectStore {
  if (isAbsolute(address)) return folderStore(address);
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol !== 's3:')
    throw new Error('is neither an absolute folder nor s3://bucket/prefix?endpoint=…&region=…');
  const endpoint = url.searchParams.get('endpoint') ?? '';
  const service = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (service === undefined || !/^https?:$/.test(service.protocol))
    throw new Error('says no endpoint=https://… of its service');
  if (url.username !== '' || url.password !== '') throw new Error('must not hold keys; they lie with the secrets');
  if (keys === undefined) throw new Error('needs storeKeys (accessKeyId, secretAccessKey) among the secrets');
  return s3Store({
    endpoint: service.origin,
    bucket: url.hostname,
    prefix: url.pathname.replaceAll(/^\/+|\/+$/g, ''),
    region: url.searchParams.get('region') ?? 'auto',
    ...keys,
  });
}
