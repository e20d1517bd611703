import { randomUUID } from 'node:crypto';
import { withTenant } from '@tillbridge/core/db/client';
import {
  type CollectionDetail,
  CollectionDetailSchema,
  type CollectionPage,
  CollectionPageSchema,
} from '@tillbridge/shared/reads-collections';
import { Value } from 'typebox/value';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { around, openTill, type TestTill } from './fill-shop.ts';
import { makeOrganization, type TestOrganization } from './make-world.ts';
import { type Cookies, signInAs, startApi, type TestApi } from './start-api.ts';

const MINUTE_MS = 60_000;

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

async function get<T>(url: string, cookies: Cookies = owner): Promise<T> {
  const answer = await api.app.inject({ url: `/api/v1/${url}`, cookies: { ...cookies } });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<T>();
}

async function record(id: string, payload: object, cookies: Cookies = owner) {
  const answer = await api.app.inject({
    method: 'POST',
    url: `/api/v1/collections/${id}/records`,
    headers: { 'sec-fetch-site': 'same-origin' },
    cookies: { ...cookies },
    payload,
  });
  return { status: answer.statusCode, ...answer.json<{ code?: string }>() };
}

async function collect(minutesAgo = 60): Promise<string> {
  const operation = randomUUID();
  const lines = [
    { valueMinor: 100_000, form: 'note', pieces: 3, direction: 'out', place: 'box' } as const,
    { valueMinor: 10_000, form: 'note', pieces: 5, direction: 'out', place: 'stock' } as const,
  ];
  const sums = { amountMinor: 350_000, inMinor: 0, outMinor: 350_000, lines };
  const who = { operator: '1 Boss', seal: 'TH-00471', receiver: 'Guard 12' };
  till.chain.sale({ operation, kind: 'collection', ...sums, ...who }, around(Date.now() - minutesAgo * MINUTE_MS));
  await till.deliver();
  return operation;
}

const happenedAt = (minutesAgo = 0) => new Date(Date.now() - minutesAgo * MINUTE_MS).toISOString();

describe('a collection', () => {
  it('is listed from its fact with its seal, once however often it arrives, and one of nothing is none', async () => {
    const id = await collect();
    till.chain.sale({ kind: 'collection', outcome: 'cancelled', amountMinor: 0, inMinor: 0, outMinor: 0, lines: [] });
    await till.deliver();
    const page = await get<CollectionPage>('collections');
    expect(Value.Errors(CollectionPageSchema, page)).toEqual([]);
    expect(page.rows).toMatchObject([
      {
        id,
        seal: 'TH-00471',
        receiver: 'Guard 12',
        operator: '1 Boss',
        outMinor: 350_000,
        state: 'collected',
        countedMinor: null,
      },
    ]);
  });

  it('goes from hand to hand in records that nothing changes, until the bank counted; the difference is told by denomination', async () => {
    const id = await collect();
    expect(
      await record(id, {
        what: 'handed_over',
        party: 'Guard 12',
        place: 'Hat Yai',
        seal: 'TH-00471',
        happenedAt: happenedAt(50),
      }),
    ).toMatchObject({ status: 200 });
    expect(await record(id, { what: 'received', party: 'Bank', happenedAt: happenedAt(20) })).toMatchObject({
      status: 200,
    });
    const counted = [
      { valueMinor: 100_000, form: 'note', pieces: 3 },
      { valueMinor: 10_000, form: 'note', pieces: 4 },
    ];
    expect(await record(id, { what: 'counted', party: 'Teller 3', happenedAt: happenedAt(5), counted })).toMatchObject({
      status: 200,
    });
    expect(await record(id, { what: 'handed_over', party: 'Nobody', happenedAt: happenedAt() })).toMatchObject({
      status: 409,
      code: 'collection.order',
    });
    expect(await record(id, { what: 'noted', said: 'bank will look again', happenedAt: happenedAt() })).toMatchObject({
      status: 200,
    });
    const detail = await get<CollectionDetail>(`collections/${id}`);
    expect(Value.Errors(CollectionDetailSchema, detail)).toEqual([]);
    expect(detail.row).toMatchObject({ state: 'counted', outMinor: 350_000, countedMinor: 340_000 });
    expect(detail.records.map((each) => each.what)).toEqual(['handed_over', 'received', 'counted', 'noted']);
    expect(detail.records[2]?.counted).toEqual(counted);
    expect((await get<CollectionPage>('collections?state=counted')).rows).toMatchObject([{ id }]);
    const trail = await withTenant(
      api.db,
      org.id,
      (tx) => tx<{ action: string }[]>`select action from audit_events where subject = ${id} order by event_no`,
    );
    expect(trail.map(({ action }) => action)).toEqual([
      'collection.handed_over',
      'collection.received',
      'collection.counted',
      'collection.noted',
    ]);
    const [may] = await withTenant(
      api.db,
      org.id,
      (tx) =>
        tx`select has_table_privilege('tillbridge_app', 'collection_records', 'update') or has_table_privilege('tillbridge_app', 'collection_records', 'delete') as change`,
    );
    expect(may).toEqual({ change: false });
  });

  it('counted by two people at once is counted by one of them', async () => {
    const id = await collect();
    const counted = [{ valueMinor: 100_000, form: 'note', pieces: 1 }];
    const wish = { what: 'counted', party: 'Teller', happenedAt: happenedAt(), counted };
    const answers = await Promise.all([record(id, wish), record(id, wish), record(id, wish)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  });

  it('is refused a time before it happened or ahead of now, a day that is none, and a denomination named twice', async () => {
    const id = await collect();
    const note = (when: string) => record(id, { what: 'noted', said: 'x', happenedAt: when });
    for (const when of [happenedAt(120), happenedAt(-60), '2026-02-30T00:00:00.000Z', '2026-13-01T00:00:00.000Z'])
      expect(await note(when), when).toMatchObject({ status: 400 });
    const line = { valueMinor: 100_000, form: 'note', pieces: 1 };
    const twice = { what: 'counted', party: 'Teller', happenedAt: happenedAt(), counted: [line, line] };
    expect(await record(id, twice)).toMatchObject({ status: 400 });
    const huge = { ...twice, counted: [{ ...line, valueMinor: 1_000_000_000_000, pieces: 100_000 }] };
    expect(await record(id, huge)).toMatchObject({ status: 400 });
    expect((await get<CollectionDetail>(`collections/${id}`)).records).toEqual([]);
  });

  it('of another shop does not exist, and without the right nothing is recorded', async () => {
    const other = await openTill(api.app, owner, org.otherShop, org.otherMachine);
    const operation = randomUUID();
    other.chain.sale({ operation, kind: 'collection' }, around(Date.now() - MINUTE_MS));
    await other.deliver();
    const wish = { what: 'noted', said: 'x', happenedAt: happenedAt() };
    const manager = await signInAs(api.app, org.people.shop_manager);
    expect(await record(operation, wish, manager)).toMatchObject({ status: 404 });
    expect((await get<CollectionPage>(`collections?shop=${org.otherShop}`, manager)).rows).toEqual([]);
    const cashier = await signInAs(api.app, org.people.cashier);
    expect(await record(await collect(), wish, cashier)).toMatchObject({ status: 403 });
  });
});
