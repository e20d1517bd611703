import { randomUUID } from 'node:crypto';
import { withTenant } from '@tillbridge/core/db/client';
import type { SystemRole } from '@tillbridge/shared/permissions';
import type { Today } from '@tillbridge/shared/reads';
import {
  type AnomalyDetail,
  AnomalyDetailSchema,
  type AnomalyPage,
  AnomalyPageSchema,
} from '@tillbridge/shared/reads-anomalies';
import { Value } from 'typebox/value';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { makeOrganization, type TestOrganization } from './make-world.ts';
import { addAnomaly } from './matrix/anomaly-calls.ts';
import { type Cookies, signInAs, startApi, type TestApi } from './start-api.ts';

const DAY_MS = 86_400_000;

let api: TestApi;
let org: TestOrganization;
let owner: Cookies;
beforeAll(async () => {
  api = await startApi(await cloneDatabase());
});
beforeEach(async () => {
  org = await makeOrganization(api.db, `A${randomUUID().slice(0, 8)}`);
  owner = await signInAs(api.app, org.people.owner);
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
    url: `/api/v1/anomalies/${id}/records`,
    headers: { 'sec-fetch-site': 'same-origin' },
    cookies: { ...cookies },
    payload,
  });
  return { status: answer.statusCode, ...answer.json<{ code?: string; id?: string }>() };
}

const add = (shop = org.shop, differs: Parameters<typeof addAnomaly>[3] = {}) =>
  addAnomaly(api.db, org.id, shop, differs);
const tomorrow = () => new Date(Date.now() + DAY_MS).toISOString();

describe('unusual figures', () => {
  it('are listed with their figures, and shown with evidence and story', async () => {
    const id = await add();
    const page = await get<AnomalyPage>('anomalies?state=open');
    expect(Value.Errors(AnomalyPageSchema, page)).toEqual([]);
    expect(page).toMatchObject({ open: 1, snoozed: 0, rows: [{ id, operator: '11 Suda', figures: { value: 14 } }] });
    const detail = await get<AnomalyDetail>(`anomalies/${id}`);
    expect(Value.Errors(AnomalyDetailSchema, detail)).toEqual([]);
    expect(detail).toMatchObject({ evidence: [{ kind: 'payout' }], evidenceTotal: 14, records: [] });
  });

  it('of a shop name nobody', async () => {
    await add(org.shop, { rule: 'shop_payouts', subject: '' });
    expect((await get<AnomalyPage>('anomalies')).rows).toMatchObject([{ operator: null }]);
  });

  it('are filtered by rule and shop, and read page by page without losing one where times are equal', async () => {
    const openedAt = new Date();
    const ids: string[] = [];
    for (let n = 0; n < 7; n += 1) ids.push(await add(org.shop, { openedAt }));
    await add(org.otherShop, { rule: 'cancelled' });
    expect((await get<AnomalyPage>('anomalies?rule=cancelled')).rows).toHaveLength(1);
    expect((await get<AnomalyPage>(`anomalies?shop=${org.otherShop}`)).open).toBe(1);
    const seen: string[] = [];
    for (let next: string | undefined = ''; next !== undefined; ) {
      const path = `anomalies?rule=below_limit&limit=3${next === '' ? '' : `&cursor=${next}`}`;
      const page: AnomalyPage = await get(path);
      seen.push(...page.rows.map((row) => row.id));
      next = page.next;
    }
    expect(seen).toEqual([...ids].sort());
  });

  it('of a rule that this release does not know are left out', async () => {
    await add(org.shop, { rule: 'retired' });
    expect(await get<AnomalyPage>('anomalies')).toMatchObject({ open: 0, rows: [] });
  });

  it('are no need and no alarm, which everybody of the shop would see', async () => {
    await add();
    expect((await get<Today>('today')).needs).toEqual([]);
    expect((await get<{ rows: unknown[] }>('alarms')).rows).toEqual([]);
  });
});

describe('who may see them', () => {
  const SEES: readonly SystemRole[] = ['owner', 'regional_manager', 'auditor'];
  const ASKS: readonly SystemRole[] = ['owner', 'regional_manager'];

  it('those who look after shops and those who audit, never those whose figures they are', async () => {
    const id = await add();
    for (const [role, person] of Object.entries(org.people) as [SystemRole, TestOrganization['people'][SystemRole]][]) {
      const cookies = await signInAs(api.app, person);
      const list = await api.app.inject({ url: '/api/v1/anomalies', cookies: { ...cookies } });
      expect(list.statusCode, role).toBe(SEES.includes(role) ? 200 : 403);
      const answer = await record(id, { what: 'noted', said: 'asked' }, cookies);
      expect(answer.status, role).toBe(ASKS.includes(role) ? 200 : 403);
    }
  });

  it('nobody of another shop or organization, who cannot tell one from none', async () => {
    const id = await add(org.otherShop);
    const manager = await signInAs(api.app, org.people.regional_manager);
    const stranger = await makeOrganization(api.db, `B${randomUUID().slice(0, 8)}`);
    const foreign = await signInAs(api.app, stranger.people.owner);
    for (const cookies of [manager, foreign]) {
      expect(await get<AnomalyPage>('anomalies', cookies)).toMatchObject({ open: 0, rows: [] });
      const [there, nowhere] = [
        await record(id, { what: 'woken' }, cookies),
        await record(randomUUID(), { what: 'woken' }, cookies),
      ];
      expect(there.status).toBe(404);
      expect(there.code).toBe(nowhere.code);
    }
  });

  it('the trail tells that somebody was asked about, not whom nor what was said', async () => {
    const id = await add();
    await record(id, { what: 'noted', said: 'Suda was at the bank' });
    const [event] = await withTenant(
      api.db,
      org.id,
      (tx) => tx<{ action: string; detail: object }[]>`select action, detail from audit_events where subject = ${id}`,
    );
    expect(event?.action).toBe('anomaly.noted');
    expect(JSON.stringify(event?.detail)).not.toMatch(/Suda/);
  });
});

describe('a person who looks at one', () => {
  it('puts it off with a reason until a day, and takes it up again', async () => {
    const id = await add();
    expect(await record(id, { what: 'snoozed', until: tomorrow(), said: 'asks on Monday' })).toMatchObject({
      status: 200,
    });
    expect(await get<AnomalyPage>('anomalies?state=open')).toMatchObject({ open: 0, snoozed: 1, rows: [] });
    expect(await record(id, { what: 'woken' })).toMatchObject({ status: 200 });
    expect(await get<AnomalyPage>('anomalies?state=open')).toMatchObject({ open: 1, snoozed: 0 });
    expect((await get<AnomalyDetail>(`anomalies/${id}`)).records.map((one) => one.what)).toEqual(['snoozed', 'woken']);
  });

  it.each(['explained', 'error', 'passed_on'] as const)('resolves it as %s with words, once', async (as) => {
    const id = await add();
    expect(await record(id, { what: 'resolved', as })).toMatchObject({ status: 400 });
    expect(await record(id, { what: 'resolved', as, said: 'the market was paid' })).toMatchObject({ status: 200 });
    expect((await get<AnomalyPage>('anomalies?state=closed')).rows).toMatchObject([
      { id, state: 'resolved', resolvedAs: as },
    ]);
    expect(await record(id, { what: 'resolved', as, said: 'again' })).toMatchObject({
      status: 409,
      code: 'anomaly.closed',
    });
    expect(await record(id, { what: 'noted', said: 'for the record' })).toMatchObject({ status: 200 });
  });

  it('asks only somebody who may see it', async () => {
    const id = await add();
    const { regional_manager: manager, cashier, accountant } = org.people;
    for (const to of [cashier.id, accountant.id, randomUUID()])
      expect(await record(id, { what: 'assigned', to })).toMatchObject({ status: 409, code: 'case.assignee' });
    expect(await record(id, { what: 'assigned', to: manager.id })).toMatchObject({ status: 200 });
    const { row, assignable } = await get<AnomalyDetail>(`anomalies/${id}`);
    expect(row.assignee?.id).toBe(manager.id);
    expect(assignable.map((one) => one.id)).not.toContain(cashier.id);
  });

  it('is refused a time that is past, too far or none, and words that are none', async () => {
    const id = await add();
    const at = (ms: number) => new Date(Date.now() + ms).toISOString();
    for (const until of [at(-DAY_MS), at(31 * DAY_MS), '2026-13-45T00:00:00.000Z'])
      expect(await record(id, { what: 'snoozed', until, said: 'x' }), until).toMatchObject({ status: 400 });
    for (const said of ['', '   ', 'x'.repeat(401), 'a\u0000b', '\ud800'])
      expect(await record(id, { what: 'noted', said }), JSON.stringify(said)).toMatchObject({ status: 400 });
    expect((await get<AnomalyDetail>(`anomalies/${id}`)).records).toEqual([]);
  });
});
