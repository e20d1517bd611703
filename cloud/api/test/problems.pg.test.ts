import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { FAULTS } from '@tillbridge/shared/faults';
import { ProblemSchema } from '@tillbridge/shared/reads';
import type { LightMyRequestResponse } from 'fastify';
import { Value } from 'typebox/value';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { makeOrganization, type TestOrganization } from './make-world.ts';
import { type Cookies, signInAs, startApi, type TestApi } from './start-api.ts';

let api: TestApi;
let org: TestOrganization;
let cookies: Cookies;
let pages: Server;
const seen: { url: string | undefined; headers: Record<string, unknown> }[] = [];

beforeAll(async () => {
  pages = createServer((request, response) => {
    seen.push({ url: request.url, headers: request.headers });
    response.writeHead(200, { 'content-type': 'text/html', 'x-powered-by': 'Next.js' });
    response.write('<p>first');
    response.end('<p>second');
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => pages.once('listening', resolve));
  api = await startApi(await cloneDatabase(), {
    dashboardUrl: `http://127.0.0.1:${(pages.address() as AddressInfo).port}`,
  });
  org = await makeOrganization(api.db, 'Alpha');
  cookies = await signInAs(api.app, org.people.owner);
});
afterAll(async () => {
  await api.close();
  pages.close();
});

const own = { 'sec-fetch-site': 'same-origin' };
const send = (url: string, payload: string, headers: Record<string, string> = {}) =>
  api.app.inject({
    method: 'POST',
    url,
    headers: { ...own, 'content-type': 'application/json', ...headers },
    cookies: { ...cookies },
    payload,
  });

function expectProblem(response: LightMyRequestResponse, code: string, status: number): void {
  expect(response.headers['content-type'], response.body).toContain('application/problem+json');
  const problem = response.json<{ requestId: string }>();
  expect(Value.Check(ProblemSchema, problem), response.body).toBe(true);
  expect(problem).toMatchObject({ code, status });
  expect(response.statusCode).toBe(status);
  expect(response.headers['x-request-id']).toBe(problem.requestId);
  expect(response.headers['cache-control']).toBe('no-store');
}

describe('every refusal is problem+json', () => {
  it('of an address that is not there, or takes another method', async () => {
    expectProblem(await api.app.inject('/api/v1/nothing'), 'api.not-found', 404);
    expectProblem(await api.app.inject('/v1/nothing'), 'api.not-found', 404);
    const wrong = await api.app.inject({ method: 'DELETE', url: '/api/v1/today', headers: own });
    expectProblem(wrong, 'api.method', 405);
    expect(wrong.headers.allow).toBe('GET, HEAD');
    expectProblem(await api.app.inject({ method: 'POST', url: '/some/page', headers: own }), 'api.method', 405);
    expectProblem(
      await api.app.inject({ method: 'PUT', url: `/api/v1/shops/${org.shop}`, headers: own }),
      'api.method',
      405,
    );
  });

  it('of an id that cannot be one, as of one that is not there', async () => {
    for (const id of ['x', '..%2f..', `${org.shop}'`, org.shop.toUpperCase(), '%00', 'a'.repeat(63)]) {
      expectProblem(
        await api.app.inject({ url: `/api/v1/shops/${id}`, cookies: { ...cookies } }),
        'api.not-found',
        404,
      );
    }
  });

  it('of an address that cannot be decoded', async () => {
    expectProblem(await api.app.inject('/api/v1/shops/%zz'), 'api.invalid', 400);
  });

  it.each([
    ['not JSON', '{'],
    ['nothing', ''],
    ['a number', '1'],
    ['an array', '[]'],
    ['null', 'null'],
    ['an unknown field', `{"shopId":"${'0'.repeat(8)}-0000-0000-0000-000000000000","x":1}`],
    ['a missing field', '{}'],
    ['a number for text', '{"shopId":5}'],
    ['an array of one for text', '{"shopId":["x"]}'],
    ['a key twice', '{"shopId":"a","shopId":"b"}'],
    ['a key twice, once escaped', '{"shopId":"a","shop\\u0049d":"b"}'],
    ['__proto__', '{"__proto__":{"shopId":"a"}}'],
    ['an escaped __proto__', '{"\\u005f_proto__":{"shopId":"a"}}'],
    ['constructor.prototype', '{"constructor":{"prototype":{"x":1}}}'],
    ['depth', `${'{"a":'.repeat(20)}1${'}'.repeat(20)}`],
    ['a hundred thousand brackets', '['.repeat(60_000)],
  ])('of a body with %s', async (_name, body) => {
    expectProblem(await send('/api/v1/pairing-codes', body), 'api.invalid', 400);
  });

  it('of a key twice even where both say the same, and of __proto__ beside a good body', async () => {
    const good = `"shopId":"${org.shop}"`;
    expect((await send('/api/v1/pairing-codes', `{${good}}`)).statusCode).toBe(200);
    for (const [body, message] of [
      [`{${good},${good}}`, 'a key twice in one object'],
      [`{${good},"__proto__":{}}`, 'the key __proto__'],
    ] as const) {
      const response = await send('/api/v1/pairing-codes', body);
      expectProblem(response, 'api.invalid', 400);
      expect(response.json()).toMatchObject({ errors: [{ path: 'body', message }] });
    }
  });

  it('of a body that is not UTF-8', async () => {
    const response = await api.app.inject({
      method: 'POST',
      url: '/api/v1/pairing-codes',
      headers: { ...own, 'content-type': 'application/json' },
      cookies: { ...cookies },
      payload: Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]),
    });
    expectProblem(response, 'api.invalid', 400);
  });

  it('of a body too large, of another type, or compressed by a browser', async () => {
    expectProblem(await send('/api/v1/session', `{"email":"${'a'.repeat(70_000)}"}`), 'api.too-large', 413);
    expectProblem(await send('/api/v1/session', 'a=b', { 'content-type': 'text/plain' }), 'api.media-type', 415);
    expectProblem(await send('/api/v1/session', '{}', { 'content-encoding': 'gzip' }), 'api.media-type', 415);
    expectProblem(
      await send('/api/v1/session', '{}', { 'content-type': 'application/x-ndjson' }),
      'api.media-type',
      415,
    );
  });

  it('of a page that would be larger than the limit, an impossible day and a cursor that is not ours', async () => {
    const list = `/api/v1/shops/${org.shop}/transactions`;
    for (const query of [
      'limit=1000000000',
      'limit=-1',
      'limit=1e3',
      'limit=1&limit=2',
      'limit=',
      'x=1',
      'day=2026-02-31',
      'day=0000-01-01',
      'cursor=x',
      `cursor=${'a'.repeat(201)}`,
    ]) {
      expectProblem(await api.app.inject({ url: `${list}?${query}`, cookies: { ...cookies } }), 'api.invalid', 400);
    }
  });

  it('in Thai for whoever asks for it first', async () => {
    const response = await api.app.inject({
      url: '/api/v1/me',
      headers: { 'accept-language': 'th-TH,th;q=0.9,en;q=0.8' },
    });
    expect(response.json()).toMatchObject({
      title: FAULTS['api.signed-out'].meaning.th,
      remedy: FAULTS['api.signed-out'].remedy.th,
    });
    expect(response.headers['content-language']).toBe('th');
  });
});

describe('what is not even HTTP', () => {
  it.each([
    ['noise', 'x\r\n\r\n', 400],
    ['a header of 32 KiB', `GET / HTTP/1.1\r\nhost: x\r\na: ${'b'.repeat(32_768)}\r\n\r\n`, 431],
    ['two lengths', 'POST /v1/pair HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n', 400],
  ])('is refused in the same form: %s', async (_name, text, status) => {
    await api.app.listen({ port: 0, host: '127.0.0.1' }).catch(() => undefined);
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect((api.app.server.address() as AddressInfo).port, '127.0.0.1', () => socket.write(text));
      let heard = '';
      socket.on('data', (bytes) => {
        heard += bytes.toString();
      });
      socket.on('close', () => resolve(heard));
      socket.on('error', reject);
    });
    expect(answer).toContain(`HTTP/1.1 ${status}`);
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({ code: 'api.invalid', status });
  });
});

describe('everything that is not the API', () => {
  it('is the page of the dashboard, under the headers of one origin', async () => {
    const response = await api.app.inject({
      url: '/shops/x?day=2026-11-20',
      headers: {
        'x-middleware-subrequest': 'middleware:middleware',
        'x-forwarded-for': '1.2.3.4',
        'x-forwarded-host': 'evil.example',
        forwarded: 'for=1.2.3.4',
        'x-nextjs-data': '1',
        'x-real-ip': '1.2.3.4',
      },
    });
    expect(response.body).toBe('<p>first<p>second');
    expect(response.headers['x-powered-by']).toBeUndefined();
    const last = seen.at(-1);
    expect(last?.url).toBe('/shops/x?day=2026-11-20');
    expect(last?.headers).toMatchObject({
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-host': '127.0.0.1:8080',
      'x-forwarded-proto': 'http',
    });
    for (const name of ['x-middleware-subrequest', 'forwarded', 'x-nextjs-data', 'x-real-ip']) {
      expect(last?.headers).not.toHaveProperty(name);
    }
  });

  it('is told the nonce that the browser is told, new each time', async () => {
    const one = await api.app.inject('/');
    const policy = String(one.headers['content-security-policy']);
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
    expect(String(seen.at(-1)?.headers['content-security-policy'])).toContain(`'nonce-${nonce}'`);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe-eval');
    const two = await api.app.inject('/');
    expect(String(two.headers['content-security-policy'])).not.toContain(nonce);
  });

  it('never gets what belongs to the API, however it is spelled', async () => {
    const before = seen.length;
    for (const url of ['/api/v1/nothing', '/api', '/v1/x', '/%61pi/v1/nothing', '/api/', '/api/v1/../v1/nothing']) {
      expect((await api.app.inject(url)).statusCode, url).toBe(404);
    }
    for (const url of ['//api/v1/me', '/x/%2e%2e/api', '/..%2fapi', '/x/..%5c..%5capi']) {
      expect([400, 404], url).toContain((await api.app.inject(url)).statusCode);
    }
    expect(seen.length).toBe(before);
  });

  it('is refused with a code when the dashboard is away', async () => {
    const lonely = await startApi(await cloneDatabase(), { dashboardUrl: 'http://127.0.0.1:9' });
    expectUnavailable(await lonely.app.inject('/'));
    await lonely.close();
  });
});

function expectUnavailable(response: LightMyRequestResponse): void {
  expect(response.statusCode, response.body).toBe(503);
  expect(response.json()).toMatchObject({ code: 'api.unavailable' });
}

describe('the document of the API', () => {
  it('names every route, with the schemas that are enforced', async () => {
    const response = await api.app.inject('/api/v1/openapi.json');
    const { paths, openapi } = response.json<{ openapi: string; paths: Record<string, object> }>();
    expect(openapi).toMatch(/^3\.1/);
    const hidden = new Set(['/api/v1/openapi.json', '/api/v1/live', '/api', '/v1', '/', '/*', '/api/*', '/v1/*']);
    for (const { url, method } of api.app.routeTable) {
      const isFile = url.startsWith('/api/v1/docs') || /^\/releases(\/|$)/.test(url);
      if (hidden.has(url) || isFile || method === 'HEAD') continue;
      const path = url.replace(/:(\w+)/g, '{$1}');
      expect(Object.keys(paths[path] ?? {}), url).toContain(method.toLowerCase());
    }
  });

  it('has a page to read it', async () => {
    const page = await api.app.inject('/api/v1/docs');
    expect(page.statusCode, page.body).toBe(200);
    expect(page.body).toContain('swagger');
    const assets = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(assets.length).toBeGreaterThan(0);
    for (const asset of assets) {
      const response = await api.app.inject(asset);
      expect(response.statusCode, asset).toBe(200);
    }
  });
});

describe('health', () => {
  it('says that the process lives and that it can work', async () => {
    expect((await api.app.inject('/healthz')).json()).toEqual({ status: 'ok' });
    expect((await api.app.inject('/readyz')).json()).toEqual({ status: 'ok' });
  });
});
