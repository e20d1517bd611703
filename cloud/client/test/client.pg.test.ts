import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeOrganization, PASSWORD, type TestOrganization } from '../../api/test/make-world.ts';
import { pairAgent, signInAs, type TestApi } from '../../api/test/start-api.ts';
import { signIn } from '../examples/sign-in.ts';
import { type Client, createClient, dataOf, keepSession, ProblemError, pagesOf } from '../src/index.ts';
import { listeningApi } from './listening-api.ts';

let api: TestApi;
let baseUrl: string;
let org: TestOrganization;
let other: TestOrganization;
let owner: Client;
beforeAll(async () => {
  ({ api, baseUrl } = await listeningApi());
  org = await makeOrganization(api.db, 'Alpha');
  other = await makeOrganization(api.db, 'Beta');
  owner = await signIn(baseUrl, org.people.owner.email, PASSWORD);
});
afterAll(() => api.close());

/** The real network, and what went over it. */
function watched(change: (request: Request) => Request = (request) => request) {
  const seen: Request[] = [];
  const ask: typeof fetch = (input, init) => {
    const request = change(new Request(input, init));
    seen.push(request.clone());
    return fetch(request);
  };
  return { seen, ask, to: (path: string) => seen.filter(({ url }) => new URL(url).pathname === path) };
}

describe('what a call resolves to', () => {
  it('the data, as the person who signed in', async () => {
    const { data } = await owner.GET('/api/v1/me');
    expect(data?.person).toEqual({ id: org.people.owner.id, name: 'owner', email: org.people.owner.email });
  });

  it('the problem, with code, remedy and request id', async () => {
    const { data, error, response } = await owner.GET('/api/v1/shops/{shopId}', {
      params: { path: { shopId: other.shop } },
    });
    expect(data).toBeUndefined();
    expect(error).toMatchObject({
      code: 'api.not-found',
      status: 404,
      requestId: response.headers.get('x-request-id'),
    });
    expect(error?.remedy).not.toBe('');
  });

  it('a problem that is thrown, for whoever would rather catch', async () => {
    const refused = dataOf(createClient({ baseUrl }).GET('/api/v1/me'));
    await expect(refused).rejects.toThrow(ProblemError);
    await expect(refused).rejects.toMatchObject({ problem: { code: 'api.signed-out' } });
  });

  it('a wrong password is not taken for an access that ran out', async () => {
    const { ask, to } = watched();
    const session = createClient({ baseUrl, fetch: keepSession(baseUrl, ask) });
    const body = { email: org.people.owner.email, password: PASSWORD };
    await dataOf(session.POST('/api/v1/session', { body }));
    const { error } = await session.POST('/api/v1/session', { body: { ...body, password: 'not this one at all' } });
    expect(error?.code).toBe('api.wrong-password');
    expect(to('/api/v1/session/refresh')).toEqual([]);
  });
});

describe('a change', () => {
  it('carries a key of its own each time', async () => {
    const { ask, seen } = watched();
    const client = createClient({ baseUrl, cookie: await cookieOf(), fetch: ask });
    for (const name of ['One', 'Two']) await dataOf(client.POST('/api/v1/account', { body: { name } }));
    const keys = seen.map(({ headers }) => headers.get('idempotency-key'));
    expect(new Set(keys).size).toBe(2);
    expect(keys).not.toContain(null);
  });

  it('asked twice with one key is made once', async () => {
    const header = { 'idempotency-key': 'a key of this test'.replaceAll(' ', '-') };
    const ask = () => owner.POST('/api/v1/account', { params: { header }, body: { name: 'Three' } });
    expect((await ask()).response.headers.get('idempotency-replayed')).toBeNull();
    expect((await ask()).response.headers.get('idempotency-replayed')).toBe('true');
  });

  it('a read carries none', async () => {
    const { ask, seen } = watched();
    await createClient({ baseUrl, cookie: await cookieOf(), fetch: ask }).GET('/api/v1/me');
    expect(seen[0]?.headers.has('idempotency-key')).toBe(false);
  });
});

describe('a list', () => {
  it('is read to its end, no row twice', async () => {
    const numbers: number[] = [];
    let pages = 0;
    for await (const page of pagesOf((from) =>
      owner.GET('/api/v1/audit', { params: { query: { limit: '2', ...from } } }),
    )) {
      pages += 1;
      numbers.push(...page.rows.map((row) => row.no));
    }
    expect(pages).toBeGreaterThan(1);
    expect(numbers).toEqual([...numbers].sort((one, two) => two - one));
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers.at(-1)).toBe(1);
  });

  it('whose page is refused throws the problem', async () => {
    const pages = pagesOf(() => owner.GET('/api/v1/audit', { params: { query: { cursor: 'no cursor' } } }));
    await expect(pages.next()).rejects.toThrow(ProblemError);
  });
});

describe('a session', () => {
  it('whose access ran out is renewed once, for all who ask at that moment', async () => {
    let stale = false;
    const { ask, to } = watched((request) => {
      const cookie = request.headers.get('cookie') ?? '';
      // What a browser sends when the access cookie is gone: the refresh cookie alone, and only to the session.
      if (stale && !request.url.endsWith('/refresh'))
        request.headers.set('cookie', cookie.replace(/tb_access=[^;]*/, ''));
      if (request.url.endsWith('/refresh')) stale = false;
      return request;
    });
    const session = createClient({ baseUrl, fetch: keepSession(baseUrl, ask) });
    const body = { email: org.people.owner.email, password: PASSWORD };
    await dataOf(session.POST('/api/v1/session', { body }));
    stale = true;
    const both = await Promise.all([session.GET('/api/v1/me'), session.GET('/api/v1/today')]);
    expect(both.map(({ response }) => response.status)).toEqual([200, 200]);
    expect(to('/api/v1/session/refresh')).toHaveLength(1);
  });

  it('that was ended stays ended', async () => {
    const session = await signIn(baseUrl, org.people.auditor.email, PASSWORD);
    await session.DELETE('/api/v1/session');
    expect((await session.GET('/api/v1/me')).error?.code).toBe('api.signed-out');
  });

  it('is sent to no other origin', async () => {
    const ask = keepSession(baseUrl);
    await expect(ask('http://127.0.0.1:9/api/v1/me')).rejects.toThrow(baseUrl);
  });
});

it('an agent asks with its token', async () => {
  const agent = await pairAgent(api.app, await signInAs(api.app, org.people.owner), org.shop);
  const client = createClient({ baseUrl, token: () => agent.token() });
  expect((await dataOf(client.GET('/v1/agent/configuration'))).version).toBeGreaterThanOrEqual(0);
  expect((await createClient({ baseUrl, token: 'none' }).GET('/v1/agent/configuration')).error?.code).toBe(
    'agent.token',
  );
});

it('a read that is told to wait waits as long as it was told, and is then told no', async () => {
  const { api: busy, baseUrl: there } = await listeningApi({ rateLimits: { address: 1 } });
  const waits: number[] = [];
  const client = createClient({ baseUrl: there, sleep: async (ms) => void waits.push(ms) });
  await client.GET('/healthz');
  const { error } = await client.GET('/healthz');
  await busy.close();
  expect(error?.code).toBe('api.throttled');
  expect(waits).toHaveLength(3);
  for (const ms of waits) expect(ms).toBeGreaterThan(0);
});

async function cookieOf(): Promise<string> {
  const cookies = await signInAs(api.app, org.people.owner);
  return `tb_access=${cookies['tb_access']}`;
}
