import { createHash } from 'node:crypto';
import { COUNTER_PERMISSIONS } from '@tillbridge/shared/permissions';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { completed, ended, MACHINE, openShop, operation, payWanted } from '../../../test/desk-rig.ts';
import { ShiftRig } from '../../shift/testing/shift-rig.ts';
import type { LocalApiParts } from '../parts.ts';
import { buildLocalApi } from '../server.ts';
import { testParts } from '../testing/parts.ts';
import { openTills } from '../tills.ts';

const TOKEN = 'tbl_secret';
const AGENT = operation(99);

afterEach(() => {
  vi.useRealTimers();
});

/** The routes over a real counter, its desk and a scripted machine. */
async function openCounterApi(over: Parameters<typeof openShop>[0] = {}, parts: Partial<LocalApiParts> = {}) {
  const shop = await openShop(over);
  const tokenHash = createHash('sha256').update(TOKEN).digest('hex');
  const tills = openTills('tbl_first', [{ name: 'safe', tokenHash, permissions: [...COUNTER_PERMISSIONS] }]);
  const app = buildLocalApi(
    testParts({ agent: AGENT, counter: shop.counter, token: TOKEN, over: { tills, ...parts } }),
    () => 4310,
  );
  const headers = { host: '127.0.0.1:4310', authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };
  let keys = 0;
  const post = async (url: string, payload: object, key?: string) => {
    keys += 1;
    const sent = { ...headers, 'idempotency-key': key ?? `till-1-${String(keys).padStart(4, '0')}` };
    const answered = app.inject({ method: 'POST', url, headers: sent, payload });
    await vi.advanceTimersByTimeAsync(5);
    return answered;
  };
  const get = (url: string) => app.inject({ method: 'GET', url, headers });
  return { ...shop, post, get };
}

const HANDS = ['/v1/deposits', '/v1/exchanges', '/v1/refills', '/v1/collections', '/v1/emptyings', '/v1/recounts'];

describe('the verbs of the local API', () => {
  it.each(HANDS)('%s moves nothing without a key, and takes no field it does not know', async (url) => {
    const { post, driver, journal } = await openCounterApi();
    const keyless = await post(url, {}, '');
    expect(keyless.json()).toMatchObject({ status: 400, code: 'api.invalid' });
    expect((await post(url, { amountMinor: 100, seal: 'S', discount: 1 })).json()).toMatchObject({
      code: 'api.invalid',
    });
    expect(driver.calls).toEqual(['open']);
    expect(journal.bodies('operation.intended')).toEqual([]);
  });

  it('reset a machine for whoever holds the right to service it, and say how many cases wait then', async () => {
    const { post, driver } = await openCounterApi();
    driver.resetting = () => {
      driver.stock = { ...driver.stock, 10000: 49 };
    };
    expect((await post('/v1/resets', { machine: MACHINE.id })).json()).toEqual({ cases: 1 });
    const seller = await openCounterApi({}, { tills: openTills(TOKEN, []) });
    expect((await seller.post('/v1/resets', {})).json()).toMatchObject({
      code: 'local.forbidden',
      permission: 'machine.service',
    });
    expect(seller.driver.calls).not.toContain('reset');
  });

  it('take cash in until finish, and answer the same key with the same record', async () => {
    const { post, driver, journal } = await openCounterApi();
    driver.script.collect = () => completed(driver, 'in', { 10000: 2 });
    const first = await post('/v1/deposits', { operator: 'Malee' }, 'deposit-0001');
    expect(first.json()).toMatchObject({ kind: 'deposit', outcome: 'completed', inMinor: 20_000 });
    expect((await post('/v1/deposits', { operator: 'Malee' }, 'deposit-0001')).json()).toEqual(first.json());
    expect(journal.bodies('cash.transaction')).toHaveLength(1);
    expect((await post('/v1/finish', {})).json()).toEqual({ finished: false });
  });

  it('exchange to wished pieces, and name the nearest amounts when that is impossible', async () => {
    const { post, driver } = await openCounterApi();
    driver.script.collect = () => completed(driver, 'in', { 10000: 1 });
    driver.script.dispense = payWanted(driver);
    const want = [
      { valueMinor: 2_000, pieces: 4 },
      { valueMinor: 100, pieces: 20 },
    ];
    expect((await post('/v1/exchanges', { amountMinor: 10_000, want })).json()).toMatchObject({ outcome: 'completed' });
    expect((await post('/v1/exchanges', { amountMinor: 10_050 })).json()).toMatchObject({
      status: 409,
      code: 'counter.not-payable',
      belowMinor: 10_000,
      aboveMinor: 10_100,
    });
    expect((await post('/v1/exchanges', { amountMinor: 100, want, largestMinor: 5 })).statusCode).toBe(400);
  });

  it('carry a refill from its beginning to its end', async () => {
    const { post, driver } = await openCounterApi();
    const refill = post('/v1/refills', { operator: 'Somchai', declaredMinor: 20_000 });
    await vi.advanceTimersByTimeAsync(1);
    driver.move('in', { 2000: 10 });
    await vi.advanceTimersByTimeAsync(10);
    expect((await post('/v1/finish', {})).json()).toEqual({ finished: true });
    expect((await refill).json()).toMatchObject({ kind: 'refill', outcome: 'completed', inMinor: 20_000 });
  });

  it('empty to a float and answer with the seal', async () => {
    const { post, driver } = await openCounterApi({ machine: { par: { U10000: 10, U2000: 50, U100: 50 } } });
    driver.script.dispense = payWanted(driver);
    const answer = await post('/v1/emptyings', { seal: 'S-9', receiver: 'Guard 7', operator: 'Malee' });
    expect(answer.json()).toMatchObject({ kind: 'collection', outMinor: 400_000, seal: 'S-9', receiver: 'Guard 7' });
    expect((await post('/v1/collections', { operator: 'Malee' })).json()).toMatchObject({ code: 'api.invalid' });
  });

  it('list a case, show the three figures, and settle it by a count', async () => {
    const { post, get, driver } = await openCounterApi();
    driver.script.dispense = () =>
      ended({ outcome: 'unknown', evidence: 'link lost', in: [], out: driver.move('out', { 2000: 1 }) }, driver);
    await post('/v1/payouts', { amountMinor: 4_000, operator: 'Malee' });
    const { cases } = (await get('/v1/cases')).json();
    expect(cases).toMatchObject([{ machine: MACHINE.id, outcome: 'unknown', operator: 'Malee', amountMinor: 4_000 }]);
    const counted = [
      { valueMinor: 10_000, form: 'note', place: 'stock', pieces: 50 },
      { valueMinor: 2_000, form: 'note', place: 'stock', pieces: 48 },
      { valueMinor: 100, form: 'coin', place: 'stock', pieces: 50 },
    ];
    const short = await post('/v1/recounts', { counted: counted.slice(1) });
    expect(short.json()).toMatchObject({ code: 'counter.count-incomplete', fields: ['stock note 10000'] });
    const settled = await post('/v1/recounts', {
      case: cases[0].case,
      counted,
      operator: 'Somchai',
      note: 'one in the path',
    });
    expect(settled.json()).toMatchObject({ kind: 'adjustment', outMinor: 2_000, reason: 'counter.recounted' });
    expect((await get('/v1/cases')).json()).toEqual({ cases: [] });
    expect((await get('/v1/stock')).json()).toMatchObject({
      machine: MACHINE.id,
      standing: [{ valueMinor: 2_000, pieces: 1, direction: 'out' }],
    });
  });

  it('say what the machine reports, and not what is expected, while somebody must count a shift blind', async () => {
    const shift = new ShiftRig();
    await shift.desk.open('1 Anong', { source: 'counted', lines: [] });
    const { get } = await openCounterApi({}, { shift: shift.desk });
    const stock = (await get('/v1/stock')).json();
    expect(stock).toMatchObject({ machine: MACHINE.id });
    expect(Object.keys(stock).sort()).toEqual(['currency', 'machine', 'reported']);
  });

  it('plan without moving anything', async () => {
    const { post, driver, journal } = await openCounterApi();
    expect((await post('/v1/plans', { plan: 'payout', amountMinor: 12_100 })).json()).toMatchObject({
      payable: true,
      lines: [
        { valueMinor: 10_000, pieces: 1 },
        { valueMinor: 2_000, pieces: 1 },
        { valueMinor: 100, pieces: 1 },
      ],
    });
    expect((await post('/v1/plans', { plan: 'payout', amountMinor: 150 })).json()).toEqual({
      payable: false,
      belowMinor: 100,
      aboveMinor: 200,
    });
    expect((await post('/v1/plans', { plan: 'float', floatMinor: 600_000 })).json()).toMatchObject({
      amountMinor: 5_000,
    });
    expect((await post('/v1/plans', { plan: 'exchange' })).statusCode).toBe(400);
    expect(driver.calls).toEqual(['open']);
    expect(journal.bodies('operation.intended')).toEqual([]);
  });
});
