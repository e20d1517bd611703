import type { AddressInfo } from 'node:net';
import { withTenant } from '@tillbridge/core/db/client';
import type { LiveMessage } from '@tillbridge/shared/live';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import WebSocket from 'ws';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { buildApi } from '../src/app.ts';
import { makeOrganization, type TestOrganization } from './make-world.ts';
import { type Cookies, ORIGIN, signInAs, startApi, type TestApi } from './start-api.ts';

/** How soon an open socket follows a changed right, on every process. */
const FOLLOWS_WITHIN_MS = 1_000;

let api: TestApi;
let second: TestApi['app'];
let org: TestOrganization;
let owner: Cookies;
let names = 0;
beforeAll(async () => {
  api = await startApi(await cloneDatabase());
  second = await buildApi(api.options);
  for (const app of [api.app, second]) await app.listen({ host: '127.0.0.1', port: 0 });
}, 60_000);
afterAll(async () => {
  await second.close();
  await api.close();
});
beforeEach(async () => {
  names += 1;
  org = await makeOrganization(api.db, `Alpha${names}`);
  owner = await signInAs(api.app, org.people.owner);
});

async function watch(cookies: Cookies): Promise<{ shops(): string[]; closed(): boolean }> {
  const { port } = second.server.address() as AddressInfo;
  const headers = { cookie: `tb_access=${cookies['tb_access'] ?? ''}`, origin: ORIGIN };
  const socket = new WebSocket(`ws://127.0.0.1:${port}/api/v1/live`, { headers });
  let shops: string[] | undefined;
  let closed = false;
  socket.on('message', (data) => {
    const message = JSON.parse(String(data)) as LiveMessage;
    if (message.type === 'snapshot') shops = message.today.shops.map((shop) => shop.id);
  });
  socket.on('close', () => {
    closed = true;
  });
  await vi.waitFor(() => expect(shops).toBeDefined(), 5_000);
  return { shops: () => [...(shops ?? [])].sort(), closed: () => closed };
}

async function roleOf(key: string): Promise<string> {
  const [row] = await withTenant(
    api.db,
    org.id,
    (tx) => tx<{ id: string }[]>`select role_id as id from roles where org_id = ${org.id} and role_key = ${key}`,
  );
  return row?.id ?? '';
}
async function post(cookies: Cookies, url: string, payload?: object): Promise<{ id: string }> {
  const answer = await api.app.inject({
    method: 'POST',
    url: `/api/v1/${url}`,
    headers: { 'sec-fetch-site': 'same-origin' },
    cookies: { ...cookies },
    ...(payload === undefined ? {} : { payload }),
  });
  expect(answer.statusCode, answer.body).toBeLessThan(300);
  return answer.statusCode === 204 ? { id: '' } : answer.json();
}
const assign = (person: string, role: string, shops: readonly string[]) =>
  post(owner, `people/${person}/assignment`, { role, allShops: false, shops });

it('a shop that is taken away or given is gone from or stands on an open socket of another process within a second', async () => {
  const cashier = await signInAs(api.app, org.people.cashier);
  const client = await watch(cashier);
  expect(client.shops()).toEqual([org.shop]);
  const role = await roleOf('cashier');
  const both = [org.shop, org.otherShop].sort();
  await assign(org.people.cashier.id, role, both);
  await vi.waitFor(() => expect(client.shops()).toEqual(both), FOLLOWS_WITHIN_MS);
  await assign(org.people.cashier.id, role, [org.otherShop]);
  await vi.waitFor(() => expect(client.shops()).toEqual([org.otherShop]), FOLLOWS_WITHIN_MS);
});

it('a role that may see no shop any more closes the open sockets of whoever has it within a second', async () => {
  const wish = (permissions: string[]) => ({ name: { th: 'กะดึก', en: 'Night' }, permissions });
  const { id } = await post(owner, 'roles', wish(['shop.see']));
  await assign(org.people.cashier.id, id, [org.shop]);
  const client = await watch(await signInAs(api.app, org.people.cashier));
  const bystander = await watch(await signInAs(api.app, org.people.shop_manager));
  await post(owner, `roles/${id}`, wish(['case.see']));
  await vi.waitFor(() => expect(client.closed()).toBe(true), FOLLOWS_WITHIN_MS);
  expect(bystander.closed()).toBe(false);
});

it('looking through a role narrows the sockets that are open already, and ending it widens them again', async () => {
  const client = await watch(owner);
  expect(client.shops()).toHaveLength(2);
  await post(owner, 'session/view-as', { role: await roleOf('cashier'), shops: [org.shop] });
  await vi.waitFor(() => expect(client.shops()).toEqual([org.shop]), FOLLOWS_WITHIN_MS);
  await post(owner, 'session/view-as/end');
  await vi.waitFor(() => expect(client.shops()).toHaveLength(2), FOLLOWS_WITHIN_MS);
});
