import type { CashTransactionBody } from '@tillbridge/shared/fact';
import { Fault } from '@tillbridge/shared/faults/fault';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Counter, CounterRequest } from '../counter/counter.ts';
import { operationId } from './operation-id.ts';
import { parseBody } from './parse-body.ts';
import { buildLocalApi } from './server.ts';
import { noCounter } from './testing/no-counter.ts';
import { testParts } from './testing/parts.ts';

const AGENT = '0192f0c0-0000-7000-8000-0000000000aa';
const MACHINE = '0192f0c0-0000-7000-8000-000000000001';
const TOKEN = 'tbl_secret';
const valid = {
  host: '127.0.0.1:4310',
  authorization: `Bearer ${TOKEN}`,
  'content-type': 'application/json',
  'idempotency-key': 'till-1-0001',
};

function shop(over: Partial<Counter> = {}) {
  const asked: CounterRequest[] = [];
  const take = async (request: CounterRequest): Promise<CashTransactionBody> => {
    asked.push(request);
    const { operation, amountMinor, reference } = request;
    const sums = { amountMinor, inMinor: amountMinor, outMinor: 0, owedMinor: 0 };
    const body = {
      machine: MACHINE,
      operation,
      kind: 'sale' as const,
      outcome: 'completed' as const,
      currency: 'THB',
      ...sums,
      lines: [],
      steps: [],
    };
    return reference === undefined ? body : { ...body, reference };
  };
  const counter = noCounter({ takeCash: take, payOut: take, cancel: () => true, ...over });
  const app = buildLocalApi(testParts({ agent: AGENT, counter, token: TOKEN }), () => 4310);
  const post = (url: string, body: unknown, headers: Record<string, string> = valid) =>
    app.inject({ method: 'POST', url, headers, payload: typeof body === 'string' ? body : JSON.stringify(body) });
  return { app, post, asked };
}

describe('the local API', () => {
  it('answers a sale with its recorded outcome', async () => {
    const { post } = shop();
    const answer = await post('/v1/sales', { amountMinor: 12_050, reference: 'R1' });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({
      outcome: 'completed',
      amountMinor: 12_050,
      reference: 'R1',
      operation: operationId(AGENT, 'till-1-0001'),
    });
  });

  it('knows an operation by its key: the same on this agent for ever, another on another agent', async () => {
    const { post, asked } = shop();
    await post('/v1/sales', { amountMinor: 100 });
    await post('/v1/payouts', { amountMinor: 100 }, { ...valid, 'idempotency-key': 'till-1-0002' });
    expect(asked[0]?.operation).not.toBe(asked[1]?.operation);
    expect(operationId(AGENT, 'key-00001')).toBe(operationId(AGENT, 'key-00001'));
    expect(operationId(AGENT, 'key-00001')).not.toBe(operationId(MACHINE, 'key-00001'));
    expect(operationId(AGENT, 'key-00001')).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });

  it.each([null, true, '100', [5], 1.5, 0, -1, 1e15, {}])(
    'refuses %j as an amount, and never turns it into money',
    async (amountMinor) => {
      const { post, asked } = shop();
      const answer = await post('/v1/sales', { amountMinor });
      expect(answer.statusCode).toBe(400);
      expect(answer.json()).toMatchObject({ code: 'api.invalid' });
      expect(asked).toEqual([]);
    },
  );

  it('refuses an unknown field, a repeated field, __proto__ and a missing key', async () => {
    const { post, asked } = shop();
    const { 'idempotency-key': _, ...keyless } = valid;
    const refused = [
      await post('/v1/sales', { amountMinor: 100, discount: 1 }),
      await post('/v1/sales', '{"amountMinor":100,"amountMinor":200}'),
      await post('/v1/sales', '{"amountMinor":100,"__proto__":{"x":1}}'),
      await post('/v1/sales', '{"amountMinor":100'),
      await post('/v1/sales', { amountMinor: 100 }, keyless),
    ];
    expect(refused.map((answer) => answer.statusCode)).toEqual([400, 400, 400, 400, 400]);
    expect(
      refused.every((answer) => String(answer.headers['content-type']).startsWith('application/problem+json')),
    ).toBe(true);
    expect(asked).toEqual([]);
  });

  it('takes a reference in any script, and none that is not text', async () => {
    const { post } = shop();
    expect((await post('/v1/sales', { amountMinor: 100, reference: 'ใบเสร็จ ๑๒ 🧾' })).json()).toMatchObject({
      reference: 'ใบเสร็จ ๑๒ 🧾',
    });
    expect((await post('/v1/sales', '{"amountMinor":100,"reference":"\\ud83e"}')).statusCode).toBe(400);
    expect((await post('/v1/sales', '{"amountMinor":100,"reference":"a\\u0000b"}')).statusCode).toBe(400);
  });

  it.each([
    ['no token', { ...valid, authorization: '' }, 'local.token'],
    ['another token', { ...valid, authorization: 'Bearer tbl_other' }, 'local.token'],
    ['another host, as after DNS rebinding', { ...valid, host: 'evil.example:4310' }, 'local.host'],
    ['another port', { ...valid, host: '127.0.0.1:80' }, 'local.host'],
    ['a web page', { ...valid, origin: 'https://evil.example' }, 'local.host'],
    ['a page that hides its origin', { ...valid, 'sec-fetch-site': 'cross-site' }, 'local.host'],
  ])('lets nobody in with %s', async (_name, headers, code) => {
    const { post, app, asked } = shop();
    const answer = await post('/v1/sales', { amountMinor: 100 }, headers);
    expect([401, 403]).toContain(answer.statusCode);
    expect(answer.json()).toMatchObject({ code });
    expect((await app.inject({ method: 'GET', url: '/v1/status', headers })).json()).toMatchObject({ code });
    expect(asked).toEqual([]);
  });

  it('answers a fault with its row of the table', async () => {
    const { post } = shop({ takeCash: () => Promise.reject(new Fault('counter.busy')) });
    const answer = await post('/v1/sales', { amountMinor: 100 });
    expect(answer.statusCode).toBe(409);
    expect(answer.json()).toMatchObject({ type: 'about:blank', status: 409, code: 'counter.busy' });
  });

  it('says nothing about a bug', async () => {
    const { post } = shop({ takeCash: () => Promise.reject(new Error('secret path /etc/x')) });
    const answer = await post('/v1/sales', { amountMinor: 100 });
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toContain('secret');
  });

  it('answers 404, 413 and 415 as problems', async () => {
    const { post, app } = shop();
    expect((await app.inject({ method: 'GET', url: '/v1/none', headers: valid })).json()).toMatchObject({
      code: 'api.not-found',
    });
    expect((await post('/v1/sales', { amountMinor: 100, reference: 'x'.repeat(20_000) })).json()).toMatchObject({
      code: 'api.too-large',
    });
    expect(
      (await post('/v1/sales', 'amountMinor=100', { ...valid, 'content-type': 'text/plain' })).json(),
    ).toMatchObject({ code: 'api.media-type' });
  });
});

describe('a body', () => {
  it('comes out as it went in, whatever its names and texts contain', () => {
    const plain = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
    const names = fc.string().filter((name) => !['__proto__', 'constructor', 'prototype'].includes(name));
    const object = fc.dictionary(names, fc.oneof(plain, fc.array(plain), fc.array(fc.dictionary(names, plain))));
    fc.assert(
      fc.property(object, (body) => {
        const text = JSON.stringify(body);
        expect(parseBody(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('is never taken when a name stands twice, at any depth', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer(), fc.integer(), (name, one, two) => {
        const key = JSON.stringify(name);
        expect(parseBody(`{${key}:${one},${key} : ${two}}`)).toBeUndefined();
        expect(parseBody(`{"a":[{${key}:${one},"b${key.slice(1)}:[1,"x"],${key} : ${two}}]}`)).toBeUndefined();
      }),
    );
  });

  it('is never taken when it is nested too deep or is no object', () => {
    expect(parseBody('{"a":[{"b":[1]}]}')).toEqual({ a: [{ b: [1] }] });
    for (const text of ['{"a":[[[[1]]]]}', '[1]', '1', 'null', '', '{"a":{"constructor":1}}'])
      expect(parseBody(text)).toBeUndefined();
  });
});
