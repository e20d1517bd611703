import { withTenant } from '@tillbridge/core/db/client';
import type { ClosingDetail, ClosingPage } from '@tillbridge/shared/reads-closings';
import type { ClosingBody } from '@tillbridge/shared/shift';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeOrganization, type TestOrganization } from '../../cloud/api/test/make-world.ts';
import {
  type Cookies,
  pairAgent,
  signInAs,
  startApi,
  type TestAgent,
  type TestApi,
} from '../../cloud/api/test/start-api.ts';
import { ScriptedDriver } from '../../edge-agent/test/scripted-driver.ts';
import { until } from '../../edge-agent/test/shop-rig.ts';
import { cloneDatabase } from '../postgres/clone-database.ts';
import { fetchOf, openAgent } from './test/agent-of-api.ts';

let api: TestApi;
let org: TestOrganization;
let owner: Cookies;
let paired: TestAgent;
const line = { down: false };

beforeAll(async () => {
  api = await startApi(await cloneDatabase());
  org = await makeOrganization(api.db, 'Alpha');
  owner = await signInAs(api.app, org.people.owner);
  paired = await pairAgent(api.app, owner, org.shop);
}, 60_000);
afterAll(() => api.close());

const asOwner = async (url: string, payload: object) => {
  const headers = { 'sec-fetch-site': 'same-origin' };
  const answer = await api.app.inject({
    method: 'POST',
    url: `/api/v1/${url}`,
    headers,
    cookies: { ...owner },
    payload,
  });
  expect(answer.statusCode, answer.body).toBe(200);
};

/** The local API as the console uses it. */
function consoleAt(port: number) {
  const ask = async <T>(method: string, path: string, token?: string, body?: object, more: object = {}): Promise<T> => {
    const headers = {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...more,
    };
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const answer = await globalThis.fetch(`http://127.0.0.1:${port}/v1/${path}`, init);
    const said = (await answer.json()) as T;
    if (!answer.ok) throw new Error(`${method} ${path}: ${JSON.stringify(said)}`);
    return said;
  };
  const signIn = async (employeeNumber: string, pin: string) =>
    (await ask<{ token: string }>('POST', 'session', undefined, { employeeNumber, pin })).token;
  return { ask, signIn };
}

test('employees set in the cloud open, count and close a shift with the line down, and the closing in the cloud equals the journal', async () => {
  const cashier = ['machine.see', 'machine.exchange', 'machine.withdraw', 'shift.open', 'shift.close'];
  await asOwner(`shops/${org.shop}/employees`, { number: '11', name: 'สุดา', pin: '2580', permissions: cashier });
  await asOwner(`shops/${org.shop}/employees`, {
    number: '1',
    name: 'Boss',
    pin: '8520',
    permissions: [...cashier, 'shift.approve'],
  });
  await asOwner(`shops/${org.shop}/limits`, { variance: { automaticMinor: 0, reasonMinor: 100 }, parLevels: [] });
  const driver = new ScriptedDriver({ 10000: 50, 2000: 50 });
  const { agent, stop } = await openAgent(paired, org.machine, driver, fetchOf(api, line));
  try {
    await until('the configuration is applied', () => agent.status().configuration !== null);
    await until('the machine is ready', () => agent.status().machines[0]?.ready);
    line.down = true;
    const { ask, signIn } = consoleAt(agent.localPort);
    const suda = await signIn('11', '2580');
    await ask('POST', 'shift/open', suda, { source: 'machine' });
    driver.script.dispense = () => {
      const out = driver.move('out', { 2000: 3 });
      return { result: { outcome: 'completed', in: [], out }, steps: [], inventory: driver.read() };
    };
    await ask('POST', 'payouts', suda, { amountMinor: 6_000 }, { 'idempotency-key': 'payout-0001' });
    expect(JSON.stringify(await ask('GET', 'shift/x', suda))).not.toContain('expected');
    const stock = { machine: org.machine, place: 'stock', form: 'note' };
    const lines = [
      { ...stock, valueMinor: 10_000, pieces: 50 },
      { ...stock, valueMinor: 2_000, pieces: 46 },
    ];
    expect(await ask('POST', 'shift/count', suda, { lines })).toMatchObject({ tier: 'approval', blind: true });
    const { approval } = await ask<{ approval: string }>('POST', 'shift/approval', suda, {
      employeeNumber: '1',
      pin: '8520',
    });
    const closing = await ask<ClosingBody>('POST', 'shift/close', suda, {}, { 'x-approval': approval });
    expect(closing).toMatchObject({ number: 1, settled: true, approvedBy: '1 Boss', by: '11 สุดา' });
    line.down = false;
    await until('everything is in custody', () => agent.journal.pending() === 0);
    const page = (
      await api.app.inject({ url: `/api/v1/shops/${org.shop}/closings`, cookies: { ...owner } })
    ).json<ClosingPage>();
    expect(page.rows).toMatchObject([{ shift: closing.shift, gapBefore: false, numberTwice: false }]);
    const detail = (
      await api.app.inject({ url: `/api/v1/closings/${closing.shift}`, cookies: { ...owner } })
    ).json<ClosingDetail>();
    expect(detail.lines).toEqual(closing.lines);
    expect(detail.row).toMatchObject({
      sums: closing.sums,
      kinds: closing.kinds,
      closedBy: closing.by,
      tier: closing.tier,
    });
    expect(detail.row.sums).toMatchObject([
      { outMinor: 6_000, expectedMinor: 594_000, reportedMinor: 594_000, countedMinor: 592_000, varianceMinor: -2_000 },
    ]);
    const [paid] = await withTenant(
      api.db,
      org.id,
      (tx) =>
        tx<{ out: number }[]>`select sum(out_minor)::bigint as out from cash_transactions where org_id = ${org.id}`,
    );
    expect(paid?.out).toBe(6_000);
  } finally {
    await stop();
  }
}, 60_000);
