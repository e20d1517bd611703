import { Fault } from '@tillbridge/shared/faults/fault';
import type { ReleaseManifest, Root } from '@tillbridge/shared/release';
import { describe, expect, it } from 'vitest';
import { type Ground, judgeManifest } from './judge-manifest.ts';
import { publicHex } from './signatures.ts';
import { aManifest, at, DAY_MS, HERE, NOW_MS, newKey, openMaker, sha256, signManifest } from './testing/maker.ts';

const maker = openMaker();
const HASH = sha256('what was signed');
const ground = (over: Partial<Ground> = {}): Ground => ({
  ...HERE,
  root: maker.root.signed,
  highest: undefined,
  nowMs: NOW_MS,
  ...over,
});
const offered = (change: Partial<ReleaseManifest> = {}, ...keys: Parameters<typeof signManifest>[1][]) =>
  signManifest(aManifest(change), ...(keys.length === 0 ? [maker.releaseKey] : keys));
const code = (manifest: ReturnType<typeof offered>, over: Partial<Ground> = {}): string => {
  try {
    return judgeManifest(manifest, HASH, ground(over)).version;
  } catch (error) {
    return error instanceof Fault ? error.code : 'broke';
  }
};
const root = (change: Partial<Root>): Partial<Ground> => ({ root: { ...maker.root.signed, ...change } });

describe('a release', () => {
  it('that its maker signed, newer than any before and made for this PC, is believed', () => {
    expect(code(offered())).toBe('0.2.0');
    expect(code(offered(), { highest: { sequence: 6, hash: sha256('older') } })).toBe('0.2.0');
  });

  it('may be taken again: the same number and the same bytes are the same release', () => {
    expect(code(offered(), { highest: { sequence: 7, hash: HASH } })).toBe('0.2.0');
  });
});

describe('an attacker', () => {
  it('who signs with a key of his own is not heard', () => {
    expect(code(offered({}, newKey()))).toBe('update.untrusted');
  });

  it('who signs in the name of the release key is not heard', () => {
    const forged = offered({}, newKey());
    const [first] = forged.signatures;
    const named = { ...forged, signatures: [{ key: publicHex(maker.releaseKey), signature: first?.signature ?? '' }] };
    expect(code(named)).toBe('update.untrusted');
  });

  it('who holds a root key, and no release key, signs no release', () => {
    expect(code(offered({}, maker.rootKeys[0]))).toBe('update.untrusted');
  });

  it('who holds a key that was changed is not heard any more', () => {
    expect(code(offered(), root({ version: 2, releaseKeys: [publicHex(newKey())] }))).toBe('update.untrusted');
  });

  it('who repeats one signature has not signed twice', () => {
    const twice = offered({}, maker.releaseKey, maker.releaseKey);
    const asked = root({ releaseThreshold: 2, releaseKeys: [publicHex(maker.releaseKey), publicHex(newKey())] });
    expect(code(twice, asked)).toBe('update.untrusted');
  });

  it.each([
    ['the version', { version: '9.9.9' }],
    ['a file', { files: [{ path: 'tillbridge.js', sha256: sha256('evil'), bytes: 4 }] }],
    ['the date', { expires: at(3_000) }],
  ])('who changes %s of a signed release breaks its signature', (_what, change) => {
    const honest = offered();
    expect(code({ ...honest, signed: { ...honest.signed, ...change } })).toBe('update.untrusted');
  });

  it('who offers an older release (rollback) is refused, also with a valid signature', () => {
    expect(code(offered({ sequence: 6 }), { highest: { sequence: 7, hash: HASH } })).toBe('update.older');
  });

  it('who shows two PCs two releases of one number is found out', () => {
    expect(code(offered(), { highest: { sequence: 7, hash: sha256('another') } })).toBe('update.forked');
  });

  it('who keeps offering the release of yesteryear (freeze) is found out by its date', () => {
    expect(code(offered(), { nowMs: NOW_MS + 31 * DAY_MS })).toBe('update.expired');
    expect(code(offered({ expires: at(0) }))).toBe('update.expired');
  });

  it('who keeps the next root back is found out by the date of the last one', () => {
    expect(code(offered(), root({ expires: at(-1) }))).toBe('update.expired');
  });

  it.each([
    ['another product', { product: 'tillbridge-cloud' }, 'update.foreign'],
    ['another channel', { channel: 'beta' }, 'update.foreign'],
    ['another platform', { platform: 'win32-x64-115' }, 'update.other-platform'],
  ])('who replays a release of %s is refused', (_what, change, expected) => {
    expect(code(offered(change))).toBe(expected);
  });

  it.each([
    '../tillbridge.js',
    'a/../../b',
    '/etc/passwd',
    'a\\..\\b',
    'C:evil.js',
    'a//b',
    './a',
    'a/.',
    'con.js',
    'a/NUL',
    'a./b',
    'a b',
    'ä.js',
    'a\u0000b',
    `${'x/'.repeat(13)}y`,
    'a\n',
  ])('who names a file %j is refused', (path) => {
    expect(code(offered({ files: [{ path, sha256: HASH, bytes: 1 }] }))).toBe('update.unsafe-file');
  });

  it.each([
    ['the same file twice', ['a.js', 'a.js']],
    ['one file in other letters', ['a.js', 'A.js']],
    ['a file where a folder must be', ['a', 'a/b']],
  ])('who names %s is refused', (_what, paths) => {
    const files = paths.map((path) => ({ path, sha256: HASH, bytes: 1 }));
    expect(code(offered({ files }))).toBe('update.unsafe-file');
  });

  it('who promises more bytes than any release has is refused before the first one is fetched', () => {
    const files = ['a', 'b'].map((path) => ({ path, sha256: HASH, bytes: 200_000_000 }));
    expect(code(offered({ files }))).toBe('update.malformed');
  });
});

describe('a release that this PC could not live with', () => {
  it.each([
    ['a newer agent to come from', { least: { agent: '0.1.1', node: '20.19.0' } }, {}],
    ['a newer Node', { least: { agent: '0.1.0', node: '22.0.0' } }, {}],
    ['a journal that the version here could not go on with', { journal: { version: 4, readableFrom: 3 } }, {}],
    ['an older journal than this one', {}, { journalVersion: 3 }],
  ])('because it needs %s is refused with what is missing', (_what, change, over) => {
    expect(code(offered(change), over)).toBe('update.unfit');
  });

  it('because numbers are compared as text is none: 0.10.0 comes after 0.9.0', () => {
    expect(code(offered({ least: { agent: '0.9.0', node: '20.19.0' } }), { agent: '0.10.0' })).toBe('0.2.0');
  });
});
