import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { withTenant } from '@tillbridge/core/db/client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { buildApi } from '../src/app.ts';
import { operationsOf } from './fuzz/operations.ts';
import { makeOrganization, PASSWORD, type TestOrganization } from './make-world.ts';
import { type Cookies, signInAs, startApi, type TestApi } from './start-api.ts';

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
beforeEach(() => api.db.sql`delete from throttles`);

/** Everything that comes back over one connection until the other end closes it. */
async function say(text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let heard = '';
  socket.on('data', (bytes) => {
    heard += String(bytes);
  });
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.end(text);
  await once(socket, 'close');
  return heard;
}

const cookie = () => `cookie: tb_access=${owner['tb_access']}\r\n`;
/** What hides behind a first request, and would be answered as the owner. */
const hidden = () => `GET /api/v1/me HTTP/1.1\r\nhost: x\r\n${cookie()}\r\n`;
const answersIn = (heard: string) => heard.match(/^HTTP\/1\.1 \d+/gm) ?? [];

describe('a request behind another one', () => {
  it.each([
    ['h2c', 'Upgrade, HTTP2-Settings', '/api/v1/today', 'HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n'],
    [
      'websocket on a page of the API',
      'Upgrade',
      '/api/v1/me',
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: eA==\r\n',
    ],
    ['websocket of an old version', 'Upgrade', '/api/v1/live', 'Sec-WebSocket-Version: 7\r\n'],
    ['websocket', 'Upgrade', '/', 'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: eA==\r\n'],
  ])('attack: upgrade smuggling by %s', async (name, connection, path, more) => {
    const upgrade = name.split(' ')[0];
    const heard = await say(
      `GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: ${connection}\r\nupgrade: ${upgrade}\r\n${more}\r\n${hidden()}`,
    );
    expect(heard).not.toContain('HTTP/1.1 101');
    expect(heard).not.toContain(org.people.owner.email);
  });

  it.each([
    ['both lengths', 'content-length: 6\r\ntransfer-encoding: chunked\r\n', '0\r\n\r\nX'],
    ['two lengths', 'content-length: 0\r\ncontent-length: 50\r\n', ''],
    ['an encoding nobody knows', 'transfer-encoding: chunked, x\r\n', '0\r\n\r\n'],
    ['a folded header', 'x-a: b\r\n content-length: 50\r\n', ''],
    ['a space before the colon', 'content-length : 50\r\n', ''],
  ])('attack: request smuggling by %s', async (_name, headers, body) => {
    const heard = await say(`POST /api/v1/session HTTP/1.1\r\nhost: x\r\n${headers}\r\n${body}${hidden()}`);
    expect(answersIn(heard)).toEqual(['HTTP/1.1 400']);
    expect(heard).not.toContain(org.people.owner.email);
  });
});

describe('forged forwarding headers', () => {
  const forged = (n: number) => ({
    'x-forwarded-for': `203.0.113.${n}`,
    'x-real-ip': `203.0.113.${n}`,
    forwarded: `for=203.0.113.${n};host=evil.example;proto=https`,
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'https',
  });
  const signIn = (app: TestApi['app'], headers: object, remoteAddress: string, password = 'guess') =>
    app.inject({
      method: 'POST',
      url: '/api/v1/session',
      headers: { 'sec-fetch-site': 'same-origin', ...headers },
      remoteAddress,
      payload: { email: org.people.accountant.email, password },
    });
  const addresses = () =>
    withTenant(
      api.db,
      org.id,
      (tx) => tx<{ address: string }[]>`select distinct address from audit_events where action like 'session.%'`,
    );

  it('attack: forged forwarding headers neither escape the throttle nor reach the trail', async () => {
    const codes = [];
    for (let n = 1; n <= 12; n++) codes.push((await signIn(api.app, forged(n), '192.0.2.44')).statusCode);
    expect(codes.filter((code) => code === 429)).toHaveLength(2);
    expect((await addresses()).map((row) => row.address)).toContain('192.0.2.44');
    expect(JSON.stringify(await addresses())).not.toContain('203.0.113.');
  });

  it('attack: forged forwarding headers past a proxy of ours, by somebody beside it', async () => {
    const behind = await buildApi({ ...api.options, trustProxy: '198.51.100.1' });
    await signIn(behind, { 'x-forwarded-for': '203.0.113.9' }, '192.0.2.45');
    const last = await signIn(behind, { 'x-forwarded-for': '203.0.113.77, 192.0.2.46' }, '198.51.100.1', PASSWORD);
    expect(last.statusCode, last.body).toBe(200);
    const seen = (await addresses()).map((row) => row.address);
    expect(seen).toEqual(expect.arrayContaining(['192.0.2.45', '192.0.2.46']));
    expect(JSON.stringify(seen)).not.toContain('203.0.113.');
    await behind.close();
  });
});

describe('a script as a name', () => {
  const SCRIPT = '<script>alert(1)</script>';

  it('attack: script in every name field is refused or given back as JSON that no browser runs', async () => {
    const named = await withTenant(api.db, org.id, async (tx) => {
      await tx`update shops set name_th = ${SCRIPT}, name_en = ${SCRIPT}`;
      await tx`update machines set name = ${SCRIPT}`;
      await tx`update roles set name_th = ${SCRIPT}, name_en = ${SCRIPT}`;
      return tx<{ id: string }[]>`update people set name = ${SCRIPT} returning person_id as id`;
    });
    expect(named.length).toBeGreaterThan(3);
    const pages = (await operationsOf(api.app)).filter(({ method }) => method === 'GET');
    let holding = 0;
    for (const { path } of pages) {
      const answer = await api.app.inject({
        url: path.replaceAll(/\{[^}]+\}/g, org.shop),
        cookies: { ...owner },
        headers: { accept: 'text/html' },
      });
      if (!answer.body.includes(SCRIPT)) continue;
      holding += 1;
      expect(answer.headers['content-type'], path).toMatch(/^application\/(problem\+)?json/);
      expect(answer.headers['x-content-type-options'], path).toBe('nosniff');
    }
    expect(holding).toBeGreaterThan(4);
  });
});
