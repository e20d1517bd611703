import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folderSource } from './folder-source.ts';
import { loadRelease } from './load-release.ts';
import { publicHex } from './signatures.ts';
import {
  aManifest,
  at,
  DAY_MS,
  HERE,
  NOW_MS,
  newKey,
  openMaker,
  openStick,
  rootAfter,
  type Stick,
  signManifest,
} from './testing/maker.ts';
import { memoryFile } from './update-memory.ts';

const maker = openMaker();
let stick: Stick;
beforeEach(() => {
  stick = openStick(maker);
});
afterEach(() => stick.remove());

function load(clock: { ownMs?: number; cloudOffsetMs?: number } = {}) {
  const { versions, anchor } = stick;
  const source = folderSource(stick.stick);
  const times = { ownMs: clock.ownMs ?? NOW_MS, cloudOffsetMs: clock.cloudOffsetMs };
  return loadRelease({ source, versions, anchor, here: HERE, clock: times });
}
const refused = (code: string) => expect.objectContaining({ code });
const YEAR_MS = 365 * DAY_MS;

describe('what was believed once', () => {
  it('is remembered before a byte is fetched: a lower number is refused for ever after, also by the next process', async () => {
    await load();
    stick.offer(signManifest(aManifest({ sequence: 6, version: '0.1.9' }), maker.releaseKey));
    await expect(load()).rejects.toThrow(refused('update.older'));
    expect(memoryFile(stick.versions).read()).toMatchObject({ highest: { stable: { sequence: 7 } } });
  });

  it('is remembered by channel: another channel of a higher number changes nothing here', async () => {
    await load();
    stick.offer(signManifest(aManifest({ sequence: 900, channel: 'beta' }), maker.releaseKey));
    await expect(load()).rejects.toThrow(refused('update.foreign'));
    expect(memoryFile(stick.versions).read()?.highest).toMatchObject({ stable: { sequence: 7 } });
  });

  it('is not changed by what was refused', async () => {
    stick.offer(signManifest(aManifest({ sequence: 900 }), newKey()));
    await expect(load()).rejects.toThrow(refused('update.untrusted'));
    expect(memoryFile(stick.versions).read()).toBeUndefined();
  });
});

describe('the clock of the PC', () => {
  it('a year behind lets no expired release in, once the cloud has said the time', async () => {
    const behind = { ownMs: NOW_MS - YEAR_MS, cloudOffsetMs: YEAR_MS + 31 * DAY_MS };
    await expect(load(behind)).rejects.toThrow(refused('update.expired'));
  });

  it('a year behind lets no release in that was past its date when an earlier one was believed', async () => {
    stick.offer(signManifest(aManifest({ issued: at(40), expires: at(70) }), maker.releaseKey));
    await load({ ownMs: NOW_MS + 41 * DAY_MS });
    stick.offer(signManifest(aManifest({ sequence: 8 }), maker.releaseKey));
    await expect(load({ ownMs: NOW_MS - YEAR_MS })).rejects.toThrow(refused('update.expired'));
  });

  it('a year ahead keeps no release out, where the cloud says the time', async () => {
    await load({ ownMs: NOW_MS + YEAR_MS, cloudOffsetMs: -YEAR_MS });
  });

  it('a year ahead without a cloud refuses, and leaves nothing behind that refuses once it is right again', async () => {
    await expect(load({ ownMs: NOW_MS + YEAR_MS })).rejects.toThrow(refused('update.expired'));
    await load();
    expect(memoryFile(stick.versions).read()?.highestMs).toBeLessThan(NOW_MS);
  });

  it('is corrected by the cloud, whose time is remembered', async () => {
    await load({ ownMs: NOW_MS - YEAR_MS, cloudOffsetMs: YEAR_MS });
    expect(memoryFile(stick.versions).read()?.highestMs).toBe(NOW_MS);
  });
});

describe('keys that change', () => {
  const freshKey = newKey();
  const rotated = rootAfter(maker, { releaseKeys: [publicHex(freshKey)] });

  it('are learned on the way to a release that the new key signed, and stay known', async () => {
    stick.offerRoot(rotated);
    stick.offer(signManifest(aManifest(), freshKey));
    expect((await load()).manifest.version).toBe('0.2.0');
    rmSync(join(stick.stick, 'root-2.json'));
    expect((await load()).manifest.version).toBe('0.2.0');
  });

  it('end what the old key may say, at once', async () => {
    stick.offerRoot(rotated);
    await expect(load()).rejects.toThrow(refused('update.untrusted'));
  });

  it('cannot be held back from a PC that knows them: a kept root that is gone is missed', async () => {
    stick.offerRoot(rotated);
    stick.offer(signManifest(aManifest(), freshKey));
    await load();
    rmSync(stick.versions.rootOf(2));
    rmSync(join(stick.stick, 'root-2.json'));
    stick.offer(signManifest(aManifest(), maker.releaseKey));
    await expect(load()).rejects.toThrow(refused('update.root-untrusted'));
  });

  it('signed by somebody else are refused, and nothing of them is kept', async () => {
    stick.offerRoot(rootAfter(maker, { releaseKeys: [publicHex(freshKey)] }, [newKey(), newKey()]));
    stick.offer(signManifest(aManifest(), freshKey));
    await expect(load()).rejects.toThrow(refused('update.root-untrusted'));
    expect(() => readFileSync(stick.versions.rootOf(2))).toThrow();
  });

  it('over several steps are taken one after another, a PC that slept for years included', async () => {
    const keys = [newKey(), newKey()] as const;
    const second = rootAfter(maker, { rootKeys: keys.map(publicHex), expires: at(-10) }, [...maker.rootKeys, ...keys]);
    stick.offerRoot(second);
    stick.offerRoot(
      rootAfter({ ...maker, root: second }, { version: 3, expires: at(300), releaseKeys: [publicHex(freshKey)] }, keys),
    );
    stick.offer(signManifest(aManifest(), freshKey));
    expect((await load()).manifest.version).toBe('0.2.0');
  });

  it('are unknown to an installation without a root: it takes no update at all', async () => {
    rmSync(stick.anchor);
    await expect(load()).rejects.toThrow(refused('update.no-root'));
  });
});

describe('a document', () => {
  it.each([
    ['no JSON', 'manifest'],
    ['an array', '[]'],
    ['a manifest without signatures', JSON.stringify({ signed: aManifest(), signatures: [] })],
    ['a field that nobody knows', JSON.stringify({ ...signManifest(aManifest(), maker.releaseKey), more: 1 })],
    ['more than a megabyte', `"${'x'.repeat(1_100_000)}"`],
    ['half a character', Buffer.from([0x22, 0xe0, 0xb8, 0x22])],
  ])('that is %s is refused as such', async (_what, text) => {
    writeFileSync(join(stick.stick, 'manifest.json'), text);
    await expect(load()).rejects.toThrow(refused('update.malformed'));
  });

  it('that says one thing twice is held to what was signed', async () => {
    const honest = JSON.stringify(signManifest(aManifest(), maker.releaseKey));
    writeFileSync(join(stick.stick, 'manifest.json'), honest.replace('"sequence":7', '"sequence":7,"sequence":99'));
    await expect(load()).rejects.toThrow(refused('update.untrusted'));
  });
});
