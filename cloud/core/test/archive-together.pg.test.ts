import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { archiveMonth } from '../src/archive/archive-month.ts';
import { restoreMonth } from '../src/archive/restore-month.ts';
import { countsOf, keys, monthOf, sellIn, tempStore } from './archive-world.ts';
import { untilBlocked } from './blocked.ts';
import { makeWorld, type OpenShop, openShop, type World } from './ingest-world.ts';

let world: World;
let shop: OpenShop;
let store: ReturnType<typeof tempStore>;
let months = 0;
let month: string;

beforeAll(async () => {
  world = await makeWorld(await cloneDatabase());
});
afterAll(() => world.close());
/** Each test has a month of its own, long over, whose sales came late: there is no table for it yet. */
beforeEach(async () => {
  months += 1;
  month = `2013-0${months}-01`;
  store = tempStore();
  shop = await openShop(world);
  await sellIn(shop, [`2013-0${months}-03`, `2013-0${months}-04`], 2);
});

const make = () => world.db.sql<{ made: boolean }[]>`select make_month(${month}::date) as made`;
const drop = () => world.db.sql<{ dropped: string }[]>`select drop_archived_month(${month}::date) as dropped`;
const archive = (onStep?: (step: string) => void) =>
  archiveMonth({ db: world.db, store, keys, ...(onStep ? { onStep } : {}) }, month);
const restore = () => restoreMonth({ db: world.db, store, keys }, shop.org, month);
const states = async () =>
  (await world.god`select state from archive_volumes where org_id = ${shop.org} order by volume`).map(
    (row) => row['state'],
  );

/** The wait for a lock has an end; anything else that went wrong is told. */
function tooLong(error: unknown): { dropped: string }[] {
  if ((error as { code?: string }).code !== '55P03') throw error;
  return [{ dropped: 'busy' }];
}

/** Runs it while somebody who works on months has not committed yet; answers what became of it after he did. */
async function whileHeld<T>(begin: (held: World['god']) => Promise<unknown>, run: () => Promise<T>[]): Promise<T[]> {
  const held = await world.god.reserve();
  await held`begin`;
  try {
    await begin(held);
    const begun = run();
    // Looked at by nobody until all of them stand at the lock.
    const ended = Promise.all(begun);
    ended.catch(() => undefined);
    await untilBlocked(world.god, begun.length);
    await held`commit`;
    return await ended;
  } finally {
    await held`rollback`;
    held.release();
  }
}

it('a month that two want is made once: the second waits and finds it there', async () => {
  const [made] = await whileHeld(
    (held) => held`select make_month(${month}::date)`,
    () => [make()],
  );
  expect(made?.[0]?.made).toBe(false);
  expect((await countsOf(world, month))[0]).toBe(4);
});

it('two who bring back one month at once bring each row back once: the second finds nothing left to do and says so', async () => {
  const before = await monthOf(world, month);
  expect(await archive()).toBe('dropped');
  const restored = await whileHeld(
    (held) => held`select 1 from archive_volumes where org_id = ${shop.org} for update`,
    () => [restore(), restore()],
  );
  expect(restored.sort()).toEqual([0, 4]);
  expect(await monthOf(world, month)).toEqual(before);
  expect(await states()).toEqual(['restored']);
});

it('a month that is made while it is dropped leaves no row behind that is written down as dropped', async () => {
  const stop = archive((step) => {
    if (step === 'everything verified') throw new Error('stop');
  });
  await expect(stop).rejects.toThrow('stop');
  const [first] = await whileHeld(
    (held) => held`select make_month(${month}::date)`,
    () => [drop().catch(tooLong)],
  );
  // On a slow machine it did not wait so long, and comes again.
  if (first?.[0]?.dropped === 'busy') expect(await archive()).toBe('dropped');
  expect(await states()).toEqual(['dropped']);
  expect(await countsOf(world, month)).toEqual([0, 0, 0]);
});
