import { describe, expect, it } from 'vitest';
import { nextRoot, requireOwnKeys } from './judge-root.ts';
import { publicHex } from './signatures.ts';
import { newKey, openMaker, rootAfter, signRoot } from './testing/maker.ts';

const maker = openMaker();
const [one, two, three] = maker.rootKeys;
const refused = expect.objectContaining({ code: 'update.root-untrusted' });

describe('the next root', () => {
  it('names another release key when enough of the old root keys say so', () => {
    const next = rootAfter(maker, { releaseKeys: [publicHex(newKey())] }, [one, three]);
    expect(nextRoot(maker.root, next)).toBe(next);
  });

  it('names other root keys when the old and the new ones say so', () => {
    const fresh = [newKey(), newKey()];
    const next = rootAfter(maker, { rootKeys: fresh.map(publicHex) }, [one, two, ...fresh]);
    expect(nextRoot(maker.root, next)).toBe(next);
  });

  it('is not believed from the new keys alone: a thief of nothing could name himself', () => {
    const own = [newKey(), newKey()];
    expect(() => nextRoot(maker.root, rootAfter(maker, { rootKeys: own.map(publicHex) }, own))).toThrow(refused);
  });

  it('is not believed from one stolen root key where two are asked for', () => {
    expect(() => nextRoot(maker.root, rootAfter(maker, {}, [one]))).toThrow(refused);
    expect(() => nextRoot(maker.root, rootAfter(maker, {}, [one, one]))).toThrow(refused);
  });

  it('is not believed when its own keys did not sign: nobody is named who does not hold the key', () => {
    const fresh = [newKey(), newKey()];
    expect(() => nextRoot(maker.root, rootAfter(maker, { rootKeys: fresh.map(publicHex) }, [one, two]))).toThrow(
      refused,
    );
  });

  it('is not believed from the release key', () => {
    expect(() => nextRoot(maker.root, rootAfter(maker, {}, [maker.releaseKey, newKey()]))).toThrow(refused);
  });

  it.each([1, 3])('is not believed as number %i after 1: none is repeated and none is left out', (version) => {
    expect(() => nextRoot(maker.root, rootAfter(maker, { version }))).toThrow(refused);
  });

  it('that asks for more keys than it names would end all updates and is refused', () => {
    expect(() => nextRoot(maker.root, rootAfter(maker, { releaseThreshold: 2 }))).toThrow(refused);
  });

  it('is not believed after a change of its text', () => {
    const next = rootAfter(maker, {});
    expect(() =>
      nextRoot(maker.root, { ...next, signed: { ...next.signed, releaseKeys: [publicHex(newKey())] } }),
    ).toThrow(refused);
  });

  it('that came with the installation must hold its own signatures', () => {
    expect(requireOwnKeys(maker.root)).toBe(maker.root);
    expect(() => requireOwnKeys(signRoot(maker.root.signed, [one]))).toThrow(refused);
  });
});
