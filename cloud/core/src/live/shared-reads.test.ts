import { describe, expect, it } from 'vitest';
import type { ShopScope } from '../people/require-person.ts';
import { SharedReads } from './shared-reads.ts';

const scope = (org = 'alpha', shops: 'all' | string[] = 'all') =>
  ({ org, person: 'p', session: 's', permissions: new Set(['shop.see']), shops }) as unknown as ShopScope;

/** Reads that end when the test says so. */
function rig() {
  const begun: { scope: ShopScope; end: (text: string) => void; fail: (error: Error) => void }[] = [];
  const reads = new SharedReads<string>(
    (asked) => new Promise((resolve, reject) => begun.push({ scope: asked, end: resolve, fail: reject })),
  );
  return { begun, reads };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('reads that are shared', () => {
  it('are two for a thousand who come at once: the one that had begun, and one for all the others', async () => {
    const { begun, reads } = rig();
    const first = reads.read(scope());
    const others = Array.from({ length: 1_000 }, () => reads.read(scope()));
    expect(begun).toHaveLength(1);
    begun[0]?.end('old');
    expect(await first).toBe('old');
    await settled();
    expect(begun).toHaveLength(2);
    begun[1]?.end('new');
    expect(new Set(await Promise.all(others))).toEqual(new Set(['new']));
  });

  it('are never one that began before somebody asked', async () => {
    const { begun, reads } = rig();
    void reads.read(scope());
    const late = reads.read(scope());
    begun[0]?.end('before');
    await settled();
    begun[1]?.end('after');
    expect(await late).toBe('after');
  });

  it('are apart for other organizations, shops and rights', () => {
    const { begun, reads } = rig();
    void reads.read(scope());
    void reads.read(scope('beta'));
    void reads.read(scope('alpha', ['one']));
    expect(begun).toHaveLength(3);
  });

  it('that fail fail for those who shared them, and whoever asks next reads anew', async () => {
    const { begun, reads } = rig();
    const first = reads.read(scope());
    const second = reads.read(scope());
    begun[0]?.fail(new Error('away'));
    await expect(first).rejects.toThrow('away');
    await settled();
    begun[1]?.end('back');
    expect(await second).toBe('back');
    await settled();
    void reads.read(scope());
    expect(begun).toHaveLength(3);
  });
});
