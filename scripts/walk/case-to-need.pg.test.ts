import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { LiveMessage } from '@tillbridge/shared/live';
import type { Need } from '@tillbridge/shared/reads';
import type { CaseDetail } from '@tillbridge/shared/reads-cases';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import WebSocket from 'ws';
import { makeOrganization, type TestOrganization } from '../../cloud/api/test/make-world.ts';
import { type Cookies, ORIGIN, pairAgent, signInAs, startApi, type TestApi } from '../../cloud/api/test/start-api.ts';
import { ScriptedDriver } from '../../edge-agent/test/scripted-driver.ts';
import { until } from '../../edge-agent/test/shop-rig.ts';
import { cloneDatabase } from '../postgres/clone-database.ts';
import { fetchOf, LOCAL_TOKEN, openAgent } from './test/agent-of-api.ts';

const PATIENCE_MS = 15_000;

let api: TestApi;
let org: TestOrganization;
let owner: Cookies;
beforeAll(async () => {
  api = await startApi(await cloneDatabase());
  await api.app.listen({ host: '127.0.0.1', port: 0 });
  org = await makeOrganization(api.db, 'Alpha');
  owner = await signInAs(api.app, org.people.owner);
}, 60_000);
afterAll(() => api.close());

/** What an open dashboard knows of the cases of the shop: the snapshot, then every push in its place. */
function openDashboard() {
  const { port } = api.app.server.address() as AddressInfo;
  const socket = new WebSocket(`ws://127.0.0.1:${port}/api/v1/live`, {
    headers: { cookie: `tb_access=${owner['tb_access'] ?? ''}`, origin: ORIGIN },
  });
  const shown: { needs: readonly Need[] | undefined } = { needs: undefined };
  socket.on('message', (data) => {
    const message = JSON.parse(String(data)) as LiveMessage;
    if (message.type === 'snapshot') shown.needs = message.today.needs;
    if (message.type === 'shop') shown.needs = message.needs ?? shown.needs;
  });
  const cases = () => (shown.needs ?? []).filter((need) => need.caseId !== undefined);
  return {
    cases,
    ready: () => vi.waitFor(() => expect(shown.needs).toBeDefined(), PATIENCE_MS),
    close: () => socket.terminate(),
  };
}

/** Who may count a machine at the shop. */
async function addManager(): Promise<void> {
  const answer = await api.app.inject({
    method: 'POST',
    url: `/api/v1/shops/${org.shop}/employees`,
    headers: { 'sec-fetch-site': 'same-origin' },
    cookies: { ...owner },
    payload: { number: '1', name: 'Boss', pin: '8520', permissions: ['machine.see', 'machine.empty'] },
  });
  expect(answer.statusCode, answer.body).toBe(200);
}

test('a partial payout at a shop is a case on the open dashboard, and leaves it when the shop counts, without a reload', async () => {
  await addManager();
  const paired = await pairAgent(api.app, owner, org.shop);
  const driver = new ScriptedDriver({ 10000: 50, 2000: 50 });
  const { agent, stop } = await openAgent(paired, org.machine, driver, fetchOf(api, { down: false }));
  const dashboard = openDashboard();
  const ask = async (path: string, body: object, token = LOCAL_TOKEN) => {
    const answer = await fetch(`http://127.0.0.1:${agent.localPort}/v1/${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
      body: JSON.stringify(body),
    });
    expect(answer.status, await answer.clone().text()).toBe(200);
    return (await answer.json()) as { operation: string; token: string };
  };
  try {
    await dashboard.ready();
    await until('the configuration is applied', () => agent.status().configuration !== null);
    await until('the machine is ready', () => agent.status().machines[0]?.ready);
    expect(dashboard.cases()).toEqual([]);
    driver.script.dispense = () => {
      const out = driver.move('out', { 2000: 1 });
      const result = { outcome: 'partial', in: [], out, owedMinor: 4_000, reason: 'machine.jam' } as const;
      return { result, steps: [], inventory: driver.read() };
    };
    const { operation } = await ask('payouts', { amountMinor: 6_000, reference: 'WALK-CASE' });
    await vi.waitFor(
      () =>
        expect(dashboard.cases()).toMatchObject([{ code: 'owed', caseId: operation, values: { owedMinor: 4_000 } }]),
      PATIENCE_MS,
    );
    const stock = { place: 'stock', form: 'note' } as const;
    const counted = [
      { ...stock, valueMinor: 10_000, pieces: 50 },
      { ...stock, valueMinor: 2_000, pieces: 47 },
    ];
    const { token } = await ask('session', { employeeNumber: '1', pin: '8520' });
    await ask('recounts', { counted, case: operation }, token);
    await vi.waitFor(() => expect(dashboard.cases()).toEqual([]), PATIENCE_MS);
    const page = await api.app.inject({ url: `/api/v1/cases/${operation}`, cookies: { ...owner } });
    const { row, recounts } = page.json<CaseDetail>();
    expect(row).toMatchObject({ state: 'settled', settledBy: '1 Boss', owedMinor: 4_000, reference: 'WALK-CASE' });
    expect(recounts).toMatchObject([{ cases: 1, counted }]);
  } finally {
    dashboard.close();
    await stop();
  }
}, 60_000);
