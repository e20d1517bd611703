import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { COMPRESSED_BYTES_MAX, EXPANDED_BYTES_MAX, expand } from './expand.ts';

const zeros = (bytes: number) => gzipSync(Buffer.alloc(bytes));

describe('expanding a body', () => {
  it('gives back the very bytes, small and large', async () => {
    for (const bytes of [Buffer.from('ข้อมูล\n'), Buffer.from('x'.repeat(EXPANDED_BYTES_MAX))]) {
      expect((await expand(gzipSync(bytes), 'gzip')).equals(bytes)).toBe(true);
      expect(await expand(bytes, undefined)).toBe(bytes);
    }
  });

  it('stops at the limit, whether it expands on the spot or in another thread', async () => {
    const large = zeros(64 * 1_048_576);
    expect(large.length).toBeLessThan(COMPRESSED_BYTES_MAX);
    await expect(expand(large, 'gzip')).rejects.toMatchObject({ code: 'sync.batch-too-large' });
    const onePastTheLimit = zeros(EXPANDED_BYTES_MAX + 1);
    await expect(expand(onePastTheLimit, 'gzip')).rejects.toMatchObject({ code: 'sync.batch-too-large' });
  });

  it('refuses what is too large already, cut short, or no gzip', async () => {
    await expect(expand(Buffer.alloc(COMPRESSED_BYTES_MAX + 1), 'gzip')).rejects.toMatchObject({
      code: 'sync.batch-too-large',
    });
    await expect(expand(zeros(1_000).subarray(0, 15), 'gzip')).rejects.toMatchObject({ code: 'api.invalid' });
    await expect(expand(Buffer.from('plain'), 'gzip')).rejects.toMatchObject({ code: 'api.invalid' });
    await expect(expand(zeros(1), 'deflate')).rejects.toMatchObject({ code: 'api.media-type' });
  });
});
