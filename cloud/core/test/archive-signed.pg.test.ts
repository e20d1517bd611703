import { createHash, generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { archiveMonth } from '../src/archive/archive-month.ts';
import { manifestKey } from '../src/archive/manifest.ts';
import { restoreMonth } from '../src/archive/restore-month.ts';
import { verifyArchive } from '../src/archive/verify-archive.ts';
import type { ObjectStore } from '../src/store/object-store.ts';
import { type SealKeys, seal, sealKeys } from '../src/store/seal.ts';
import { countsOf, keys, monthOf, sellIn, tempStore } from './archive-world.ts';
import { makeWorld, type OpenShop, openShop, type World } from './ingest-world.ts';

let world: World;
let store: ObjectStore;
let month: string;
let months = 0;
let shop: OpenShop;

beforeAll(async () => {
  world = await makeWorld(await cloneDatabase());
});
afterAll(() => world.close());
/** Each test has a month of its own, long over, with a partition of its own. */
beforeEach(async () => {
  months += 1;
  month = `${2010 + Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}-01`;
  await world.db.sql`select make_month(${month}::date)`;
  store = tempStore();
  shop = await openShop(world);
  await sellIn(shop, [day(3)], 3);
});

const day = (n: number) => `${month.slice(0, 8)}${String(n).padStart(2, '0')}`;
const archive = (differs: { store?: ObjectStore; keys?: SealKeys; onStep?: (step: string) => void } = {}) =>
  archiveMonth({ db: world.db, store, keys, ...differs }, month);
const restore = (differs: { keys?: SealKeys } = {}) =>
  restoreMonth({ db: world.db, store, keys, ...differs }, shop.org, month);
const check = (differs: { keys?: SealKeys } = {}) => verifyArchive({ db: world.db, store, keys, ...differs }, shop.org);
const stranger = () => sealKeys(generateKeyPairSync('ed25519').privateKey);
const statementOf = (sealed: Buffer) => (JSON.parse(sealed.toString()) as { statement: string }).statement;
const states = async (org = shop.org) =>
  (await world.god`select state from archive_volumes where org_id = ${org} order by volume`).map((row) => row['state']);

/** Replaces the manifest, and the hash of it that the database knows: whoever does that owns both places. */
async function forge(
  change: (sealed: Buffer) => Buffer,
  about: { org: string; volume: number } = { ...shop, volume: 1 },
) {
  const key = manifestKey(about.org, about.volume);
  const forged = change((await store.get(key)) ?? Buffer.alloc(0));
  await store.put(key, forged);
  await world.god`
    update archive_volumes
    set manifest_hash = ${createHash('sha256').update(forged).digest()}
    where org_id = ${about.org} and volume = ${about.volume}`;
}

const stopped = () =>
  expect(
    archive({
      onStep: (step) => {
        if (step === 'everything verified') throw new Error('stop');
      },
    }),
  ).rejects.toThrow('stop');

describe('a manifest that is not what our key signed brings nothing back and lets nothing go', () => {
  it.each<[string, (sealed: Buffer) => Buffer | Promise<Buffer>, string]>([
    [
      'edited',
      (sealed) => Buffer.from(sealed.toString().replace('\\"facts\\":3', '\\"facts\\":4')),
      'signed by no key',
    ],
    [
      'whose signature was removed',
      (sealed) => Buffer.from(`{"statement":${JSON.stringify(statementOf(sealed))}}`),
      'signed by no key',
    ],
    ['that is the bare statement', (sealed) => Buffer.from(statementOf(sealed)), 'signed by no key'],
    [
      'written as before manifests were signed',
      (sealed) => Buffer.from(statementOf(sealed).replace('"v":2', '"v":1')),
      'signed by no key',
    ],
    ['signed by another key', (sealed) => seal(stranger(), statementOf(sealed)), 'signed by no key'],
    [
      'that names another key than the one that signed it',
      (sealed) => seal(keys, statementOf(sealed).replace(keys.keyId, '0'.repeat(16))),
      'signed by another key than it says',
    ],
    ['of something else that the key signs', () => seal(keys, '{"v":1,"org":"x","index":1}'), 'is not a manifest'],
    ['cut short', (sealed) => sealed.subarray(0, sealed.length - 40), 'signed by no key'],
  ])('%s', async (_name, change, words) => {
    await stopped();
    const sealed = (await store.get(manifestKey(shop.org, 1))) ?? Buffer.alloc(0);
    const forged = await change(sealed);
    expect(forged.equals(sealed)).toBe(false);
    await forge(() => forged);
    await expect(archive()).rejects.toThrow(words);
    expect(await countsOf(world, month)).toEqual([3, 3, 6]);
    expect((await check())[0]?.fault).toContain(words);

    await world.god`update archive_volumes set state = 'dropped' where org_id = ${shop.org}`;
    await expect(restore()).rejects.toThrow(words);
    expect(await countsOf(world, month)).toEqual([3, 3, 6]);
  });

  it('swapped with the volume of another organization', async () => {
    const other = await openShop(world);
    await sellIn(other, [day(4)], 3);
    await stopped();
    const [ours, theirs] = [await store.get(manifestKey(shop.org, 1)), await store.get(manifestKey(other.org, 1))];
    await forge(() => theirs ?? Buffer.alloc(0));
    await forge(() => ours ?? Buffer.alloc(0), { org: other.org, volume: 1 });
    await expect(archive()).rejects.toThrow('the manifest of another volume');
    expect((await countsOf(world, month))[0]).toBe(6);
    for (const { org } of [shop, other])
      expect((await verifyArchive({ db: world.db, store, keys }, org))[0]?.fault).toContain('of another volume');
  });

  it('that names the files of another organization as its own', async () => {
    const other = await openShop(world);
    await sellIn(other, [day(4)], 3);
    await stopped();
    const theirs = statementOf((await store.get(manifestKey(other.org, 1))) ?? Buffer.alloc(0));
    await forge(() => seal(keys, theirs.replace(`"org":"${other.org}"`, `"org":"${shop.org}"`)));
    await expect(archive()).rejects.toThrow('names files outside of it');
  });
});

describe('a volume that was written before manifests were signed', () => {
  beforeEach(async () => {
    await stopped();
    await forge((sealed) => {
      const {
        v: _v,
        type: _type,
        keyId: _keyId,
        ...content
      } = JSON.parse(statementOf(sealed)) as Record<string, unknown>;
      return Buffer.from(`${JSON.stringify({ v: 1, ...content }, null, 1)}\n`);
    });
    await world.god`update archive_volumes set key_id = null where org_id = ${shop.org}`;
  });

  it('can be read by the hash that the database knows', async () => {
    const before = await monthOf(world, month);
    await world.god.begin(async (tx) => {
      await tx`update archive_volumes set state = 'dropped' where org_id = ${shop.org}`;
      for (const table of ['denomination_lines', 'cash_transactions', 'facts'])
        await tx.unsafe(`delete from ${table} where org_id = '${shop.org}'`);
    });
    expect(await restore()).toBe(3);
    expect(await monthOf(world, month)).toEqual(before);
    expect(await check()).toEqual([{ volume: 1, state: 'restored', keyId: null, fault: null }]);
  });

  it('lets no month go: it is written anew, signed, and the new one follows it', async () => {
    const [row] = await world.db.sql<{ archived: string }[]>`select drop_archived_month(${month}::date) as archived`;
    expect(row?.archived).toBe('differs');
    expect(await archive()).toBe('dropped');
    expect(await states()).toEqual(['superseded', 'dropped']);
    expect((await check()).map(({ keyId, fault }) => [keyId, fault])).toEqual([
      [null, null],
      [keys.keyId, null],
    ]);
  });
});

describe('another key', () => {
  const next = generateKeyPairSync('ed25519').privateKey;

  it('signs from now on, and what the key before signed is still believed', async () => {
    await stopped();
    await sellIn(shop, [day(5)], 1);
    const before = await monthOf(world, month);
    const rotated = sealKeys(next, [...keys.known.values()]);
    expect(await archive({ keys: rotated })).toBe('dropped');
    expect((await check({ keys: rotated })).map(({ keyId, fault }) => [keyId, fault])).toEqual([
      [keys.keyId, null],
      [rotated.keyId, null],
    ]);
    await restore({ keys: rotated });
    expect(await monthOf(world, month)).toEqual(before);
  });

  it('alone does not know what the key before signed, and says so', async () => {
    await archive();
    await expect(restore({ keys: sealKeys(next) })).rejects.toThrow('signed by no key that is known');
    expect(await countsOf(world, month)).toEqual([0, 0, 0]);
    expect((await check({ keys: sealKeys(next) }))[0]?.fault).toContain('signed by no key');
  });
});

describe('a store that answers something else than what lies there', () => {
  const answering = (change: (key: string, bytes: Buffer | null) => Buffer | null): ObjectStore => ({
    ...store,
    get: async (key) => change(key, await store.get(key)),
  });

  it.each<[string, (key: string, bytes: Buffer | null) => Buffer | null]>([
    ['nothing', () => null],
    ['a part of a file', (key, bytes) => (key.endsWith('.gz') ? (bytes?.subarray(0, -1) ?? null) : bytes)],
    ['a part of a manifest', (key, bytes) => (key.endsWith('.json') ? (bytes?.subarray(0, -9) ?? null) : bytes)],
  ])('%s: nothing is dropped, and the next try ends it', async (_name, change) => {
    const before = await monthOf(world, month);
    await expect(archive({ store: answering(change) })).rejects.toThrow();
    expect(await monthOf(world, month)).toEqual(before);
    expect(await archive()).toBe('dropped');
    await restore();
    expect(await monthOf(world, month)).toEqual(before);
  });

  it('the manifest of an older volume: nothing is dropped', async () => {
    await stopped();
    await sellIn(shop, [day(5)], 1);
    const old = await store.get(manifestKey(shop.org, 1));
    const stale = answering((key, bytes) => (key === manifestKey(shop.org, 2) ? old : bytes));
    await expect(archive({ store: stale })).rejects.toThrow('was changed');
    expect((await countsOf(world, month))[0]).toBe(4);
  });

  it('a list without the newest volume: it is not numbered again', async () => {
    await stopped();
    await world.god`delete from archive_volumes where org_id = ${shop.org}`;
    const kept = await store.get(manifestKey(shop.org, 1));
    await expect(archive({ store: { ...store, list: async () => [] } })).rejects.toThrow('by another archiver');
    expect(await store.get(manifestKey(shop.org, 1))).toEqual(kept);
    expect((await countsOf(world, month))[0]).toBe(3);
  });
});

describe('two archivers at once', () => {
  /** A store whose first manifest waits until another archiver has done all of its work: before it lies there, or after. */
  function meeting(when: 'before' | 'after'): ObjectStore {
    let met = false;
    const meet = async () => {
      if (met) return;
      met = true;
      expect(await archive()).toBe('dropped');
    };
    return {
      ...store,
      async create(key, bytes) {
        if (!key.endsWith('manifest.json')) return store.create(key, bytes);
        if (when === 'before') await meet();
        const created = await store.create(key, bytes);
        if (when === 'after') await meet();
        return created;
      },
    };
  }

  it.each(['before', 'after'] as const)(
    'that meet %s the manifest lies there write one volume, and every fact once',
    async (when) => {
      const before = await monthOf(world, month);
      const late = archive({ store: meeting(when) });
      if (when === 'before') await expect(late).rejects.toThrow('by another archiver meanwhile');
      else expect(await late).toBe('nothing');
      expect(await archive()).toBe('nothing');
      expect(await states()).toEqual(['dropped']);
      expect((await check()).every(({ fault }) => fault === null)).toBe(true);
      await restore();
      expect(await monthOf(world, month)).toEqual(before);
    },
  );

  it('that begin at the same moment write every fact once', async () => {
    const before = await monthOf(world, month);
    await Promise.allSettled([archive(), archive(), archive()]);
    await archive();
    expect(await countsOf(world, month)).toEqual([0, 0, 0]);
    expect((await states()).filter((state) => state === 'dropped')).toEqual(['dropped']);
    await restore();
    expect(await monthOf(world, month)).toEqual(before);
  });
});
