import { S3mini } from 's3mini';
import { type ObjectStore, requireKey } from './object-store.ts';

export interface S3Place {
  /** Of the service, without the bucket, such as `https://s3.ap-southeast-1.amazonaws.com`. */
  readonly endpoint: string;
  readonly bucket: string;
  /** Before every key, without a slash at its end; empty for none. */
  readonly prefix: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const KEYS_MAX = 1_000_000;
const ANSWER_WAIT_MS = 60_000;

/** A bucket of any S3-compatible service. A put is durable when the service answered it. */
export function s3Store(place: S3Place): ObjectStore {
  const { endpoint, bucket, region, accessKeyId, secretAccessKey } = place;
  const client = new S3mini({
    endpoint: `${endpoint}/${bucket}`,
    region,
    accessKeyId,
    secretAccessKey,
    requestAbortTimeout: ANSWER_WAIT_MS,
  });
  const within = place.prefix === '' ? '' : `${place.prefix}/`;
  return {
    place: `s3://${bucket}/${place.prefix}`,
    async put(key, bytes) {
      const answer = await client.putObject(`${within}${requireKey(key)}`, Buffer.from(bytes));
      if (!answer.ok) throw new Error(`the store answered ${answer.status} to a put of ${key}`);
    },
    async get(key) {
      const bytes = await client.getObjectArrayBuffer(`${within}${requireKey(key)}`);
      return bytes === null ? null : Buffer.from(bytes);
    },
    async list(prefix) {
      const found = await client.listObjects('/', `${within}${prefix}`, KEYS_MAX);
      return (found ?? []).map(({ Key }) => Key.slice(within.length)).sort();
    },
  };
}
