import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { type ClonedDatabase, cloneDatabase, cloneFrom } from '../../../scripts/postgres/clone-database.ts';
import { startS3 } from '../../../scripts/store/start-s3.ts';
import { archiveMonth } from '../src/archive/archive-month.ts';
import { type Manifest, manifestKey, readUnknownManifest, volumePath } from '../src/archive/manifest.ts';
import { restoreMonth } from '../src/archive/restore-month.ts';
import { verifyArchive } from '../src/archive/verify-archive.ts';
import { verifyAudit } from '../src/audit/verify-audit.ts';
import { acceptBatch } from '../src/ingest/accept-batch.ts';
import { acceptOpen } from '../src/ingest/accept-open.ts';
import type { ObjectStore } from '../src/store/object-store.ts';
import { openStore } from '../src/store/open-store.ts';
import { seal } from '../src/store/seal.ts';
import { countsOf, keys, monthOf, onDay, sellIn, tempStore } from './archive-world.ts';
import { makeWorld, type OpenShop, openShop, type World } from './ingest-world.ts';

const MONTH = '2012-05-01';
const EARLIER = '2012-04-01';
let original: ClonedDatabase;
let world: World;
let restored: World | undefined;
let store: ObjectStore;
let shop: OpenShop;

beforeEach(async () => {
  original = await cloneDatabase();
  world = await makeWorld(original);
  for (const month of [EARLIER, MONTH]) await world.db.sql`select make_month(${month}::date)`;
  store = tempStore();
  shop = await openShop(world);
  await sellIn(shop, ['2012-05-03', '2012-05-04'], 2);
});
afterEach(async () => {
  await restored?.close();
  restored = undefined;
  await world.close();
});

const archive = (into: World, month = MONTH) => archiveMonth({ db: into.db, store, keys }, month);
const bringBack = (into: World) => restoreMonth({ db: into.db, store, keys }, shop.org, MONTH);
const check = (of: World) => verifyArchive({ db: of.db, store, keys }, shop.org);
const sound = async (of: World) => (await check(of)).filter(({ fault }) => fault !== null);
const states = async ({ god }: World) =>
  (await god`select state from archive_volumes where org_id = ${shop.org} order by volume`).map((row) => row['state']);

/** What happens after the backup, and then the database as it was at the backup. */
async function restoredAfter(happens: () => Promise<unknown>): Promise<World> {
  await Promise.all([world.db.close(), world.god.end()]);
  const backup = await cloneFrom(inject('postgres'), original.name);
  world = await makeWorld(original);
  await happens();
  restored = await makeWorld(backup);
  return restored;
}

/** The shop delivers again what the restored cloud does not have. */
async function deliverAgain(into: World): Promise<void> {
  const { incarnation } = await acceptOpen(into.db, shop.scope, shop.chain.open());
  await acceptBatch(into.db, shop.scope, shop.chain.batch(incarnation));
}

const sell = async (day: string) => {
  shop.chain.sale({}, onDay(day));
  await acceptBatch(world.db, shop.scope, shop.chain.batch(shop.incarnation, { from: shop.chain.last }));
};

/** Everything that lies in the store. */
async function objects(): Promise<ReadonlyMap<string, string>> {
  const all = await store.list('archive/');
  return new Map(
    await Promise.all(all.map(async (key) => [key, (await store.get(key))?.toString('hex') ?? ''] as const)),
  );
}

async function expectUntouched(before: ReadonlyMap<string, string>): Promise<void> {
  const now = await objects();
  for (const [key, bytes] of before) expect(now.get(key) === bytes, key).toBe(true);
}

/** Every fact of the month that the shop wrote lies online once, under the hash that the shop wrote. */
async function expectEachOnce(of: World): Promise<void> {
  const rows = await of.god<{ sequence: number; raw: Buffer }[]>`
    select sequence, raw from facts where org_id = ${shop.org} and agent_id = ${shop.agent} order by sequence`;
  const written = shop.chain.facts.map(({ line }) => Buffer.from(line).toString());
  expect(rows.map(({ raw }) => raw.toString())).toEqual(written);
}

describe.each(['a folder', 'an S3-compatible store'])('a database restored to before a month went to %s', (place) => {
  it('knows the volume again, drops the month on its word, and writes nothing', async () => {
    const s3 = place === 'a folder' ? undefined : await startS3();
    if (s3 !== undefined) store = openStore(s3.address, s3.keys);
    const back = await restoredAfter(() => archive(world));
    const before = [await objects(), await monthOf(back, MONTH)] as const;
    expect(before[0].size).toBeGreaterThan(3);

    expect((await check(back)).map(({ state, fault }) => [state, fault])).toEqual([['unknown', null]]);
    expect(await archive(back)).toBe('dropped');
    expect(await objects()).toEqual(before[0]);
    expect(await states(back)).toEqual(['dropped']);
    expect(await bringBack(back)).toBe(4);
    expect(await monthOf(back, MONTH)).toEqual(before[1]);
    await expectEachOnce(back);
    expect((await verifyAudit(back.db, shop.org, undefined)).sound).toBe(true);
    await s3?.close();
  });
});

describe('a restored database', () => {
  it('that lacks a fact of the volume writes the month anew behind it, and the fact once when it comes again', async () => {
    const back = await restoredAfter(async () => {
      await sell('2012-05-09');
      expect(await archive(world)).toBe('dropped');
    });
    const before = await objects();
    expect(await archive(back)).toBe('dropped');
    expect(await states(back)).toEqual(['superseded', 'dropped']);
    const [told] =
      await back.god`select detail from audit_events where org_id = ${shop.org} and action = 'archive.adopted'`;
    expect(told?.['detail']).toMatchObject({ volume: 1, counts: false, missing: 1 });

    await deliverAgain(back);
    expect(await archive(back)).toBe('dropped');
    expect(await states(back)).toEqual(['superseded', 'dropped', 'dropped']);
    await expectUntouched(before);
    expect(await sound(back)).toEqual([]);
    expect(await bringBack(back)).toBe(5);
    await expectEachOnce(back);
  });

  it('that has as many facts as the volume, but not the same, does not count on it', async () => {
    const twin = shop.chain.clone(shop.chain.start);
    const back = await restoredAfter(async () => {
      await sell('2012-05-09');
      expect(await archive(world)).toBe('dropped');
    });
    twin.sale({}, onDay('2012-05-10'));
    await acceptBatch(back.db, shop.scope, twin.batch(shop.incarnation, { from: twin.last }));
    const before = await monthOf(back, MONTH);
    expect(before.facts).toHaveLength(5);
    expect(await archive(back)).toBe('dropped');
    expect(await states(back)).toEqual(['superseded', 'dropped']);
    expect(await bringBack(back)).toBe(5);
    expect(await monthOf(back, MONTH)).toEqual(before);
  });

  it('to before a month was brought back and archived with more keeps the first volume and takes the rest anew', async () => {
    expect(await archive(world)).toBe('dropped');
    const back = await restoredAfter(async () => {
      await bringBack(world);
      await sell('2012-05-09');
      expect(await archive(world)).toBe('dropped');
      expect(await states(world)).toEqual(['superseded', 'dropped']);
    });
    await deliverAgain(back);
    expect(await archive(back)).toBe('dropped');
    expect(await states(back)).toEqual(['dropped', 'superseded', 'dropped']);
    expect(await bringBack(back)).toBe(5);
    await expectEachOnce(back);
    expect(await sound(back)).toEqual([]);
  });

  it('goes on behind several volumes that it does not know, of several months', async () => {
    await sellIn(shop, ['2012-04-08'], 2);
    const back = await restoredAfter(async () => {
      await archive(world, EARLIER);
      await archive(world);
    });
    const before = [await objects(), await monthOf(back, EARLIER)] as const;
    expect(await archive(back)).toBe('dropped');
    expect(await states(back)).toEqual(['verified', 'dropped']);
    expect(await archive(back, EARLIER)).toBe('dropped');
    expect(await objects()).toEqual(before[0]);
    await restoreMonth({ db: back.db, store, keys }, shop.org, EARLIER);
    expect(await monthOf(back, EARLIER)).toEqual(before[1]);
  });

  it('and the one that goes on beside it take turns, and neither replaces what the other wrote', async () => {
    const back = await restoredAfter(() => archive(world));
    await archive(back);
    const before = await objects();
    await sell('2012-05-20');
    expect(await archive(world)).toBe('dropped');
    await deliverAgain(back);
    expect(await archive(back)).toBe('dropped');
    await expectUntouched(before);
    expect([await sound(world), await sound(back)]).toEqual([[], []]);
    expect(await bringBack(back)).toBe(5);
    await expectEachOnce(back);
  });
});

describe('a volume that the database does not know and that cannot be believed', () => {
  const refused = async (back: World, words: string) => {
    const before = [await objects(), await countsOf(back, MONTH)] as const;
    await expect(archive(back)).rejects.toThrow(words);
    expect(await objects(), 'nothing was numbered over it').toEqual(before[0]);
    expect(await countsOf(back, MONTH), 'nothing was dropped').toEqual(before[1]);
    expect((await check(back)).some(({ fault }) => fault !== null)).toBe(true);
  };
  const change = async (key: string, to: (bytes: Buffer) => Buffer) =>
    store.put(key, to((await store.get(key)) ?? Buffer.alloc(0)));

  it.each<[string, () => Promise<void>, string]>([
    [
      'because its manifest was edited',
      () =>
        change(manifestKey(shop.org, 1), (bytes) =>
          Buffer.from(bytes.toString().replace('\\"lines\\":8', '\\"lines\\":9')),
        ),
      'signed by no key',
    ],
    [
      'because a file of it was changed',
      async () => {
        const [key = ''] = await store.list(`${volumePath(shop.org, 1)}/00001-facts`);
        await change(key, (bytes) => bytes.subarray(0, -1));
      },
      'is not what was archived',
    ],
    [
      'because it follows another volume than ours',
      async () => {
        const { manifest } = await readUnknownManifest({ store, keys }, shop.org, 1);
        const other: Manifest = { ...manifest, previous: 'ab'.repeat(32) };
        await store.put(manifestKey(shop.org, 1), seal(keys, JSON.stringify(other)));
      },
      'does not follow',
    ],
    [
      'because it is the volume of another number',
      async () => {
        const bytes = await store.get(manifestKey(shop.org, 1));
        await store.put(manifestKey(shop.org, 2), bytes ?? Buffer.alloc(0));
      },
      'of another volume',
    ],
    [
      'because one before it is gone',
      async () => {
        const bytes = await store.get(manifestKey(shop.org, 1));
        await store.put(manifestKey(shop.org, 3), bytes ?? Buffer.alloc(0));
      },
      'lacks volume 2',
    ],
  ])('%s: nothing is dropped or replaced, and the sentence says what to do', async (_name, damage, words) => {
    const back = await restoredAfter(() => archive(world));
    await damage();
    await refused(back, words);
    await expect(archive(back)).rejects.toThrow(/Put it back from a copy of the store, or move .+ away/);
  });

  it('nor is anything written into a store that lacks what was registered', async () => {
    expect(await archive(world)).toBe('dropped');
    await sell('2012-05-20');
    store = tempStore();
    await expect(archive(world)).rejects.toThrow('is ARCHIVE_STORE the archive of this database?');
    expect(await objects()).toEqual(new Map());
    expect((await countsOf(world, MONTH))[0]).toBe(1);
  });
});
