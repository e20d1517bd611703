import { S3mini, S3ServiceError } from 's3mini';
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
const PRECONDITION_FAILED = 412;
/** The client names only x-amz headers in its types; it signs and sends any. */
const WHERE_NONE_LIES = { 'if-none-match': '*' } as Readonly<Record<`x-amz-${string}`, string>>;

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
    async create(key, bytes) {
      const name = `${within}${requireKey(key)}`;
      // A service that knows no conditional put would replace what lies there.
      if ((await client.objectExists(name)) !== false) return false;
      try {
        await client.putObject(name, Buffer.from(bytes), undefined, undefined, WHERE_NONE_LIES);
        return true;
      } catch (error) {
        if (error instanceof S3ServiceError && error.status === PRECONDITION_FAILED) return false;
        throw error;
      }
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
