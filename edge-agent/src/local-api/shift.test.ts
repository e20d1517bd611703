import { beforeEach, describe, expect, it } from 'vitest';
import { staff } from '../people/testing/employees.ts';
import { ShiftRig } from '../shift/testing/shift-rig.ts';
import { buildLocalApi } from './server.ts';
import { noCounter } from './testing/no-counter.ts';
import { testParts } from './testing/parts.ts';

const host = '127.0.0.1:4310';
const TOKEN = 'tbl_secret';
const [CASHIER, OTHER, BOSS, SECOND_BOSS] = [
  ['11', '2580'],
  ['12', '2581'],
  ['1', '8520'],
  ['2', '8521'],
] as const;

let rig: ShiftRig;
let app: ReturnType<typeof buildLocalApi>;
let tokens: Map<string, string>;

beforeEach(async () => {
  rig = new ShiftRig();
  tokens = new Map();
  const counter = noCounter();
  const over = { shift: rig.desk, limits: () => rig.limits };
  const agent = '0192f0c0-0000-7000-8000-0000000000aa';
  app = buildLocalApi(testParts({ agent, counter, token: TOKEN, configuration: await staff(), over }), () => 4310);
});

type Who = readonly [string, string] | undefined;

async function ask(who: Who, method: 'GET' | 'POST', url: string, payload?: object, more: object = {}) {
  const token = who === undefined ? TOKEN : await tokenOf(who);
  const headers = { host, authorization: `Bearer ${token}`, 'content-type': 'application/json', ...more };
  return app.inject({ method, url: `/v1/${url}`, headers, ...(payload === undefined ? {} : { payload }) });
}

async function tokenOf([employeeNumber, pin]: readonly [string, string]): Promise<string> {
  const known = tokens.get(employeeNumber);
  if (known !== undefined) return known;
  const payload = { employeeNumber, pin };
  const headers = { host, 'content-type': 'application/json' };
  const answer = await app.inject({ method: 'POST', url: '/v1/session', headers, payload });
  tokens.set(employeeNumber, answer.json<{ token: string }>().token);
  return tokenOf([employeeNumber, pin]);
}

const open = (who: Who = CASHIER) => ask(who, 'POST', 'shift/open', { source: 'machine' });
const count = (who: Who = CASHIER, otherwise: Record<number, number> = {}) =>
  ask(who, 'POST', 'shift/count', { lines: rig.counted(otherwise) });

describe('a shift over the local API', () => {
  it('is opened, counted and closed by the person who is signed in, never by a till alone', async () => {
    for (const [method, url, payload] of [
      ['POST', 'shift/open', { source: 'machine' }],
      ['POST', 'shift/count', { lines: [] }],
      ['POST', 'shift/close', {}],
    ] as const)
      expect((await ask(undefined, method, url, payload)).json()).toMatchObject({ code: 'local.forbidden' });
    expect((await open()).json()).toMatchObject({ openedBy: '11 Employee 11', counted: false });
    await count();
    expect((await ask(CASHIER, 'POST', 'shift/close', {})).json()).toMatchObject({
      number: 1,
      by: '11 Employee 11',
      tier: 'automatic',
    });
    expect((await ask(undefined, 'GET', 'shift')).json()).toBeNull();
  });

  it('shows X at any time, what is expected only to those who approve, and marks their own count as not blind', async () => {
    await open();
    rig.move('sale', { in: { 10000: 1 } });
    const seen = await ask(CASHIER, 'GET', 'shift/x');
    expect(seen.json()).toMatchObject({ kinds: [{ kind: 'sale', inMinor: 10_000 }] });
    expect(seen.body).not.toContain('expected');
    expect((await ask(BOSS, 'GET', 'shift/x')).json()).toMatchObject({ figures: { sums: [{ varianceMinor: 0 }] } });
    expect((await count(BOSS)).json()).toMatchObject({ blind: false });
    expect((await count(CASHIER)).json()).toMatchObject({ blind: true });
  });

  it('hands out a sheet of what to count that does not say how much', async () => {
    rig.stock[10_000] = 37;
    await open();
    rig.move('refill', { in: { 50000: 4 } });
    const { lines } = (await ask(CASHIER, 'GET', 'shift/sheet')).json<{ lines: Record<string, unknown>[] }>();
    expect(lines.map((line) => line['valueMinor'])).toEqual([100, 2_000, 10_000, 50_000]);
    for (const line of lines) expect(Object.keys(line).sort()).toEqual(['form', 'machine', 'place', 'valueMinor']);
  });

  it('with a large difference closes at once, approved by a second person or plainly without', async () => {
    await open();
    const missing = { 10000: 40 };
    await count(CASHIER, missing);
    const approve = (who: readonly [string, string]) =>
      ask(CASHIER, 'POST', 'shift/approval', { employeeNumber: who[0], pin: who[1] });
    expect((await approve(CASHIER)).json()).toMatchObject({ code: 'local.same-person' });
    expect((await approve(OTHER)).json()).toMatchObject({ code: 'local.forbidden' });
    const { approval } = (await approve(BOSS)).json<{ approval: string }>();
    await count(CASHIER, missing);
    const stale = await ask(CASHIER, 'POST', 'shift/close', {}, { 'x-approval': approval });
    expect(stale.json()).toMatchObject({ code: 'local.approval' });
    const again = (await approve(BOSS)).json<{ approval: string }>();
    const closing = await ask(CASHIER, 'POST', 'shift/close', { reason: 'unclear' }, { 'x-approval': again.approval });
    expect(closing.json()).toMatchObject({ settled: true, approvedBy: '1 Employee 1', reason: 'unclear' });
    await open();
    await count(CASHIER, { 10000: 30 });
    expect((await ask(CASHIER, 'POST', 'shift/close', {})).json()).toMatchObject({ number: 2, settled: false });
  });

  it('is approved later by somebody else who may', async () => {
    await open(BOSS);
    await count(BOSS, { 10000: 40 });
    await ask(BOSS, 'POST', 'shift/close', {});
    expect((await ask(CASHIER, 'POST', 'closings/1/approve', {})).json()).toMatchObject({ code: 'local.forbidden' });
    expect((await ask(BOSS, 'POST', 'closings/1/approve', {})).json()).toMatchObject({ code: 'local.same-person' });
    expect((await ask(SECOND_BOSS, 'POST', 'closings/1/approve', {})).json()).toEqual({
      number: 1,
      approvedBy: '2 Employee 2',
    });
    expect((await ask(CASHIER, 'GET', 'closings/1')).json()).toMatchObject({
      settled: false,
      lines: expect.any(Array),
    });
    expect((await ask(CASHIER, 'GET', 'closings')).json()).toMatchObject({ closings: [{ number: 1 }] });
    expect((await ask(CASHIER, 'GET', 'closings/2')).statusCode).toBe(404);
  });

  it('takes a count only in its form', async () => {
    await open();
    const [line] = rig.counted();
    for (const lines of [
      [{ ...line, pieces: null }],
      [{ ...line, pieces: -1 }],
      [{ ...line, pieces: '5' }],
      [{ ...line, more: 1 }],
      [line, line],
    ])
      expect((await ask(CASHIER, 'POST', 'shift/count', { lines })).statusCode).toBe(400);
    expect((await ask(CASHIER, 'POST', 'shift/open', { source: 'counted' })).statusCode).toBe(400);
    expect((await ask(CASHIER, 'POST', 'shift/close', {})).json()).toMatchObject({ code: 'shift.not-counted' });
  });
});
