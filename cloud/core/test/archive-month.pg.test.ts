import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { type S3Server, startS3 } from '../../../scripts/store/start-s3.ts';
import { archiveMonth } from '../src/archive/archive-month.ts';
import { restoreMonth } from '../src/archive/restore-month.ts';
import { verifyAudit } from '../src/audit/verify-audit.ts';
import type { ObjectStore } from '../src/store/object-store.ts';
import { openStore } from '../src/store/open-store.ts';
import { seal } from '../src/store/seal.ts';
import { countsOf, keys, monthOf, onDay, sellIn, tempStore } from './archive-world.ts';
import { makeWorld, type OpenShop, openShop, sumsOf, type World } from './ingest-world.ts';

let world: World;
let s3: S3Server;
let store: ObjectStore;
let month: string;
let months = 0;

beforeAll(async () => {
  world = await makeWorld(await cloneDatabase());
  s3 = await startS3();
});
afterAll(async () => {
  await s3.close();
  await world.close();
});
/** Each test has a month of its own, long over, with a partition of its own. */
beforeEach(async () => {
  months += 1;
  month = `${2010 + Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}-01`;
  await world.db.sql`select make_month(${month}::date)`;
  store = tempStore();
});

const day = (n: number) => `${month.slice(0, 8)}${String(n).padStart(2, '0')}`;
const archive = (onStep?: (step: string) => void) =>
  archiveMonth({ db: world.db, store, keys, ...(onStep ? { onStep } : {}) }, month);
const partition = () => `facts_${month.slice(0, 7).replace('-', '_')}`;
const attached = async () =>
  (await world.god`select to_regclass(${`public.${partition()}`}) is not null as there`)[0]?.['there'];
const states = async (shop: OpenShop) =>
  (await world.god`select state from archive_volumes where org_id = ${shop.org} order by volume`).map(
    (row) => row['state'],
  );

describe.each(['a folder', 'an S3-compatible store'])('a month archived to %s', (place) => {
  beforeEach(() => {
    if (place !== 'a folder') store = openStore(s3.address, s3.keys);
  });

  it('leaves the online tables, and comes back row for row and byte for byte', async () => {
    const [shop, other] = [await openShop(world), await openShop(world)];
    await sellIn(shop, [day(1), day(2), day(28)], 3);
    shop.chain.closing({}, onDay(day(28)));
    await shop.send({ from: shop.chain.last });
    await sellIn(other, [day(5)], 2);
    const before = await monthOf(world, month);
    const sums = await sumsOf(world, shop.shop);

    expect(await archive()).toBe('dropped');
    expect(await countsOf(world, month)).toEqual([0, 0, 0]);
    expect(await attached()).toBe(false);
    expect((await sumsOf(world, shop.shop)).days, 'summaries stay').toBe(sums.days);
    expect(await world.god`select 1 from closings where org_id = ${shop.org}`).toHaveLength(1);

    expect(await restoreMonth({ db: world.db, store, keys }, shop.org, month)).toBe(10);
    expect(await restoreMonth({ db: world.db, store, keys }, other.org, month)).toBe(2);
    expect(await monthOf(world, month)).toEqual(before);
    expect(await attached()).toBe(true);
    expect(await sumsOf(world, shop.shop)).toEqual(sums);
    expect((await verifyAudit(world.db, shop.org, undefined)).sound).toBe(true);
  });
});

describe('killed at any step', () => {
  const STEPS = [
    'a file of facts',
    'a file of transactions',
    'the manifest',
    'a volume read back',
    'a volume registered',
    'everything verified',
  ];

  it.each(STEPS)('after %s: nothing is lost, and the next try ends it', async (killedAt) => {
    const [shop, other] = [await openShop(world), await openShop(world)];
    await sellIn(shop, [day(3)], 4);
    await sellIn(other, [day(3)], 4);
    const before = await monthOf(world, month);
    const seen = new Set<string>();
    const killed = archive((step) => {
      seen.add(step);
      if (step === killedAt) throw new Error('killed');
    });
    await expect(killed).rejects.toThrow('killed');
    expect(await monthOf(world, month), 'nothing was dropped').toEqual(before);

    expect(await archive()).toBe('dropped');
    expect(await countsOf(world, month)).toEqual([0, 0, 0]);
    for (const { org } of [shop, other]) await restoreMonth({ db: world.db, store, keys }, org, month);
    expect(await monthOf(world, month)).toEqual(before);
  });

  it('in the midst of the dropping: the database takes all of it back', async () => {
    const shop = await openShop(world);
    await sellIn(shop, [day(3)], 3);
    const before = await monthOf(world, month);
    await archive(() => undefined).catch(() => undefined);
    for (const { org } of [shop]) await restoreMonth({ db: world.db, store, keys }, org, month);
    const cut = world.god.begin(async (tx) => {
      await tx`select drop_archived_month(${month}::date)`;
      throw new Error('connection cut');
    });
    await expect(cut).rejects.toThrow('connection cut');
    expect(await monthOf(world, month)).toEqual(before);
    expect(await states(shop)).toEqual(['restored']);
  });

  it('in the midst of a restore: nothing of it is there, and the next try restores all', async () => {
    const shop = await openShop(world);
    await sellIn(shop, [day(3)], 3);
    const before = await monthOf(world, month);
    await archive();
    let reads = 0;
    const failing: ObjectStore = {
      ...store,
      get: (key) => {
        reads += 1;
        return reads > 6 ? Promise.reject(new Error('killed')) : store.get(key);
      },
    };
    await expect(restoreMonth({ db: world.db, store: failing, keys }, shop.org, month)).rejects.toThrow('killed');
    expect(await countsOf(world, month)).toEqual([0, 0, 0]);
    await restoreMonth({ db: world.db, store, keys }, shop.org, month);
    expect(await monthOf(world, month)).toEqual(before);
    expect(await restoreMonth({ db: world.db, store, keys }, shop.org, month), 'again').toBe(0);
  });
});

describe('nothing is dropped', () => {
  const files = () =>
    readdirSync(store.place, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.gz'))
      .sort();
  const damage = (name: string, change: (bytes: Buffer) => Buffer) => {
    const path = join(store.place, name);
    writeFileSync(path, change(readFileSync(path)));
  };
  async function registered(): Promise<OpenShop> {
    const shop = await openShop(world);
    await sellIn(shop, [day(3)], 3);
    const stop = archive((step) => {
      if (step === 'everything verified') throw new Error('stop');
    });
    await expect(stop).rejects.toThrow('stop');
    return shop;
  }

  it('while a file of the archive is cut short', async () => {
    await registered();
    damage(files()[0] ?? '', (bytes) => bytes.subarray(0, bytes.length - 3));
    await expect(archive()).rejects.toThrow('is not what was archived');
    expect((await countsOf(world, month))[0]).toBe(3);
  });

  it('while a fact in the archive has another byte, even where file and manifest were made to agree', async () => {
    const shop = await registered();
    const name = files()[0] ?? '';
    damage(name, (bytes) => gzipSync(Buffer.from(gunzipSync(bytes).toString().replace('8000', '9000'))));
    const manifest = join(store.place, `archive/${shop.org}/000001/manifest.json`);
    const bytes = readFileSync(join(store.place, name));
    const { statement } = JSON.parse(readFileSync(manifest, 'utf8')) as { statement: string };
    const said = JSON.parse(statement) as { files: { bytes: number; sha256: string }[] };
    Object.assign(said.files[0] ?? {}, {
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    });
    // Signed by our own key: whoever forges this has it.
    writeFileSync(manifest, seal(keys, JSON.stringify(said)));
    await expect(archive(), 'the manifest is not the one that was registered').rejects.toThrow('was changed');
    await world.god`
      update archive_volumes
      set manifest_hash = ${createHash('sha256').update(readFileSync(manifest)).digest()}
      where org_id = ${shop.org}`;
    await expect(archive(), 'the hash list of the database knows the fact').rejects.toThrow('not those in custody');
    expect((await countsOf(world, month))[0]).toBe(3);
  });

  it('while the store says yes to a file and keeps nothing', async () => {
    const shop = await openShop(world);
    await sellIn(shop, [day(3)], 3);
    const lying: ObjectStore = {
      ...store,
      create: (key, bytes) => (key.includes('facts') ? Promise.resolve(true) : store.create(key, bytes)),
    };
    await expect(archiveMonth({ db: world.db, store: lying, keys }, month)).rejects.toThrow('misses');
    expect((await countsOf(world, month))[0]).toBe(3);
    expect(await states(shop)).toEqual([]);
  });

  it('while one organization of several is not archived', async () => {
    await registered();
    const late = await openShop(world);
    await sellIn(late, [day(9)], 1);
    const [row] = await world.db.sql<{ archived: string }[]>`select drop_archived_month(${month}::date) as archived`;
    expect(row?.archived).toBe('differs');
    expect((await countsOf(world, month))[0]).toBe(4);
  });

  it('that arrived after the volume was written: it is written anew, and holds the newcomer', async () => {
    const shop = await registered();
    await sellIn(shop, [day(4)], 2);
    const before = await monthOf(world, month);
    expect(await archive()).toBe('dropped');
    expect(await states(shop)).toEqual(['superseded', 'dropped']);
    await restoreMonth({ db: world.db, store, keys }, shop.org, month);
    expect(await monthOf(world, month)).toEqual(before);
  });

  it('of a month that is not over', async () => {
    const now = new Date().toISOString().slice(0, 8);
    await expect(world.db.sql`select drop_archived_month(${`${now}01`}::date)`).rejects.toThrow('is not over');
  });

  it('while somebody else holds the tables; whoever sells meanwhile is not made to fail', async () => {
    await registered();
    const held = await world.god.reserve();
    await held`begin`;
    await held`select count(*) from facts`;
    await held`lock table only facts in row exclusive mode`;
    expect(await archive()).toBe('busy');
    await held`rollback`;
    held.release();
    expect(await archive()).toBe('dropped');
  });
});
