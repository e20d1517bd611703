import { promisify } from 'node:util';
import { gunzip, gunzipSync } from 'node:zlib';
import { Fault } from '@tillbridge/shared/faults/fault';

export const COMPRESSED_BYTES_MAX = 1_048_576;
export const EXPANDED_BYTES_MAX = 4 * 1_048_576;

/** So little is expanded on the spot: handing it to another thread takes longer. Gzip cannot grow it beyond 1032 times. */
const ON_THE_SPOT_BYTES_MAX = 2_048;
const expandGzip = promisify(gunzip);

/** The body as it was before compression. Stops at the limit whatever a small body claims to hold. */
export async function expand(bytes: Buffer, encoding: string | undefined): Promise<Buffer> {
  if (encoding === undefined || encoding === 'identity') return bytes;
  if (encoding !== 'gzip') throw new Fault('api.media-type', { detail: 'content-encoding' });
  if (bytes.length > COMPRESSED_BYTES_MAX) throw new Fault('sync.batch-too-large');
  try {
    const limit = { maxOutputLength: EXPANDED_BYTES_MAX };
    return bytes.length <= ON_THE_SPOT_BYTES_MAX ? gunzipSync(bytes, limit) : await expandGzip(bytes, limit);
  } catch (error) {
    const tooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    if (tooLarge) throw new Fault('sync.batch-too-large');
    throw new Fault('api.invalid', { errors: [{ path: 'body', message: 'not gzip, or cut short' }] });
  }
}
