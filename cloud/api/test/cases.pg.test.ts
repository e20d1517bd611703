import { randomUUID } from 'node:crypto';
import { withTenant } from '@tillbridge/core/db/client';
import type { Need, ShopPage, Today } from '@tillbridge/shared/reads';
import { type CaseDetail, CaseDetailSchema, type CasePage, CasePageSchema } from '@tillbridge/shared/reads-cases';
import { Value } from 'typebox/value';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { around, openTill, type TestTill } from './fill-shop.ts';
import { makeOrganization, type TestOrganization } from './make-world.ts';
import { type Cookies, signInAs, startApi, type TestApi } from './start-api.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const OWED = { outcome: 'partial', owedMinor: 1_000 } as const;

let api: TestApi;
let org: TestOrganization;
let owner: Cookies;
let till: TestTill;
beforeAll(async () => {
  api = await startApi(await cloneDatabase());
});
beforeEach(async () => {
  org = await makeOrganization(api.db, `A${randomUUID().slice(0, 8)}`);
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
    url: `/api/v1/cases/${id}/records`,
    headers: { 'sec-fetch-site': 'same-origin' },
    cookies: { ...cookies },
    payload,
  });
  return { status: answer.statusCode, ...answer.json<{ code?: string; id?: string }>() };
}

async function openCase(minutesAgo = 5): Promise<string> {
  const operation = randomUUID();
  till.chain.sale({ operation, ...OWED }, around(Date.now() - minutesAgo * MINUTE_MS));
  await till.deliver();
  return operation;
}

async function settle(cases: string[], operator = '1 Boss'): Promise<void> {
  const held = [{ valueMinor: 10_000, form: 'note', place: 'stock', pieces: 40 }] as const;
  const counted = [{ valueMinor: 10_000, form: 'note', place: 'stock', pieces: 39 }] as const;
  till.chain.add(
    'cash.recount',
    {
      ...{ machine: org.machine, currency: 'THB', operation: randomUUID(), cases, operator },
      ...{ counted: [...counted], expected: [...held], reported: [...held] },
    },
    around(Date.now()),
  );
  await till.deliver();
}

const needsOf = async (): Promise<Need[]> => {
  const [today, page] = [await get<Today>('today'), await get<ShopPage>(`shops/${org.shop}`)];
  expect(page.needs).toEqual(today.needs.filter((need) => need.shopId === org.shop));
  return today.needs.filter((need) => need.caseId !== undefined);
};

describe('cases of a shop', () => {
  it('are a need until the shop counted, and are listed as settled with who counted and the three figures', async () => {
    const id = await openCase();
    expect(await needsOf()).toMatchObject([
      { code: 'owed', caseId: id, transactionId: id, values: { owedMinor: 1_000 } },
    ]);
    const open = await get<CasePage>('cases?state=open');
    expect(Value.Errors(CasePageSchema, open)).toEqual([]);
    expect(open).toMatchObject({ open: 1, snoozed: 0, rows: [{ id, state: 'open', shop: { id: org.shop } }] });
    await settle([id]);
    expect(await needsOf()).toEqual([]);
    expect((await get<CasePage>('cases?state=open')).rows).toEqual([]);
    expect((await get<CasePage>('cases?state=closed')).rows).toMatchObject([
      { id, state: 'settled', settledBy: '1 Boss' },
    ]);
    const detail = await get<CaseDetail>(`cases/${id}`);
    expect(Value.Errors(CaseDetailSchema, detail)).toEqual([]);
    expect(detail.recounts).toMatchObject([
      { operator: '1 Boss', counted: [{ pieces: 39 }], expected: [{ pieces: 40 }] },
    ]);
  });

  it('of a discrepancy say what differs, and one that was broken off with nothing owed is a need, too', async () => {
    const name = randomUUID();
    const lines = [{ valueMinor: 10_000, form: 'note', pieces: 2, direction: 'out', place: 'stock' } as const];
    const gap = { code: 'stock_gap' as const, machine: org.machine, case: name, currency: 'THB', lines };
    till.chain.add('agent.event', gap, around(Date.now() - MINUTE_MS));
    till.chain.sale({ outcome: 'partial', owedMinor: 0 }, around(Date.now()));
    await till.deliver();
    expect(await needsOf()).toMatchObject([
      { code: 'unsettled' },
      { code: 'discrepancy', caseId: name, values: { outMinor: 20_000, inMinor: 0 } },
    ]);
    expect((await get<CasePage>('cases?about=discrepancy')).rows).toMatchObject([{ id: name, about: 'discrepancy' }]);
  });

  it('stay a need however old they are', async () => {
    const id = await openCase(40 * 24 * 60);
    expect(await needsOf()).toMatchObject([{ caseId: id }]);
  });

  it('are read page by page without losing or repeating one, also where times are equal', async () => {
    const at = around(Date.now());
    const ids = Array.from({ length: 7 }, () => randomUUID());
    for (const operation of ids) till.chain.sale({ operation, ...OWED }, at);
    await till.deliver();
    const seen: string[] = [];
    for (let next: string | undefined = ''; next !== undefined; ) {
      const page: CasePage = await get(`cases?limit=3${next === '' ? '' : `&cursor=${next}`}`);
      seen.push(...page.rows.map((row) => row.id));
      next = page.next;
    }
    expect(seen).toEqual([...ids].sort());
  });

  it('are seen by nobody of another shop or organization, who cannot tell them from none', async () => {
    const other = await openTill(api.app, owner, org.otherShop, org.otherMachine);
    const operation = randomUUID();
    other.chain.sale({ operation, ...OWED }, around(Date.now()));
    await other.deliver();
    const manager = await signInAs(api.app, org.people.shop_manager);
    expect((await get<CasePage>('cases', manager)).rows).toEqual([]);
    expect((await get<CasePage>(`cases?shop=${org.otherShop}`, manager)).open).toBe(0);
    expect(await record(operation, { what: 'noted', said: 'mine' }, manager)).toMatchObject({ status: 404 });
    expect(await record(randomUUID(), { what: 'noted', said: 'mine' }, manager)).toMatchObject({ status: 404 });
  });
});

describe('a person at the dashboard', () => {
  it('may note, assign and put off with a reason, each once in the trail; a case put off is no need until then', async () => {
    const id = await openCase();
    const until = new Date(Date.now() + DAY_MS).toISOString();
    const manager = org.people.shop_manager.id;
    expect(await record(id, { what: 'noted', said: 'asked the cashier' })).toMatchObject({ status: 200 });
    expect(await record(id, { what: 'assigned', to: manager })).toMatchObject({ status: 200 });
    expect(await record(id, { what: 'snoozed', until, said: 'counted tonight' })).toMatchObject({ status: 200 });
    expect(await needsOf()).toEqual([]);
    expect(await get<CasePage>('cases?state=snoozed')).toMatchObject({
      open: 0,
      snoozed: 1,
      rows: [{ id, assignee: { id: manager } }],
    });
    expect(await get<CasePage>('cases?state=open')).toMatchObject({ snoozed: 1, rows: [] });
    expect(await record(id, { what: 'woken' })).toMatchObject({ status: 200 });
    expect(await needsOf()).toHaveLength(1);
    const { records } = await get<CaseDetail>(`cases/${id}`);
    expect(records.map((each) => each.what)).toEqual(['noted', 'assigned', 'snoozed', 'woken']);
    const trail = await withTenant(
      api.db,
      org.id,
      (tx) => tx<{ action: string }[]>`select action from audit_events where subject = ${id} order by event_no`,
    );
    expect(trail.map((event) => event.action)).toEqual(['case.noted', 'case.assigned', 'case.snoozed', 'case.woken']);
  });

  it('may not resolve what the shop can settle, nor put off what is settled', async () => {
    const id = await openCase();
    expect(await record(id, { what: 'resolved', said: 'fine' })).toMatchObject({ status: 409, code: 'case.at-shop' });
    await settle([id]);
    const until = new Date(Date.now() + DAY_MS).toISOString();
    expect(await record(id, { what: 'snoozed', until, said: 'x' })).toMatchObject({
      status: 409,
      code: 'case.settled',
    });
    expect(await record(id, { what: 'noted', said: 'for the record' })).toMatchObject({ status: 200 });
  });

  it('may resolve with a reason what no shop can settle any more, and a late recount still says so', async () => {
    const id = await openCase();
    await withTenant(
      api.db,
      org.id,
      (tx) => tx`update agents set revoked_at = now() where agent_id = ${till.agent.agent}`,
    );
    expect(await record(id, { what: 'resolved' })).toMatchObject({ status: 400 });
    expect(await record(id, { what: 'resolved', said: 'PC was stolen; paid from the office' })).toMatchObject({
      status: 200,
    });
    expect((await get<CasePage>('cases?state=closed')).rows).toMatchObject([{ id, state: 'resolved' }]);
    await withTenant(
      api.db,
      org.id,
      (tx) => tx`update agents set revoked_at = null where agent_id = ${till.agent.agent}`,
    );
    await settle([id]);
    expect((await get<CasePage>('cases?state=closed')).rows).toMatchObject([{ id, state: 'settled' }]);
  });

  it('is refused a time that is past, too far or none, words that are none, and people who may not see it', async () => {
    const id = await openCase();
    const snooze = (until: string) => record(id, { what: 'snoozed', until, said: 'x' });
    expect(await snooze(new Date(Date.now() - DAY_MS).toISOString())).toMatchObject({ status: 400 });
    expect(await snooze(new Date(Date.now() + 31 * DAY_MS).toISOString())).toMatchObject({ status: 400 });
    expect(await snooze('2026-13-45T00:00:00.000Z')).toMatchObject({ status: 400 });
    for (const said of ['', '   ', 'x'.repeat(401), 'a\u0000b', '\ud800'])
      expect(await record(id, { what: 'noted', said }), JSON.stringify(said)).toMatchObject({ status: 400 });
    const stranger = await makeOrganization(api.db, `B${randomUUID().slice(0, 8)}`);
    for (const to of [stranger.people.owner.id, randomUUID()])
      expect(await record(id, { what: 'assigned', to })).toMatchObject({ status: 409, code: 'case.assignee' });
    expect((await get<CaseDetail>(`cases/${id}`)).records).toEqual([]);
  });

  it('without the right only sees, and is offered nobody to ask', async () => {
    const id = await openCase();
    const cashier = await signInAs(api.app, org.people.cashier);
    expect(await record(id, { what: 'noted', said: 'x' }, cashier)).toMatchObject({ status: 403 });
    expect((await get<CaseDetail>(`cases/${id}`, cashier)).assignable).toEqual([]);
    expect((await get<CaseDetail>(`cases/${id}`)).assignable.length).toBeGreaterThan(3);
  });
});
