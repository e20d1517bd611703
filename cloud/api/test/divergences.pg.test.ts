import { withTenant } from '@tillbridge/core/db/client';
import { compareRound } from '@tillbridge/core/divergences/compare-round';
import { redrive } from '@tillbridge/core/ingest/redrive';
import { type Pipeline, PipelineSchema } from '@tillbridge/shared/reads-custody';
import { type DivergenceList, DivergenceListSchema } from '@tillbridge/shared/reads-divergences';
import postgres from 'postgres';
import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ClonedDatabase, cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { newId } from '../../core/test/build-facts.ts';
import { openTill, post, type TestTill } from './fill-shop.ts';
import { makeOrganization, type TestOrganization } from './make-world.ts';
import { type Cookies, signInAs, startApi, type TestApi } from './start-api.ts';

let clone: ClonedDatabase;
let api: TestApi;
let god: postgres.Sql;
let org: TestOrganization;
let owner: Cookies;
let till: TestTill;

beforeAll(async () => {
  clone = await cloneDatabase();
  api = await startApi(clone);
  god = postgres(clone.superUrl, { max: 1, onnotice: () => undefined });
  org = await makeOrganization(api.db, 'Alpha');
  owner = await signInAs(api.app, org.people.owner);
  till = await openTill(api.app, owner, org.shop, org.machine);
});
afterAll(async () => {
  await god.end();
  await api.close();
});

async function get<T>(url: string, schema: TSchema): Promise<T> {
  const answer = await api.app.inject({ url, cookies: { ...owner } });
  expect(answer.statusCode, answer.body).toBe(200);
  expect([...Value.Errors(schema, answer.json())]).toEqual([]);
  return answer.json<T>();
}

const list = (query = '') => get<DivergenceList>(`/api/v1/divergences${query}`, DivergenceListSchema);
const settle = (id: string, said = 'the disk was changed', cookies = owner) =>
  api.app.inject({
    method: 'POST',
    url: `/api/v1/divergences/${id}/settle`,
    headers: { 'sec-fetch-site': 'same-origin' },
    cookies: { ...cookies },
    payload: { said },
  });
const compare = () => compareRound({ db: api.db, archive: undefined }, org.id, new Date(Date.now() + 30 * 86_400_000));

it('the pipeline tells how far it was compared, and what was found; a person settles what nothing can put right', async () => {
  till.chain.sale();
  till.chain.sale();
  await till.deliver();
  expect((await get<Pipeline>('/api/v1/pipeline', PipelineSchema)).streams).toMatchObject([{ compared: null }]);
  await compare();
  const before = await get<Pipeline>('/api/v1/pipeline', PipelineSchema);
  expect(before).toMatchObject({
    days: { count: 1 },
    streams: [{ compared: { places: 2 }, diverged: { open: 0, healed: 0 } }],
  });
  expect(await list()).toMatchObject({ open: 0, rows: [] });

  await god`delete from facts where org_id = ${org.id} and sequence = 1`;
  await god`update daily_summaries set in_minor = 1 where org_id = ${org.id}`;
  await compare();
  const { open, rows } = await list();
  expect(open).toBe(rows.length);
  const missing = rows.find((row) => row.what === 'fact_missing');
  expect(missing).toMatchObject({ state: 'open', sequence: 1, ordinal: 1, table: null, rows: 1 });
  expect(missing?.expected[0]).toContain(till.chain.hashAt(1));
  expect(rows.map((row) => row.table)).toContain('daily_summaries');
  const pipeline = await get<Pipeline>('/api/v1/pipeline', PipelineSchema);
  expect(pipeline.streams).toMatchObject([{ diverged: { open: 1, healed: 0 } }]);

  expect((await settle(missing?.id ?? '')).statusCode).toBe(200);
  expect((await settle(missing?.id ?? '', 'somebody else')).statusCode).toBe(200);
  expect((await list('?state=settled')).rows).toMatchObject([
    { said: 'the disk was changed', settledBy: expect.any(String) },
  ]);
  await compare();
  expect((await list('?state=open')).rows.map((row) => row.what)).not.toContain('fact_missing');
  const audited = await withTenant(
    api.db,
    org.id,
    (tx) => tx`select action from audit_events where action = 'divergence.settled'`,
  );
  expect(audited).toHaveLength(1);
});

it('it is read page by page, and whoever is of another organization finds none', async () => {
  const first = await list('?limit=1');
  expect(first.rows).toHaveLength(1);
  const second = await list(`?limit=1&cursor=${first.next}`);
  expect(second.rows[0]?.id).not.toBe(first.rows[0]?.id);
  const beta = await makeOrganization(api.db, 'Beta');
  const stranger = await signInAs(api.app, beta.people.owner);
  const theirs = await api.app.inject({ url: '/api/v1/divergences', cookies: { ...stranger } });
  expect(theirs.json<DivergenceList>().rows).toEqual([]);
  expect((await settle(first.rows[0]?.id ?? '', 'mine', stranger)).statusCode).toBe(404);
});

it('what was read by a mapping is nothing to put right, also when the mapping has ended', async () => {
  const gamma = await makeOrganization(api.db, 'Gamma');
  const theirs = await openTill(api.app, await signInAs(api.app, gamma.people.owner), gamma.shop, gamma.machine);
  const { owner: one, technician: other } = gamma.people;
  const [ghost, mapping] = [newId(), newId()];
  const { sequence, hash } = theirs.chain.sale({ machine: ghost });
  await theirs.deliver();
  await god`
    insert into quarantine_mappings (org_id, mapping_id, shop_id, what, from_name, to_name, reason, asked_by, approved_by, approved_at)
    values (${gamma.id}, ${mapping}, ${gamma.shop}, 'machine', ${ghost}, ${gamma.machine}, 'renamed', ${other.id}, ${one.id}, now())`;
  const key = { org: gamma.id, agent: theirs.agent.agent, epoch: theirs.chain.epoch, sequence, hash };
  expect(await redrive(api.db, key)).toMatchObject({ state: 'applied' });
  await god`update quarantine_mappings set ended_by = ${one.id}, ended_at = now() where mapping_id = ${mapping}`;
  await compareRound({ db: api.db, archive: undefined }, gamma.id, new Date(Date.now() + 30 * 86_400_000));
  expect(await god`select what, subject, expected, found from divergences where org_id = ${gamma.id}`).toEqual([]);
  expect(await god`select machine_id from cash_transactions where org_id = ${gamma.id}`).toEqual([
    { machine_id: gamma.machine },
  ]);
  expect(await god`select facts from compared_days where org_id = ${gamma.id} and facts > 0`).toHaveLength(1);
});

it('what the cloud has lost is asked of the shop by its next open, and the list tells what came of it', async () => {
  const delta = await makeOrganization(api.db, 'Delta');
  const theirs = await signInAs(api.app, delta.people.owner);
  const shop = await openTill(api.app, theirs, delta.shop, delta.machine);
  shop.chain.sales(3);
  await shop.deliver();
  const look = async () => {
    await compareRound({ db: api.db, archive: undefined }, delta.id, new Date(Date.now() + 30 * 86_400_000));
    const answer = await api.app.inject({ url: '/api/v1/divergences', cookies: { ...theirs } });
    expect([...Value.Errors(DivergenceListSchema, answer.json())]).toEqual([]);
    return answer.json<DivergenceList>().rows.find((row) => row.what === 'fact_missing');
  };
  await god`delete from facts where org_id = ${delta.id} and sequence in (1, 2)`;
  expect(await look()).toMatchObject({ state: 'open', asked: null });
  const { epoch, start } = shop.chain;
  const opened = await post(api.app, shop.token, '/v1/sync/open', shop.chain.open());
  expect(opened.json()).toMatchObject({ again: [{ epoch, from: 1, to: 2 }] });
  const again = (lines: readonly object[], gone: readonly object[]) =>
    post(api.app, shop.token, '/v1/sync/again', { epoch, start, incarnation: shop.incarnation, lines, gone });
  const line = (sequence: number) => ({ sequence, line: shop.chain.facts[sequence - 1]?.line.toString() ?? '' });
  expect((await again([line(2)], [{ from: 1, to: 1 }])).json()).toEqual({ putBack: 1 });
  expect(await look()).toMatchObject({
    state: 'open',
    asked: { askedAt: expect.any(String), putBack: 1, gone: 1, other: 0 },
  });
  expect((await again([line(1)], [])).json()).toEqual({ putBack: 1 });
  expect(await look()).toMatchObject({
    state: 'healed',
    asked: { putBack: 2, putBackAt: expect.any(String), gone: 0 },
  });
  expect((await again([{ ...line(1), admin: true }], [])).statusCode).toBe(400);
  const nobody = await api.app.inject({ method: 'POST', url: '/v1/sync/again', payload: {} });
  expect(nobody.json()).toMatchObject({ code: 'agent.token', status: 401 });
});
