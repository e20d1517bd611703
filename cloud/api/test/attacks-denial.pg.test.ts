import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import WebSocket from 'ws';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { SOCKETS_PER_PERSON_MAX } from '../src/live/live-routes.ts';
import { operationsOf } from './fuzz/operations.ts';
import { makeOrganization, type TestOrganization } from './make-world.ts';
import { type Cookies, ORIGIN, signInAs, startApi, type TestApi } from './start-api.ts';

const SLOW_BODIES = 300;
const THOUSAND = 1_000;
/** No request may be under way for longer, however slowly its body comes. */
const REQUEST_MS_MAX = 120_000;

let api: TestApi;
let org: TestOrganization;
let owner: Cookies;
let port: number;
beforeAll(async () => {
  api = await startApi(await cloneDatabase());
  org = await makeOrganization(api.db, 'Alpha');
  owner = await signInAs(api.app, org.people.owner);
  await api.app.listen({ host: '127.0.0.1', port: 0 });
  port = (api.app.server.address() as AddressInfo).port;
}, 60_000);
afterAll(() => api.close());

/** Begins a request and never ends its body. */
async function beginSlowly(path: string): Promise<{ readonly socket: Socket; readonly heard: () => string }> {
  const socket = connect(port, '127.0.0.1');
  let heard = '';
  socket.on('data', (bytes) => {
    heard += String(bytes);
  });
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(
    `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\nsec-fetch-site: same-origin\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{`,
  );
  return { socket, heard: () => heard };
}

it('attack: slow bodies, hundreds at once, hold nobody up and are not waited for without end', async () => {
  const slow = await Promise.all(Array.from({ length: SLOW_BODIES }, () => beginSlowly('/api/v1/session')));
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/today`, {
    headers: { cookie: `tb_access=${owner['tb_access']}` },
  });
  expect(answer.status).toBe(200);
  expect(slow.filter(({ heard }) => heard() !== '')).toEqual([]);
  expect(api.app.server.requestTimeout).toBeGreaterThan(0);
  expect(api.app.server.requestTimeout).toBeLessThanOrEqual(REQUEST_MS_MAX);
  for (const { socket } of slow) socket.destroy();
});

it('attack: slow bodies of whoever is not let in are refused before they are read', async () => {
  for (const path of ['/v1/sync/batch', '/api/v1/roles', '/v1/sync/salvage']) {
    const { socket, heard } = await beginSlowly(path);
    await vi.waitFor(() => expect(heard()).toMatch(/^HTTP\/1\.1 (401|404) /), 5_000);
    socket.destroy();
  }
});

it('attack: a thousand sockets of one person are twenty, and another person still gets one', async () => {
  const open = (cookies: Cookies) => {
    const headers = { cookie: `tb_access=${cookies['tb_access'] ?? ''}`, origin: ORIGIN };
    const socket = new WebSocket(`ws://127.0.0.1:${port}/api/v1/live`, { headers });
    const client = { socket, snapshots: 0, ended: false };
    socket.on('message', (data) => {
      if (String(data).startsWith('{"type":"snapshot"')) client.snapshots += 1;
    });
    for (const end of ['close', 'error'] as const) {
      socket.on(end, () => {
        client.ended = true;
      });
    }
    return client;
  };
  const many = Array.from({ length: THOUSAND }, () => open(owner));
  await vi.waitFor(() => {
    expect(many.filter((client) => client.ended)).toHaveLength(THOUSAND - SOCKETS_PER_PERSON_MAX);
    expect(many.filter((client) => client.snapshots > 0)).toHaveLength(SOCKETS_PER_PERSON_MAX);
  }, 30_000);
  const other = open(await signInAs(api.app, org.people.auditor));
  await vi.waitFor(() => expect(other.snapshots).toBe(1), 5_000);
  for (const { socket } of [...many, other]) socket.terminate();
}, 60_000);

it('attack: page size 10^9 is refused by every list', async () => {
  const lists = (await operationsOf(api.app)).filter(
    ({ method, fields }) => method === 'GET' && fields.some(({ name }) => name === 'limit'),
  );
  expect(lists.length).toBeGreaterThan(8);
  for (const { path } of lists) {
    const url = path.replaceAll(/\{[^}]+\}/g, org.shop);
    for (const limit of ['1000000000', '1e9', '-1', '0', '10.5', '']) {
      const answer = await api.app.inject({ url: `${url}?limit=${limit}`, cookies: { ...owner } });
      expect(answer.statusCode, `${url} ${limit}: ${answer.body}`).toBe(400);
    }
  }
});
