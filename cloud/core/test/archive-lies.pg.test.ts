import { createHash, generateKeyPairSync } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeAll, expect, it, onTestFinished } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { getLines, putFile } from '../src/archive/archive-file.ts';
import { archiveMonth } from '../src/archive/archive-month.ts';
import { type ArchiveFile, type Manifest, manifestKey, sha256, volumePath } from '../src/archive/manifest.ts';
import { verifyArchive } from '../src/archive/verify-archive.ts';
import { seal, sealKeys } from '../src/store/seal.ts';
import { keys, sellIn, tempStore } from './archive-world.ts';
import { newId } from './build-facts.ts';
import { makeWorld, type OpenShop, openShop, type World } from './ingest-world.ts';

const MONTH = '2013-04-01';
const store = tempStore();
const second = sealKeys(generateKeyPairSync('ed25519').privateKey, [...keys.known.values()]);

let world: World;
let shop: OpenShop;
let sealed: Buffer;
let manifest: Manifest & { readonly keyId: string };

beforeAll(async () => {
  world = await makeWorld(await cloneDatabase());
  await world.db.sql`select make_month(${MONTH}::date)`;
  shop = await openShop(world);
  await sellIn(shop, ['2013-04-03'], 3);
  expect(await archiveMonth({ db: world.db, store, keys }, MONTH)).toBe('dropped');
  sealed = (await store.get(manifestKey(shop.org, 1))) ?? Buffer.alloc(0);
  manifest = JSON.parse((JSON.parse(sealed.toString()) as { statement: string }).statement);
  return () => world.close();
});
afterEach(() => putManifest(sealed));

/** Puts a manifest, and the hash of it that the database knows. */
async function putManifest(bytes: Buffer): Promise<void> {
  await store.put(manifestKey(shop.org, 1), bytes);
  await world.god`
    update archive_volumes set manifest_hash = ${createHash('sha256').update(bytes).digest()} where org_id = ${shop.org}`;
}

const faultOf = async () => (await verifyArchive({ db: world.db, store, keys: second }, shop.org))[0]?.fault;
const withFile = (kind: ArchiveFile['kind'], change: (file: ArchiveFile) => object) => ({
  files: manifest.files.map((file) => (file.kind === kind ? { ...file, ...change(file) } : file)),
});
const fileOf = (kind: ArchiveFile['kind']) => manifest.files.find((file) => file.kind === kind) as ArchiveFile;

/** The places without the last one, as a file that lies in the volume. */
async function placesCutShort(): Promise<ArchiveFile> {
  const places = fileOf('places');
  const name = `${volumePath(shop.org, 1)}/short`;
  return putFile(store, { ...places, name }, (await getLines(store, places)).slice(0, -1));
}

async function factsWithoutTheirEnd(): Promise<Partial<ArchiveFile>> {
  const lines = await getLines(store, fileOf('facts'));
  const packed = gzipSync(lines.map(String).join('\n'));
  const key = `${volumePath(shop.org, 1)}/endless`;
  await store.put(key, packed);
  return { key, bytes: packed.length, sha256: sha256(packed) };
}

it('what the archive wrote is believed', async () => {
  expect(await faultOf()).toBeNull();
});

it.each<[string, () => object | Promise<object>, string]>([
  ['counts a fact more', () => ({ facts: manifest.facts + 1 }), 'its manifest says'],
  ['counts a transaction more', () => ({ transactions: manifest.transactions + 1 }), 'its manifest says'],
  ['counts a line more', () => ({ lines: manifest.lines + 1 }), 'its manifest says'],
  ...(['inMinor', 'outMinor'] as const).map((sum): [string, () => object, string] => [
    `sums another ${sum}`,
    () => ({ sums: manifest.sums.map((one) => ({ ...one, [sum]: one[sum] + 1 })) }),
    'its manifest says',
  ]),
  ['follows another volume', () => ({ previous: '1'.repeat(64) }), 'does not follow the one before it'],
  ['is something else that the key signs', () => ({ type: 'audit-checkpoint' }), 'is not a manifest'],
  ['is of a version that nobody knows', () => ({ v: 3 }), 'is not a manifest'],
  ['counts in words', () => ({ facts: 'three' }), 'is not a manifest'],
  ['is of another organization', () => ({ org: newId() }), 'the manifest of another volume'],
  ['has another number', () => ({ volume: 2 }), 'the manifest of another volume'],
  [
    'names a file of another organization',
    () => withFile('facts', ({ key }) => ({ key: key.replace(shop.org, newId()) })),
    'names files outside of it',
  ],
  ['names a file that is not there', () => withFile('facts', ({ key }) => ({ key: `${key}x` })), 'misses'],
  ['says another length of a file', () => withFile('facts', ({ bytes }) => ({ bytes: bytes + 1 })), 'is not what was'],
  ['says another hash of a file', () => withFile('places', () => ({ sha256: '1'.repeat(64) })), 'is not what was'],
  ['says more lines of a file', () => withFile('transactions', ({ rows }) => ({ rows: rows + 1 })), '3 lines, not 4'],
  [
    'has no places beside its facts',
    () => ({ files: manifest.files.filter(({ kind }) => kind !== 'places') }),
    'has no places beside it',
  ],
  [
    'has fewer places than facts',
    async () => {
      const short = await placesCutShort();
      return withFile('places', () => short);
    },
    'differ in length',
  ],
  [
    'has a file that ends within a line',
    async () => {
      const endless = await factsWithoutTheirEnd();
      return withFile('facts', () => endless);
    },
    'ends within a line',
  ],
])('a volume that %s is not, though the signature is ours and the database agrees', async (_name, lie, words) => {
  await putManifest(seal(keys, JSON.stringify({ ...manifest, ...(await lie()) })));
  expect(await faultOf()).toContain(words);
});

it.each([
  ['names the first', () => manifest.keyId],
  ['names itself, where the database says the first', () => second.keyId],
])('a volume that our second key signed and that %s is not', async (_name, keyId) => {
  await putManifest(seal(second, JSON.stringify({ ...manifest, keyId: keyId() })));
  expect(await faultOf()).toContain('signed by another key than it says');
});

it('a file that was changed is found in a volume that another one took the place of, too', async () => {
  const { key } = fileOf('transactions');
  const before = (await store.get(key)) ?? Buffer.alloc(0);
  await world.god`update archive_volumes set state = 'superseded' where org_id = ${shop.org}`;
  onTestFinished(async () => {
    await store.put(key, before);
    await world.god`update archive_volumes set state = 'dropped' where org_id = ${shop.org}`;
  });
  expect(await faultOf()).toBeNull();
  await store.put(key, before.subarray(0, -1));
  expect(await faultOf()).toContain('is not what was archived');
});
