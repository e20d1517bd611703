import { randomUUID } from 'node:crypto';
import { evaluateAlarms, sweepAlarms } from '@tillbridge/core/alarms/evaluate-alarms';
import { withTenant } from '@tillbridge/core/db/client';
import type { Today } from '@tillbridge/shared/reads';
import { type AlarmPage, AlarmPageSchema } from '@tillbridge/shared/reads-alarms';
import { Value } from 'typebox/value';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { inventory, unitReading } from '../../core/test/build-facts.ts';
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
});
beforeEach(async () => {
  org = await makeOrganization(api.db, `A${randomUUID().slice(0, 8)}`);
  owner = await signInAs(api.app, org.people.owner);
  till = await openTill(api.app, owner, org.shop, org.machine);
});
afterAll(() => api.close());

async function alarms(query = '', cookies: Cookies = owner): Promise<AlarmPage> {
  const answer = await api.app.inject({ url: `/api/v1/alarms${query}`, cookies: { ...cookies } });
  expect(answer.statusCode, answer.body).toBe(200);
  expect(Value.Check(AlarmPageSchema, answer.json())).toBe(true);
  return answer.json<AlarmPage>();
}

const codes = (page: AlarmPage) => page.rows.map((row) => row.need.code);

function acknowledge(id: string, payload: object = {}, cookies: Cookies = owner) {
  const headers = { 'sec-fetch-site': 'same-origin' };
  return api.app.inject({
    method: 'POST',
    url: `/api/v1/alarms/${id}/acknowledge`,
    headers,
    cookies: { ...cookies },
    payload,
  });
}

let readings = 0;

/** The machine says how many pieces its unit holds, of a hundred, low at ten. */
async function holds(pieces: number, unit = '1'): Promise<void> {
  const level = pieces === 0 ? 'empty' : pieces <= 10 ? 'low' : 'ok';
  readings += 1;
  const readAt = new Date(Date.now() + readings).toISOString();
  const units = [unitReading({ unit, level, pieces, capacity: 100, lowMark: 10, highMark: 90, canAccept: false })];
  till.chain.add(
    'machine.inventory',
    { machine: org.machine, inventory: inventory(readAt, { units }) },
    around(Date.now()),
  );
  await till.deliver();
}

/** Looks at the shop as if so many minutes had passed, with its agent still on the line. */
async function look(minutes: number): Promise<readonly string[]> {
  const now = new Date(Date.now() + minutes * MINUTE_MS);
  await withTenant(api.db, org.id, (tx) => tx`update agents set last_heard_at = ${now} where shop_id = ${org.shop}`);
  return (await evaluateAlarms(api.db, org.id, [org.shop], now)).map((one) => one.what);
}

it('alarms that never clear, or fire for unused units: one clears by itself, and a unit that nobody ever filled is silent', async () => {
  await holds(0);
  expect([...(await look(0)), ...(await look(2)), ...(await look(90))]).toEqual([]);
  await holds(50);
  await look(91);
  await holds(0);
  expect([...(await look(92)), ...(await look(93))]).toEqual(['raised']);
  expect(codes(await alarms())).toEqual(['unit_empty']);
  await holds(60);
  expect([...(await look(94)), ...(await look(95))]).toEqual(['cleared']);
  expect(await alarms()).toMatchObject({ open: 0, acknowledged: 0, rows: [] });
  expect(codes(await alarms('?state=cleared'))).toEqual(['unit_empty']);
});

it('a level around its mark raises one alarm, however often it crosses', async () => {
  await holds(50);
  await look(0);
  const announced: string[] = [];
  for (let minute = 1; minute < 12; minute += 1) {
    await holds(minute % 2 === 0 ? 10 : 12);
    announced.push(...(await look(minute)), ...(await look(minute + 0.99)));
  }
  expect(announced).toEqual([]);
  await holds(9);
  for (let minute = 12; minute < 20; minute += 1) {
    announced.push(...(await look(minute)));
    await holds(minute % 2 === 0 ? 10 : 12);
  }
  expect(announced.filter((what) => what === 'raised').length).toBeLessThanOrEqual(1);
  expect(announced).not.toContain('cleared');
});

it('a level outside the opening hours waits for the shop to open', async () => {
  await withTenant(
    api.db,
    org.id,
    (tx) => tx`update shops set opening_hours = '[]'::jsonb where shop_id = ${org.shop}`,
  );
  await holds(50);
  await look(0);
  await holds(0);
  expect([...(await look(1)), ...(await look(60))]).toEqual([]);
  await withTenant(api.db, org.id, (tx) => tx`update shops set opening_hours = null where shop_id = ${org.shop}`);
  expect(await look(61)).toEqual(['raised']);
});

it('what a shop brings from days ago raises no alarm of its machine until it has caught up', async () => {
  const behind = (pending: number) =>
    withTenant(
      api.db,
      org.id,
      (tx) =>
        tx`update agents set pending = ${pending}, oldest_pending_ms = ${pending * 86_400_000} where shop_id = ${org.shop}`,
    );
  await holds(50);
  await look(0);
  await holds(0);
  await behind(3);
  expect([...(await look(1)), ...(await look(3))].length).toBe(0);
  await behind(0);
  expect([...(await look(4)), ...(await look(6))]).toEqual(['raised']);
});

it('twenty looks at once raise a matter once, and the need on Today and the alarm are one and the same', async () => {
  till.chain.sale({ operation: randomUUID(), outcome: 'partial', owedMinor: 500 }, around(Date.now()));
  await till.deliver();
  const looks = await Promise.all(Array.from({ length: 20 }, () => evaluateAlarms(api.db, org.id, [org.shop])));
  expect(looks.flat().map((one) => one.what)).toEqual(['raised']);
  const today = (await api.app.inject({ url: '/api/v1/today', cookies: { ...owner } })).json<Today>();
  expect((await alarms()).rows.map((row) => row.need)).toEqual(today.needs);
});

it('one that nobody acknowledges is escalated once; an acknowledged one stays until it is over, with the first note', async () => {
  till.chain.sale({ operation: randomUUID(), outcome: 'partial', owedMinor: 500 }, around(Date.now()));
  await till.deliver();
  expect([...(await look(0)), ...(await look(16)), ...(await look(40))]).toEqual(['raised', 'escalated']);
  const [row] = (await alarms()).rows;
  expect(row?.escalatedAt).not.toBeNull();
  const id = row?.id ?? '';
  expect((await acknowledge(id, { note: 'Malee pays it' })).statusCode).toBe(200);
  expect((await acknowledge(id, { note: 'second' })).statusCode).toBe(200);
  expect(await alarms()).toMatchObject({ open: 0, acknowledged: 1, rows: [] });
  expect((await alarms('?state=acknowledged')).rows).toMatchObject([{ note: 'Malee pays it', state: 'acknowledged' }]);
  const written = await withTenant(
    api.db,
    org.id,
    (tx) => tx`select 1 from audit_events where action = 'alarm.acknowledged' and subject = ${id}`,
  );
  expect(written.length).toBe(1);
});

it('a shop that falls silent is found by the sweep, and a shop that is heard again clears it', async () => {
  await withTenant(api.db, org.id, async (tx) => {
    await tx`update agents set last_heard_at = now() - interval '1 hour'`;
    await tx`update streams set last_receipt_at = now() - interval '1 hour'`;
  });
  const now = Date.now();
  expect(await sweepAlarms(api.db, org.id, new Date(now))).toBe(0);
  expect(await sweepAlarms(api.db, org.id, new Date(now + 4 * MINUTE_MS))).toBe(1);
  expect(codes(await alarms())).toEqual(['silent']);
  expect([...(await look(5)), ...(await look(7))]).toEqual(['cleared']);
});

it('somebody of one shop sees and acknowledges nothing of another', async () => {
  const other = await openTill(api.app, owner, org.otherShop, org.otherMachine);
  other.chain.sale({ operation: randomUUID(), outcome: 'partial', owedMinor: 500 }, around(Date.now()));
  await other.deliver();
  await evaluateAlarms(api.db, org.id, [org.otherShop]);
  const [row] = (await alarms()).rows;
  const elsewhere = await signInAs(api.app, org.people.shop_manager);
  expect(await alarms('', elsewhere)).toMatchObject({ open: 0, rows: [] });
  expect((await acknowledge(row?.id ?? '', {}, elsewhere)).statusCode).toBe(404);
  const stranger = await makeOrganization(api.db, `B${randomUUID().slice(0, 8)}`);
  const theirs = await signInAs(api.app, stranger.people.owner);
  expect((await acknowledge(row?.id ?? '', {}, theirs)).statusCode).toBe(404);
  expect((await alarms()).rows[0]?.acknowledgedAt).toBeNull();
});

it('refuses a cursor that is not of this list, and pages without a gap', async () => {
  for (let sale = 0; sale < 3; sale += 1)
    till.chain.sale({ operation: randomUUID(), outcome: 'partial', owedMinor: 500 }, around(Date.now()));
  await till.deliver();
  await look(0);
  const first = await alarms('?limit=2');
  const second = await alarms(`?limit=2&cursor=${first.next}`);
  expect(new Set([...first.rows, ...second.rows].map((row) => row.id)).size).toBe(3);
  const bad = await api.app.inject({ url: '/api/v1/alarms?cursor=AAAA', cookies: { ...owner } });
  expect(bad.statusCode).toBe(400);
});
