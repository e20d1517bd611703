import type { Need, ShopPage, Today } from '@tillbridge/shared/reads';
import { ShopPageSchema, TodaySchema } from '@tillbridge/shared/reads';
import type { Disk, DiskState, OpenRequest } from '@tillbridge/shared/sync';
import { Value } from 'typebox/value';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { openTill, post, type TestTill } from './fill-shop.ts';
import { makeOrganization, type TestOrganization } from './make-world.ts';
import { type Cookies, signInAs, startApi, type TestApi } from './start-api.ts';

const HOUR_MS = 3_600_000;
const FREE_BYTES = 12_000_000;

let api: TestApi;
let org: TestOrganization;
let owner: Cookies;
let till: TestTill;
beforeAll(async () => {
  api = await startApi(await cloneDatabase());
  org = await makeOrganization(api.db, 'Alpha');
  owner = await signInAs(api.app, org.people.owner);
  till = await openTill(api.app, owner, org.shop, org.machine);
});
afterAll(() => api.close());

const diskOf = (state: DiskState, since = new Date(Date.now() - HOUR_MS)): Disk => ({
  state,
  since: since.toISOString(),
  freeBytes: FREE_BYTES,
});

/** An open without a single fact: all that a shop whose disk takes nothing more can send. */
async function say(differs: Partial<OpenRequest>): Promise<void> {
  const answer = await post(api.app, till.token, '/v1/sync/open', till.chain.open(differs));
  expect(answer.statusCode, answer.body).toBe(200);
}

async function get<T>(url: string): Promise<T> {
  const response = await api.app.inject({ url, cookies: { ...owner } });
  expect(response.statusCode, response.body).toBe(200);
  return response.json<T>();
}

async function diskNeeds(): Promise<Need[]> {
  const today = await get<Today>('/api/v1/today');
  expect(Value.Errors(TodaySchema, today)).toEqual([]);
  const page = await get<ShopPage>(`/api/v1/shops/${org.shop}`);
  expect(Value.Errors(ShopPageSchema, page)).toEqual([]);
  const ofDisk = (need: Need) => need.code.startsWith('disk');
  expect(page.needs.filter(ofDisk)).toEqual(today.needs.filter(ofDisk));
  return today.needs.filter(ofDisk);
}

describe('a shop whose disk is full', () => {
  it('needs a person, says since when and how much is left, and needs nobody once there is room', async () => {
    await say({ disk: diskOf('full') });
    const [need, ...others] = await diskNeeds();
    expect(others).toEqual([]);
    expect(need).toMatchObject({ code: 'disk_full', severity: 'bad', shopId: org.shop });
    expect(need?.values).toMatchObject({ freeBytes: FREE_BYTES });
    expect(Date.now() - Date.parse(need?.since ?? '')).toBeGreaterThanOrEqual(HOUR_MS);
    await say({ disk: diskOf('ok', new Date()) });
    expect(await diskNeeds()).toEqual([]);
  });

  it('is told from one that is nearly full, and from one that can record nothing more', async () => {
    await say({ disk: diskOf('low') });
    expect(await diskNeeds()).toMatchObject([{ code: 'disk_low', severity: 'warn' }]);
    await say({ disk: diskOf('stopped') });
    expect(await diskNeeds()).toMatchObject([{ code: 'disk_stopped', severity: 'bad' }]);
  });

  it('is believed about how long, whatever its clock says', async () => {
    const wrong = Date.now() - 400 * 24 * HOUR_MS;
    await say({ disk: diskOf('full', new Date(wrong - HOUR_MS)), clock: new Date(wrong).toISOString() });
    const [need] = await diskNeeds();
    expect(Math.abs(Date.parse(need?.since ?? '') - (Date.now() - HOUR_MS))).toBeLessThan(HOUR_MS / 2);
  });

  it('shows the room on the page of the shop, and nothing of an agent that does not say', async () => {
    await say({ disk: diskOf('ok') });
    const page = await get<ShopPage>(`/api/v1/shops/${org.shop}`);
    expect(page.agents[0]?.disk).toMatchObject({ state: 'ok', freeBytes: FREE_BYTES });
    await say({});
    expect((await get<ShopPage>(`/api/v1/shops/${org.shop}`)).agents[0]?.disk).toBeNull();
    expect(await diskNeeds()).toEqual([]);
  });

  it('changes the version of the shop only when there is news about its disk', async () => {
    const version = async () => (await get<ShopPage>(`/api/v1/shops/${org.shop}`)).tile.version;
    const before = await version();
    await say({ disk: diskOf('full') });
    await say({ disk: diskOf('full') });
    expect(await version()).toBe(before + 1);
    await say({ disk: { ...diskOf('full'), freeBytes: FREE_BYTES / 2 } });
    expect(await version()).toBe(before + 2);
    await say({ disk: diskOf('ok') });
    await say({ disk: { ...diskOf('ok'), freeBytes: FREE_BYTES / 2 } });
    expect(await version()).toBe(before + 3);
  });
});
