import { createHash } from 'node:crypto';
import type { CashTransactionBody } from '@tillbridge/shared/fact';
import Fastify from 'fastify';
import { beforeEach, describe, expect, it } from 'vitest';
import type { CounterRequest } from '../counter/counter.ts';
import { staff } from '../people/testing/employees.ts';
import { registerIdentity } from './identity.ts';
import { operationId } from './operation-id.ts';
import type { LocalApiParts } from './parts.ts';
import { buildLocalApi } from './server.ts';
import { noCounter } from './testing/no-counter.ts';
import { testParts } from './testing/parts.ts';
import { openTills } from './tills.ts';

const AGENT = '0192f0c0-0000-7000-8000-0000000000aa';
const TOKEN = 'tbl_secret';
const host = '127.0.0.1:4310';
const page = { host, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' };

let asked: (CounterRequest & { kind: string })[];
let app: ReturnType<typeof buildLocalApi>;
let parts: LocalApiParts;

beforeEach(async () => {
  asked = [];
  const act = (kind: 'sale' | 'payout') => async (request: CounterRequest) => {
    asked.push({ ...request, kind });
    const sums = { amountMinor: request.amountMinor, inMinor: 0, outMinor: 0, owedMinor: 0 };
    const body = { machine: AGENT, operation: request.operation, kind, outcome: 'completed', currency: 'THB' } as const;
    return { ...body, ...sums, lines: [], steps: [] } as CashTransactionBody;
  };
  const counter = noCounter({ takeCash: act('sale'), payOut: act('payout'), cancel: () => true });
  const configuration = await staff({ payoutWithoutApprovalMinor: 500_000, parLevels: [] });
  const tokenHash = createHash('sha256').update('tbl_kiosk').digest('hex');
  const tills = openTills(TOKEN, [{ name: 'kiosk', tokenHash, permissions: ['machine.see', 'machine.exchange'] }]);
  const isKnown = (operation: string) => asked.some((each) => each.operation === operation);
  parts = testParts({ agent: AGENT, counter, token: TOKEN, configuration, over: { tills, isKnown } });
  app = buildLocalApi(parts, () => 4310);
});

const bearer = (token: string) => ({ host, authorization: `Bearer ${token}` });
const post = (url: string, payload: object, headers: Record<string, string>) =>
  app.inject({ method: 'POST', url, headers: { 'content-type': 'application/json', ...headers }, payload });
const key = (name: string) => ({ 'idempotency-key': name });

async function signIn(employeeNumber: string, pin: string): Promise<string> {
  const answer = await post('/v1/session', { employeeNumber, pin }, page);
  return answer.json<{ token: string }>().token;
}

describe('a person at the console', () => {
  it('signs in with number and PIN from the page of the agent, and is the operator of what they do', async () => {
    expect((await app.inject({ url: '/v1/people', headers: page })).json()).toMatchObject({
      people: expect.arrayContaining([{ number: '11', name: 'Employee 11' }]),
    });
    const token = await signIn('11', '2580');
    const sold = await post(
      '/v1/sales',
      { amountMinor: 100, operator: 'somebody else' },
      {
        ...bearer(token),
        ...key('sale-0001'),
      },
    );
    expect(sold.statusCode).toBe(200);
    expect(asked).toMatchObject([{ operator: '11 Employee 11' }]);
  });

  it('does only what they may: a cashier gets no manager rights over the machine', async () => {
    const token = await signIn('11', '2580');
    const refused = await post('/v1/payouts', { amountMinor: 100 }, { ...bearer(token), ...key('payout-01') });
    expect(refused.json()).toMatchObject({ code: 'local.forbidden', permission: 'machine.withdraw' });
    expect(asked).toEqual([]);
    const me = await app.inject({ url: '/v1/session', headers: bearer(token) });
    expect(me.json()).toMatchObject({ till: null, person: { number: '11' } });
    expect(me.json<{ permissions: string[] }>().permissions).not.toContain('machine.withdraw');
  });

  it('is signed out by themselves', async () => {
    const token = await signIn('11', '2580');
    await app.inject({ method: 'DELETE', url: '/v1/session', headers: bearer(token) });
    expect((await app.inject({ url: '/v1/status', headers: bearer(token) })).json()).toMatchObject({
      code: 'local.signed-out',
    });
  });

  it('hears how long to wait after too many wrong PINs', async () => {
    const answers = [];
    for (let n = 0; n < 4; n++) answers.push(await post('/v1/session', { employeeNumber: '11', pin: '0001' }, page));
    expect(answers.map((answer) => answer.statusCode)).toEqual([401, 401, 401, 429]);
    expect(answers[3]?.headers['retry-after']).toBe('5');
  });

  it.each([
    ['another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['another port of this PC', { origin: 'http://127.0.0.1:8080', 'sec-fetch-site': 'same-site' }],
    ['a page that a name was rebound for', { host: 'evil.example:4310', origin: 'http://evil.example:4310' }],
    ['a page without an address', { origin: 'null' }],
  ])('is not signed in from %s', async (_name, over) => {
    const answer = await post('/v1/session', { employeeNumber: '11', pin: '2580' }, { ...page, ...over });
    expect(answer.json()).toMatchObject({ code: 'local.host' });
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });
});

describe('a till', () => {
  it('keeps working with the token of its file, and may neither empty nor approve', async () => {
    const may = (await app.inject({ url: '/v1/session', headers: bearer(TOKEN) })).json<{ permissions: string[] }>();
    expect(may).toMatchObject({ till: 'till', person: null });
    expect(may.permissions).toEqual(['machine.see', 'machine.exchange', 'machine.withdraw']);
  });

  it('of its own token does what that one may', async () => {
    const answers = await Promise.all([
      post('/v1/sales', { amountMinor: 100 }, { ...bearer('tbl_kiosk'), ...key('sale-0001') }),
      post('/v1/payouts', { amountMinor: 100 }, { ...bearer('tbl_kiosk'), ...key('payout-01') }),
    ]);
    expect(answers.map((answer) => answer.statusCode)).toEqual([200, 403]);
  });

  it('at which a person stands does what both may', async () => {
    const buyer = await signIn('13', '2583');
    const at = (till: string) => ({ ...bearer(till), 'x-person-session': buyer });
    const answers = await Promise.all([
      post('/v1/payouts', { amountMinor: 100 }, { ...at(TOKEN), ...key('payout-01') }),
      post('/v1/payouts', { amountMinor: 100 }, { ...at('tbl_kiosk'), ...key('payout-02') }),
      post('/v1/sales', { amountMinor: 100 }, { ...bearer(TOKEN), 'x-person-session': 'tbs_x', ...key('sale-0001') }),
    ]);
    expect(answers.map((answer) => answer.statusCode)).toEqual([200, 403, 401]);
    expect(asked).toMatchObject([{ operator: '13 Employee 13' }]);
  });
});

describe('a payout above the limit of the shop', () => {
  const large = { amountMinor: 500_001 };

  it('goes out only with the PIN of a second person, for exactly this payout', async () => {
    const buyer = bearer(await signIn('13', '2583'));
    const refused = await post('/v1/payouts', large, { ...buyer, ...key('payout-01') });
    expect(refused.json()).toMatchObject({ code: 'local.approval-needed' });
    const wish = { key: 'payout-01', ...large, employeeNumber: '1', pin: '8520' };
    const { approval } = (await post('/v1/approvals', wish, buyer)).json<{ approval: string }>();
    const with_ = (name: string) => ({ ...buyer, ...key(name), 'x-approval': approval });
    for (const [name, body] of [
      ['payout-02', large],
      ['payout-01', { amountMinor: 900_000 }],
    ] as const)
      expect((await post('/v1/payouts', body, with_(name))).json()).toMatchObject({ code: 'local.approval' });
    expect(asked).toEqual([]);
    expect((await post('/v1/payouts', large, with_('payout-01'))).statusCode).toBe(200);
    expect(asked).toMatchObject([{ approvedBy: '1 Employee 1', operator: '13 Employee 13' }]);
    // The answer was lost: asking again needs no second approval, because nothing moves again.
    expect((await post('/v1/payouts', large, with_('payout-01'))).statusCode).toBe(200);
    expect((await post('/v1/payouts', large, with_('payout-03'))).json()).toMatchObject({ code: 'local.approval' });
  });

  it('needs it from a till too, and not up to the limit', async () => {
    const till = bearer(TOKEN);
    expect((await post('/v1/payouts', large, { ...till, ...key('payout-01') })).statusCode).toBe(403);
    expect((await post('/v1/payouts', { amountMinor: 500_000 }, { ...till, ...key('payout-02') })).statusCode).toBe(
      200,
    );
  });
});

describe('every route', () => {
  it('says who may call it, or the server does not start', async () => {
    const server = Fastify();
    registerIdentity(server, { tills: parts.tills, sessions: parts.sessions, port: () => 1 });
    server.get('/forgotten', async () => ({}));
    await expect(server.ready()).rejects.toThrow('/forgotten does not declare who may call it');
    const typo = Fastify();
    registerIdentity(typo, { tills: parts.tills, sessions: parts.sessions, port: () => 1 });
    typo.get('/typo', { config: { may: 'machine.sea' as 'machine.see' } }, async () => ({}));
    await expect(typo.ready()).rejects.toThrow('/typo');
  });

  it('stands in the OpenAPI document with its body and right, and nothing else does', async () => {
    await app.ready();
    const { paths } = (await app.inject({ url: '/openapi.json', headers: { host } })).json<{
      paths: Record<string, Record<string, { 'x-may': string; requestBody?: object }>>;
    }>();
    const documented = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
    );
    const routes = app
      .printRoutes({ commonPrefix: false, includeHooks: false })
      .split('\n')
      .filter((line) => line.includes('('));
    expect(routes.length).toBeGreaterThan(5);
    for (const name of documented) {
      const [method, url] = name.split(' ');
      expect(app.hasRoute({ method: method as 'GET', url: url ?? '' }), name).toBe(true);
    }
    const methodsOf = (line: string) =>
      (/\((.*)\)/.exec(line)?.[1] ?? '').split(', ').filter((method) => method !== 'HEAD');
    expect(routes.flatMap(methodsOf)).toHaveLength(documented.length);
    expect(paths['/v1/payouts']?.['post']).toMatchObject({ 'x-may': 'machine.withdraw', requestBody: {} });
  });

  it('answers a stranger nothing but who they must be', async () => {
    await app.ready();
    const { paths } = (await app.inject({ url: '/openapi.json', headers: { host } })).json<{
      paths: Record<string, Record<string, { 'x-may': string }>>;
    }>();
    for (const [path, methods] of Object.entries(paths)) {
      for (const [method, { 'x-may': may }] of Object.entries(methods)) {
        if (may === 'anybody') continue;
        const answer = await app.inject({ method: method.toUpperCase() as 'GET', url: path, headers: { host } });
        expect(answer.json(), `${method} ${path}`).toMatchObject({ code: 'local.token' });
      }
    }
  });

  it('is known by its key for ever', () => {
    expect(operationId(AGENT, 'payout-01')).not.toBe(operationId(AGENT, 'payout-02'));
  });
});
