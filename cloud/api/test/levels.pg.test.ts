import { withTenant } from '@tillbridge/core/db/client';
import { learnRhythms } from '@tillbridge/core/forecast/learn-rhythms';
import { calendarDay } from '@tillbridge/core/forecast/shop-hours';
import { movedDay } from '@tillbridge/shared/day-range';
import { type Delivery, USUAL_DELIVERY } from '@tillbridge/shared/delivery';
import { type CashLevels, CashLevelsSchema, type MachineLevels } from '@tillbridge/shared/reads-levels';
import { Value } from 'typebox/value';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { inventory, unitReading } from '../../core/test/build-facts.ts';
import { around, openTill, type TestTill } from './fill-shop.ts';
import { makeOrganization, type TestOrganization } from './make-world.ts';
import { type Cookies, signInAs, startApi, type TestApi } from './start-api.ts';

const DAY_MS = 24 * 3_600_000;
const DAYS = 30;

let api: TestApi;
let org: TestOrganization;
let owner: Cookies;
let till: TestTill;
beforeAll(async () => {
  api = await startApi(await cloneDatabase());
  org = await makeOrganization(api.db, 'Alpha');
  owner = await signInAs(api.app, org.people.owner);
  till = await openTill(api.app, owner, org.shop, org.machine);
}, 60_000);
afterAll(() => api.close());

const ask = (url: string, cookies: Cookies = owner) =>
  api.app.inject({ url: `/api/v1/cash/levels${url}`, cookies: { ...cookies } });
async function get(url = '', cookies: Cookies = owner): Promise<CashLevels> {
  const answer = await ask(url, cookies);
  expect(answer.statusCode, answer.body).toBe(200);
  const page = answer.json<CashLevels>();
  expect(Value.Errors(CashLevelsSchema, page)).toEqual([]);
  return page;
}
const levels = async (): Promise<MachineLevels> => {
  const [row] = (await get(`?shop=${org.shop}`)).rows;
  if (row === undefined) throw new Error('no machine of that shop');
  return row;
};

async function read(units: ReturnType<typeof unitReading>[], at = Date.now()): Promise<void> {
  const { machine } = till.chain.place;
  const readAt = new Date(at).toISOString();
  till.chain.add('machine.inventory', { machine, inventory: inventory(readAt, { units }) }, around(Date.now()));
  await till.deliver();
}

/** So many hundred-baht notes leave unit 1 every day. */
async function trade(pieces: number): Promise<void> {
  const line = { valueMinor: 10_000, form: 'note', place: 'stock', unit: '1', direction: 'out', pieces } as const;
  for (let ago = DAYS; ago >= 0; ago--) {
    const sums = { lines: [line], inMinor: 0, outMinor: 10_000 * pieces, amountMinor: 10_000 * pieces };
    till.chain.sale({ kind: 'payout', ...sums }, around(Date.now() - ago * DAY_MS));
  }
  await till.deliver();
}

const setPar = (par: number) =>
  withTenant(
    api.db,
    org.id,
    (tx) => tx`
      insert into shop_limits (org_id, shop_id, limits)
      values (${org.id}, ${org.shop}, ${JSON.stringify({ parLevels: [{ valueMinor: 10_000, form: 'note', low: 10, par, high: 280 }] })}::jsonb)
      on conflict (org_id, shop_id) do update set limits = excluded.limits`,
  );

/** Every day of the week, the next day, so that the test says the same on each of them. */
const DAILY: Delivery = { leadDays: 1, weekdays: [0, 1, 2, 3, 4, 5, 6], without: [] };
const setDelivery = (delivery: Delivery) =>
  api.app.inject({
    method: 'POST',
    url: '/api/v1/organization/delivery',
    headers: { 'sec-fetch-site': 'same-origin' },
    cookies: { ...owner },
    payload: { delivery },
  });

describe('levels', () => {
  it('of machines that were never read say so, and nothing else', async () => {
    const page = await get();
    expect(page.rows).toMatchObject([{ units: [], delivery: USUAL_DELIVERY }, { denominations: [] }]);
    expect(page.rows[0]).toMatchObject({ readAt: null, learned: null, backtest: null, orderBy: null, late: false });
  });

  it('are shown before there is enough history, with the days that are known', async () => {
    await read([
      unitReading({ pieces: 100, capacity: 300 }),
      unitReading({ unit: '9', valueMinor: 50_000, pieces: 0 }),
    ]);
    await learnRhythms(api.db, org.id);
    const row = await levels();
    expect(row.learned).toMatchObject({ days: 0, through: null });
    expect(row.units).toMatchObject([
      { unit: '1', pieces: 100, lowMark: 10, highMark: 90, outlook: 'little_history', empty: null, full: null },
      { unit: '9', outlook: 'unused' },
    ]);
  });

  it('foresee when a unit runs empty, by when to order, and what, in whole straps', async () => {
    await trade(20);
    await setPar(130);
    expect((await setDelivery(DAILY)).statusCode).toBe(200);
    expect(await learnRhythms(api.db, org.id)).toBeGreaterThan(0);
    const row = await levels();
    const [unit] = row.units;
    expect(unit).toMatchObject({ outlook: 'known', full: { earliestAt: null, likelyAt: null } });
    const inDays = (Date.parse(unit?.empty?.likelyAt ?? '') - Date.now()) / DAY_MS;
    expect(inDays).toBeGreaterThan(4);
    expect(inDays).toBeLessThan(6);
    const hundreds = row.denominations.find(({ valueMinor }) => valueMinor === 10_000);
    expect(hundreds).toMatchObject({ pieces: 100, capacity: 300, set: { low: 10, par: 130, high: 280 } });
    expect(hundreds?.order).toMatchObject({ packPieces: 100, packs: 1, pieces: 100, amountMinor: 1_000_000 });
    expect(row).toMatchObject({ orderMinor: 1_000_000, orderBy: hundreds?.orderBy, late: false });
    // Brought the day before it may be empty by the calendar, ordered the day before that.
    const emptyOn = calendarDay('Asia/Bangkok', Date.parse(unit?.empty?.earliestAt ?? ''));
    expect(row.orderBy).toBe(movedDay(emptyOn, -2));
    expect(row.backtest).toMatchObject({ ours: 0, lastWeek: 0, meanDay: 0 });
  });

  it('say that an order comes too late for what may be empty tomorrow', async () => {
    await read([unitReading({ pieces: 12, capacity: 300, level: 'low' })]);
    expect(await levels()).toMatchObject({ late: true, denominations: [{ order: { packs: 2 } }] });
  });

  it('foresee nothing from pieces that the machine does not know, or that were read long ago', async () => {
    await read([unitReading({ pieces: null, level: 'unknown', accuracy: 'unknown' })]);
    expect(await levels()).toMatchObject({
      units: [{ outlook: 'unknown_pieces', pieces: null }],
      denominations: [{ pieces: null, order: null, orderBy: null }],
    });
    await withTenant(api.db, org.id, (tx) => tx`update machine_states set read_at = now() - interval '4 days'`);
    await withTenant(api.db, org.id, (tx) => tx`update machine_units set pieces = 40`);
    expect((await levels()).units).toMatchObject([{ outlook: 'old_reading', empty: null }]);
  });
});

describe('whoever asks for levels', () => {
  it('gets them page by page', async () => {
    await read([unitReading()]);
    const first = await get('?limit=1');
    const second = await get(`?limit=1&cursor=${first.next}`);
    expect([first, second].map(({ rows }) => rows.map(({ shop }) => shop.id))).toEqual([[org.shop], [org.otherShop]]);
    expect(second.next).toBeUndefined();
    expect((await ask('?cursor=bm9uZQ')).statusCode).toBe(400);
  });

  it('gets those of their shops only, backtest included', async () => {
    const manager = await signInAs(api.app, org.people.shop_manager);
    expect((await get('', manager)).rows.map(({ shop }) => shop.id)).toEqual([org.shop]);
    expect((await get(`?shop=${org.otherShop}`, manager)).rows).toEqual([]);
    expect((await get(`?shop=${org.otherShop}`)).rows).toMatchObject([{ backtest: null }]);
  });

  it('in another organization sees nothing of this one, by its shop or by a cursor of it', async () => {
    const stranger = await makeOrganization(api.db, 'Beta');
    const cookies = await signInAs(api.app, stranger.people.owner);
    expect((await get(`?shop=${org.shop}`, cookies)).rows).toEqual([]);
    const { next } = await get('?limit=1');
    const seen = (await get(`?cursor=${next}`, cookies)).rows.map(({ shop }) => shop.id);
    expect(seen).not.toContain(org.shop);
    expect(seen).not.toContain(org.otherShop);
  });

  it('sees none of a shop that is closed', async () => {
    await withTenant(api.db, org.id, (tx) => tx`update shops set closed_at = now() where shop_id = ${org.otherShop}`);
    expect((await get()).rows.map(({ shop }) => shop.id)).toEqual([org.shop]);
  });
});
