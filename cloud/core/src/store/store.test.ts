import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conditionalDoor } from '../../../../scripts/store/conditional-door.ts';
import { type S3Server, startS3 } from '../../../../scripts/store/start-s3.ts';
import type { ObjectStore } from './object-store.ts';
import { openStore } from './open-store.ts';
import { readPlaces } from './read-places.ts';
import { openSealed, seal, sealKeys } from './seal.ts';

let s3: S3Server;
const folder = mkdtempSync(join(tmpdir(), 'tillbridge-store-'));
beforeAll(async () => {
  s3 = await startS3();
});
afterAll(() => s3.close());

describe.each([
  ['a folder', () => openStore(folder)],
  ['an S3-compatible server', () => openStore(s3.address, s3.keys)],
] satisfies [string, () => ObjectStore][])('%s', (_name, open) => {
  it('gives back the very bytes, also of a file that was put twice', async () => {
    const store = open();
    const bytes = Buffer.from([0, 255, 10, 13, 0xe0, 0xb8, 0x81]);
    await store.put('a/b/1.bin', Buffer.from('first'));
    await store.put('a/b/1.bin', bytes);
    expect(await store.get('a/b/1.bin')).toEqual(bytes);
  });

  it('creates a file where none lies, and never puts one over another', async () => {
    const store = open();
    expect(await store.create('once/1.bin', Buffer.from('first'))).toBe(true);
    expect(await store.create('once/1.bin', Buffer.from('second'))).toBe(false);
    expect((await store.get('once/1.bin'))?.toString()).toBe('first');
    expect(await store.list('once/')).toEqual(['once/1.bin']);
  });

  it('keeps a file of some megabytes whole', async () => {
    const bytes = Buffer.alloc(6_000_000, 'till');
    await open().put('large/1.bin', bytes);
    expect((await open().get('large/1.bin'))?.equals(bytes)).toBe(true);
  });

  it('says of a file that is not there that it is not there', async () => {
    expect(await open().get('a/none.bin')).toBeNull();
  });

  it('lists what begins with a prefix, sorted, at any depth, more than one answer of the service holds', async () => {
    const store = open();
    const keys = Array.from({ length: 1_030 }, (_, i) => `many/x${i % 3}/${String(i).padStart(5, '0')}.json`);
    for (let i = 0; i < keys.length; i += 30)
      await Promise.all(keys.slice(i, i + 30).map((key) => store.put(key, Buffer.from('x'))));
    expect(await store.list('many/')).toEqual([...keys].sort());
    expect(await store.list('many/x1/')).toEqual(keys.filter((key) => key.startsWith('many/x1/')).sort());
    expect(await store.list('nowhere/')).toEqual([]);
  });

  it.each(['../x', '/etc/x', 'a//b', 'a/..', 'A', 'a b', 'a/./b', ''])('refuses %j as a key', async (key) => {
    await expect(open().put(key, Buffer.from('x'))).rejects.toThrow('not a key');
    await expect(open().get(key)).rejects.toThrow('not a key');
  });
});

describe('a folder', () => {
  it('does not list or give out a file whose writing was cut off', async () => {
    const store = openStore(mkdtempSync(join(tmpdir(), 'tillbridge-store-')));
    await store.put('m/1.json', Buffer.from('whole'));
    writeFileSync(join(store.place, 'm', '2.json.abcd1234.unfinished'), 'hal');
    expect(await store.list('m/')).toEqual(['m/1.json']);
    expect(readdirSync(join(store.place, 'm'))).toHaveLength(2);
  });

  it('lets one of many who create the same file at once believe it', async () => {
    const store = openStore(mkdtempSync(join(tmpdir(), 'tillbridge-store-')));
    const names = Array.from({ length: 20 }, (_, i) => `writer ${i}`);
    const won = await Promise.all(names.map((name) => store.create('race/1.bin', Buffer.from(name))));
    expect(won.filter(Boolean)).toHaveLength(1);
    expect((await store.get('race/1.bin'))?.toString()).toBe(names[won.indexOf(true)]);
    expect(readdirSync(join(store.place, 'race'))).toEqual(['1.bin']);
  });
});

describe('an S3-compatible service that knows conditional puts', () => {
  it('is asked for them, also where the file came between the question and the put', async () => {
    const door = await conditionalDoor(s3);
    const store = openStore(door.address, s3.keys);
    expect(await store.create('cond/1.bin', Buffer.from('first'))).toBe(true);
    expect(door.conditions).toEqual(['*']);
    door.beforePut = () => openStore(s3.address, s3.keys).put('cond/2.bin', Buffer.from('came between'));
    expect(await store.create('cond/2.bin', Buffer.from('second'))).toBe(false);
    expect((await store.get('cond/2.bin'))?.toString()).toBe('came between');
    await door.close();
  });
});

describe('an S3-compatible server', () => {
  it('takes nothing from whoever has no key there', async () => {
    const stranger = openStore(s3.address, { ...s3.keys, accessKeyId: 'STRANGER' });
    await expect(stranger.put('a/1.bin', Buffer.from('x'))).rejects.toThrow();
  });

  it('that is away is an error, never an empty place', async () => {
    const away = openStore('s3://till/kept?endpoint=http://127.0.0.1:9&region=us-east-1', s3.keys);
    await expect(away.list('many/')).rejects.toThrow();
    await expect(away.get('many/1.json')).rejects.toThrow();
  });
});

describe('the setting of a place', () => {
  it.each([
    ['archive', 'neither an absolute folder'],
    ['https://x/y', 'neither an absolute folder'],
    ['s3://till/kept', 'says no endpoint'],
    ['s3://a:b@till/kept?endpoint=https://x', 'must not hold keys'],
    ['s3://till/kept?endpoint=https://x', 'needs storeKeys'],
  ])('%s is a mistake that is named', (address, words) => {
    const mistakes: string[] = [];
    expect(readPlaces({ ARCHIVE_STORE: address }, {}, mistakes)).toEqual({ audit: undefined, archive: undefined });
    expect(mistakes.join()).toContain(words);
  });

  it.each(['AUDIT_STORE', 'ARCHIVE_STORE'])('of %s holds the keys of before, by which old seals still open', (name) => {
    const [old, current] = [generateKeyPairSync('ed25519'), generateKeyPairSync('ed25519')];
    const mistakes: string[] = [];
    const secrets = {
      auditKey: current.privateKey.export({ type: 'pkcs8', format: 'pem' }),
      formerAuditKeys: [old.publicKey.export({ type: 'spki', format: 'pem' })],
    };
    const { audit, archive } = readPlaces({ [name]: folder }, secrets, mistakes);
    expect(mistakes).toEqual([]);
    const keys = (audit ?? archive)?.keys ?? sealKeys(current.privateKey);
    const before = sealKeys(old.privateKey);
    expect(openSealed(seal(before, 'said'), keys)).toEqual({ statement: 'said', keyId: before.keyId });
    expect(openSealed(seal(keys, 'said'), before)).toBeNull();
  });

  it.each([
    'no list',
    ['no key'],
    [generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ type: 'spki', format: 'pem' })],
  ])('of former keys that are none is a mistake: %#', (formerAuditKeys) => {
    const mistakes: string[] = [];
    const auditKey = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });
    readPlaces({ ARCHIVE_STORE: folder }, { auditKey, formerAuditKeys }, mistakes);
    expect(mistakes).toEqual(['formerAuditKeys among the secrets is not a list of Ed25519 public keys (PEM)']);
  });

  it('of checkpoints without a key to sign with is a mistake, and repeats nothing of the key', () => {
    const mistakes: string[] = [];
    readPlaces({ AUDIT_STORE: folder }, { auditKey: 'secret-but-no-key' }, mistakes);
    expect(mistakes).toEqual([
      'AUDIT_STORE and ARCHIVE_STORE need auditKey, an Ed25519 private key (PEM), among the secrets',
    ]);
  });
});
