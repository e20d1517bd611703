import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { archiveMonth } from '@tillbridge/core/archive/archive-month';
import { archiveDueMonths, archiveWishes } from '@tillbridge/core/archive/archive-round';
import { withTenant } from '@tillbridge/core/db/client';
import { folderStore } from '@tillbridge/core/store/folder-store';
import type { SealedPlace } from '@tillbridge/core/store/read-places';
import { seal, sealKeys } from '@tillbridge/core/store/seal';
import type { ArchiveFound, ArchivePage, ArchiveVolume } from '@tillbridge/shared/reads-archive';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { openTill, type TestTill } from './fill-shop.ts';
import { makeOrganization, type TestOrganization } from './make-world.ts';
import { type Cookies, signInAs, startApi, type TestApi } from './start-api.ts';

const store = folderStore(mkdtempSync(join(tmpdir(), 'tillbridge-archive-')));
const archive: SealedPlace = { store, keys: sealKeys(generateKeyPairSync('ed25519').privateKey) };
let api: TestApi;
let org: TestOrganization;
let owner: Cookies;
let till: TestTill;
let facts: string[];

const sell = (t: TestTill, day: string, reference: string) =>
  t.chain.sale({ reference }, { occurredAt: `${day}T05:00:00.000Z`, businessDate: day });

beforeAll(async () => {
  api = await startApi(await cloneDatabase(), { places: { audit: undefined, archive } });
  org = await makeOrganization(api.db, 'Alpha');
  owner = await signInAs(api.app, org.people.owner);
  till = await openTill(api.app, owner, org.shop, org.machine);
  const other = await openTill(api.app, owner, org.otherShop, org.otherMachine);
  facts = [1, 2, 3, 4, 5].map((n) => sell(till, `2019-03-0${n}`, `POS-${n}`).line.toString());
  sell(other, '2019-03-02', 'POS-9');
  await till.deliver();
  await other.deliver();
  await archiveMonth({ db: api.db, ...archive }, '2019-03-01');
}, 60_000);
afterAll(() => api.close());

const get = (path: string, cookies: Cookies = owner) =>
  api.app.inject({ url: `/api/v1/archive${path}`, cookies: { ...cookies } });
const ask = (path: string, cookies: Cookies = owner) =>
  api.app.inject({
    method: 'POST',
    url: `/api/v1/archive${path}`,
    headers: { 'sec-fetch-site': 'same-origin' },
    cookies: { ...cookies },
  });
const month = async () => (await get('')).json<ArchivePage>().months.find((one) => one.month === '2019-03');

describe('the archive page', () => {
  it('says where each month is, how much of it there is, and under which hash', async () => {
    expect(await month()).toMatchObject({
      state: 'archived',
      transactions: 6,
      facts: 6,
      volumes: [{ volume: 1, state: 'dropped', facts: 6 }],
      wish: null,
    });
  });

  it.each([
    ['a day range', 'from=2019-03-02&to=2019-03-03', ['POS-2', 'POS-3', 'POS-9']],
    ['a shop', 'from=2019-03-01&to=2019-03-31&shop=:other', ['POS-9']],
    ['a reference, whatever its case', 'from=2019-03-01&to=2019-03-31&reference=pos-4', ['POS-4']],
    ['a kind of which there is none', 'from=2019-03-01&to=2019-03-31&kind=payout', []],
    ['a time before', 'from=2018-01-01&to=2018-12-31', []],
  ])('finds archived transactions by %s', async (_name, query, references) => {
    const found = (await get(`/transactions?${query.replace(':other', org.otherShop)}`)).json<ArchiveFound>();
    expect(found.rows.map((row) => row.reference).sort()).toEqual(references);
    expect(found.next).toBeUndefined();
  });

  it.each([
    'from=2019-03-01',
    'from=2019-02-31&to=2019-03-01',
    'from=2019-03-01&to=2019-03-02&cursor=zzz',
    'from=2019-03-01&to=2019-03-02&kind=gift',
  ])('refuses the search %s', async (query) => {
    expect((await get(`/transactions?${query}`)).statusCode).toBe(400);
  });

  it('gives out the very bytes of the facts, and writes down who took them', async () => {
    const volume = (await get('/volumes/1')).json<ArchiveVolume>();
    const file = volume.files.find((one) => one.kind === 'facts' && one.shop === org.shop);
    const answer = await get(`/volumes/1/files/${file?.number}`);
    expect(answer.headers['content-type']).toBe('application/gzip');
    expect(createHash('sha256').update(answer.rawPayload).digest('hex')).toBe(file?.sha256);
    expect(gunzipSync(answer.rawPayload).toString()).toBe(`${facts.join('\n')}\n`);
    const trail = await withTenant(
      api.db,
      org.id,
      (tx) => tx`select actor_id from audit_events where action = 'archive.downloaded'`,
    );
    expect(trail.map((row) => row['actor_id'])).toEqual([org.people.owner.id]);
  });

  it('shows somebody with one shop nothing of the others: not in a search, not as a file', async () => {
    await withTenant(
      api.db,
      org.id,
      (tx) => tx`
        update roles set permissions = permissions || array['archive.see'] where org_id = ${org.id} and role_key = 'shop_manager'`,
    );
    const manager = await signInAs(api.app, org.people.shop_manager);
    const found = (await get('/transactions?from=2019-03-01&to=2019-03-31', manager)).json<ArchiveFound>();
    expect(found.rows.map((row) => row.shopId)).toEqual(found.rows.map(() => org.shop));
    expect(found.rows).toHaveLength(5);
    const volume = (await get('/volumes/1', manager)).json<ArchiveVolume>();
    expect(volume.files.every(({ shop }) => shop === org.shop)).toBe(true);
    const all = (await get('/volumes/1')).json<ArchiveVolume>();
    const foreign = all.files.find(({ shop }) => shop === org.otherShop);
    expect((await get(`/volumes/1/files/${foreign?.number}`, manager)).statusCode).toBe(404);
    expect((await ask('/months/2019-03/restore', manager)).statusCode).toBe(403);
  });
});

describe('the way back', () => {
  it('is asked for once, done by the worker, and the month is readable as ever', async () => {
    const [first, second] = [await ask('/months/2019-03/restore'), await ask('/months/2019-03/restore')];
    expect([first.statusCode, second.statusCode]).toEqual([200, 200]);
    expect((await month())?.wish).toMatchObject({ kind: 'restore', doneAt: null });
    expect(await archiveWishes({ db: api.db, ...archive }, 3)).toBe(1);
    expect(await archiveWishes({ db: api.db, ...archive }, 3)).toBe(0);
    expect(await month()).toMatchObject({ state: 'both', wish: { failure: null } });
    const page = await api.app.inject({
      url: `/api/v1/shops/${org.shop}/transactions?day=2019-03-04`,
      cookies: { ...owner },
    });
    expect(page.json<{ rows: { reference: string }[] }>().rows.map((row) => row.reference)).toEqual(['POS-4']);
  });

  it('leads there again: kept while it is fresh, let go when it is asked for', async () => {
    await archiveDueMonths({ db: api.db, ...archive }, 3, () => undefined);
    expect((await month())?.state).toBe('both');
    await ask('/months/2019-03/archive');
    await archiveWishes({ db: api.db, ...archive }, 3);
    expect(await month()).toMatchObject({ state: 'archived', wish: { kind: 'archive', failure: null } });
  });

  it('says why, when the archive is damaged, and changes nothing', async () => {
    const volume = (await get('/volumes/1')).json<ArchiveVolume>();
    expect(volume.month).toBe('2019-03');
    const [key = ''] = await store.list(`archive/${org.id}/000001/00001-facts`);
    const kept = await store.get(key);
    await store.put(key, Buffer.from('broken'));
    await ask('/months/2019-03/restore');
    await archiveWishes({ db: api.db, ...archive }, 3);
    expect(await month()).toMatchObject({ state: 'archived', wish: { failure: `${key} is not what was archived` } });
    expect((await get('/volumes/1/files/0')).json<{ code: string }>().code).toBe('archive.damaged');
    await store.put(key, kept ?? Buffer.alloc(0));
  });

  it('gives out neither list nor file of a volume whose manifest another key signed, also where the database agrees', async () => {
    const key = `archive/${org.id}/000001/manifest.json`;
    const kept = (await store.get(key)) ?? Buffer.alloc(0);
    const { statement } = JSON.parse(kept.toString()) as { statement: string };
    const forged = seal(sealKeys(generateKeyPairSync('ed25519').privateKey), statement);
    const lay = (bytes: Buffer) =>
      Promise.all([
        store.put(key, bytes),
        withTenant(
          api.db,
          org.id,
          (tx) => tx`
            update archive_volumes set manifest_hash = ${createHash('sha256').update(bytes).digest()}
            where org_id = ${org.id} and volume = 1`,
        ),
      ]);
    await lay(forged);
    for (const path of ['/volumes/1', '/volumes/1/files/0'])
      expect((await get(path)).json<{ code: string }>().code, path).toBe('archive.damaged');
    await lay(kept);
    expect((await get('/volumes/1/files/0')).statusCode).toBe(200);
  });

  it('is not for a month of the online window', async () => {
    const now = new Date().toISOString().slice(0, 7);
    expect((await ask(`/months/${now}/archive`)).json<{ code: string }>().code).toBe('archive.not-due');
  });
});

describe('an installation without a place for an archive', () => {
  it('says so and drops nothing', async () => {
    const bare = await startApi({ ...api.cloned, drop: async () => undefined });
    const cookies = await signInAs(bare.app, org.people.owner);
    const page = await bare.app.inject({ url: '/api/v1/archive', cookies: { ...cookies } });
    expect(page.json<ArchivePage>().place).toBe('none');
    const search = await bare.app.inject({
      url: '/api/v1/archive/transactions?from=2019-03-01&to=2019-03-02',
      cookies: { ...cookies },
    });
    expect(search.json<{ code: string }>().code).toBe('archive.none');
    await bare.app.close();
    await bare.db.close();
  });
});
