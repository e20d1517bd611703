import { withTenant } from '@tillbridge/core/db/client';
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { makeOrganization, type TestOrganization } from './make-world.ts';
import { type Cookies, signInAs, startApi, type TestApi } from './start-api.ts';

let api: TestApi;
let org: TestOrganization;
let owner: Cookies;
let other: Cookies;

beforeAll(async () => {
  api = await startApi(await cloneDatabase());
  org = await makeOrganization(api.db, 'Alpha');
  owner = await signInAs(api.app, org.people.owner);
  other = await signInAs(api.app, org.people.regional_manager);
});
afterAll(() => api.close());

let numbers = 0;
const employee = () => {
  numbers += 1;
  return { number: String(numbers), name: 'Malee', permissions: [], pin: '2580' };
};

function add(body: object, key?: string, cookies = owner): Promise<LightMyRequestResponse> {
  return api.app.inject({
    method: 'POST',
    url: `/api/v1/shops/${org.shop}/employees`,
    headers: { 'sec-fetch-site': 'same-origin', ...(key === undefined ? {} : { 'idempotency-key': key }) },
    cookies: { ...cookies },
    payload: body,
  });
}

async function employees(): Promise<number> {
  const [row] = await withTenant(
    api.db,
    org.id,
    (tx) => tx<{ n: number }[]>`select count(*)::integer as n from employees where shop_id = ${org.shop}`,
  );
  return row?.n ?? 0;
}

const rowsOfKeys = () =>
  withTenant(
    api.db,
    org.id,
    (tx) => tx`select key_hash, status, answer from request_keys where person_id = ${org.people.owner.id}`,
  );

describe('a change that is asked for again with its key', () => {
  test('is answered as the first time and not made again', async () => {
    const body = employee();
    const before = await employees();
    const first = await add(body, 'key-one-1');
    const again = await add(body, 'key-one-1');
    expect([first.statusCode, again.statusCode]).toEqual([200, 200]);
    expect(again.json()).toEqual(first.json());
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(first.headers['idempotency-replayed']).toBeUndefined();
    expect(await employees()).toBe(before + 1);
  });

  test('is made once, however many ask at once', async () => {
    const body = employee();
    const before = await employees();
    const answers = await Promise.all(Array.from({ length: 12 }, () => add(body, 'key-race-1')));
    for (const answer of answers) expect([200, 409]).toContain(answer.statusCode);
    for (const answer of answers.filter((one) => one.statusCode === 409))
      expect(answer.json()).toMatchObject({ code: 'api.under-way' });
    expect(await employees()).toBe(before + 1);
    expect((await add(body, 'key-race-1')).statusCode).toBe(200);
  });

  test('is refused with another body or at another address', async () => {
    await add(employee(), 'key-body-1');
    expect((await add(employee(), 'key-body-1')).json()).toMatchObject({ code: 'api.key-reused', status: 409 });
    const elsewhere = await api.app.inject({
      method: 'POST',
      url: `/api/v1/shops/${org.otherShop}/employees`,
      headers: { 'sec-fetch-site': 'same-origin', 'idempotency-key': 'key-body-1' },
      cookies: { ...owner },
      payload: employee(),
    });
    expect(elsewhere.json()).toMatchObject({ code: 'api.key-reused' });
  });

  test('belongs to the person: the same key of another one is another key', async () => {
    const before = await employees();
    expect((await add(employee(), 'key-mine-1')).statusCode).toBe(200);
    expect((await add(employee(), 'key-mine-1', other)).statusCode).toBe(200);
    expect(await employees()).toBe(before + 2);
  });

  test('may be mended after a refusal, because nothing was changed', async () => {
    const body = employee();
    expect((await add({ ...body, pin: '1234' }, 'key-mend-1')).statusCode).toBe(400);
    expect((await add(body, 'key-mend-1')).statusCode).toBe(200);
  });

  test('is not carried out again when nobody knows what became of it', async () => {
    const body = employee();
    const before = await employees();
    expect((await add(body, 'key-lost-1')).statusCode).toBe(200);
    // The process ended after the change and before it could keep the answer.
    await withTenant(
      api.db,
      org.id,
      (tx) => tx`
        update request_keys
        set status = null, answer = null, began_at = now() - interval '2 minutes'
        where answer like ${'%"id"%'} and began_at = (select max(began_at) from request_keys)`,
    );
    expect((await add(body, 'key-lost-1')).json()).toMatchObject({ code: 'api.outcome-unknown', status: 409 });
    expect(await employees()).toBe(before + 1);
  });

  test('is forgotten after a day', async () => {
    await add(employee(), 'key-old-1');
    await withTenant(api.db, org.id, (tx) => tx`update request_keys set began_at = now() - interval '25 hours'`);
    expect((await add(employee(), 'key-old-1')).statusCode).toBe(200);
    expect(await rowsOfKeys()).toHaveLength(1);
  });
});

describe('a key', () => {
  test('that is too short, too long or not plain text is refused by name', async () => {
    for (const key of ['short', 'x'.repeat(129), 'has spaces in it']) {
      const refused = await add(employee(), key);
      expect(refused.json()).toMatchObject({ code: 'api.invalid', errors: [{ path: 'headers/idempotency-key' }] });
    }
  });

  test('keeps no secret of an answer, neither at rest nor for whoever asks again', async () => {
    const ask = () =>
      api.app.inject({
        method: 'POST',
        url: '/api/v1/pairing-codes',
        headers: { 'sec-fetch-site': 'same-origin', 'idempotency-key': 'key-secret-1' },
        cookies: { ...owner },
        payload: { shopId: org.shop },
      });
    const first = await ask();
    expect(first.statusCode).toBe(200);
    expect((await ask()).json()).toMatchObject({ code: 'api.answer-not-kept', status: 409 });
    const kept = JSON.stringify(await rowsOfKeys());
    expect(kept).not.toContain(first.json<{ code: string }>().code.slice(-6));
    expect(kept).not.toContain('key-secret-1');
  });

  test('is documented on every change that people may ask for, and on nothing else', async () => {
    type Operation = { parameters?: { in: string; name: string }[]; security?: Record<string, unknown>[] };
    const { paths } = (await api.app.inject('/api/v1/openapi.json')).json<{
      paths: Record<string, Record<string, Operation>>;
    }>();
    const all = Object.values(paths).flatMap((methods) => Object.entries(methods));
    const named = ({ parameters = [] }: Operation) => parameters.some(({ name }) => name === 'idempotency-key');
    const ofPeople = ([method, { security = [] }]: [string, Operation]) =>
      method !== 'get' && security.some((one) => 'session' in one);
    expect(all.filter(ofPeople).length).toBeGreaterThan(5);
    for (const one of all) expect(named(one[1]), JSON.stringify(one)).toBe(ofPeople(one));
  });
});
