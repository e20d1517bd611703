import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { LiveMessage } from '@tillbridge/shared/live';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import WebSocket from 'ws';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { buildApi } from '../src/app.ts';
import { makeOrganization, type TestOrganization } from './make-world.ts';
import { alsoIn, get, goOnIn, post } from './organizations-world.ts';
import { type Cookies, ORIGIN, signInAs, startApi, type TestApi } from './start-api.ts';

/** How soon the sockets of the organization that was left are closed, on every process. */
const CLOSES_WITHIN_MS = 1_000;

let api: TestApi;
let second: TestApi['app'];
let alpha: TestOrganization;
let beta: TestOrganization;
let cookies: Cookies;
let names = 0;
beforeAll(async () => {
  api = await startApi(await cloneDatabase());
  second = await buildApi(api.options);
  await second.listen({ host: '127.0.0.1', port: 0 });
}, 60_000);
afterAll(async () => {
  await second.close();
  await api.close();
});
beforeEach(async () => {
  await api.db.sql`delete from throttles`;
  names += 1;
  alpha = await makeOrganization(api.db, `Alpha${names}`);
  beta = await makeOrganization(api.db, `Beta${names}`);
  await alsoIn(api, beta, alpha.people.owner);
  cookies = await signInAs(api.app, alpha.people.owner);
});

interface Window {
  readonly heard: LiveMessage[];
  closed: number | undefined;
  refused: number | undefined;
}

/** The live connection of a page with this organization in its heading. */
function listen(as: Cookies, organization: string): Window {
  const { port } = second.server.address() as AddressInfo;
  const headers = { cookie: `tb_access=${as['tb_access'] ?? ''}`, origin: ORIGIN };
  const socket = new WebSocket(`ws://127.0.0.1:${port}/api/v1/live?organization=${organization}`, { headers });
  const window: Window = { heard: [], closed: undefined, refused: undefined };
  socket.on('message', (data) => window.heard.push(JSON.parse(String(data)) as LiveMessage));
  socket.on('close', (code) => {
    window.closed = code;
  });
  socket.on('unexpected-response', (_request, response) => {
    window.refused = response.statusCode;
  });
  socket.on('error', () => undefined);
  return window;
}

const shown = (org: TestOrganization) => ({ 'tillbridge-organization': org.id });

describe('windows of the organization that was left', () => {
  it('attack: an open socket goes on after the switch, on another process', async () => {
    const window = listen(cookies, alpha.id);
    await vi.waitFor(() => expect(window.heard[0]?.type).toBe('snapshot'), 5_000);
    await goOnIn(api, cookies, beta);
    await vi.waitFor(() => expect(window.closed).toBe(1008), CLOSES_WITHIN_MS);
    expect(window.heard.at(-1)).toEqual({ type: 'bye', reason: 'switched' });
  });

  it('attack: a socket comes back with the cookies of the other organization under the old heading', async () => {
    const there = await goOnIn(api, cookies, beta);
    const window = listen(there, alpha.id);
    await vi.waitFor(() => expect(window.refused).toBe(409), 5_000);
    expect(window.heard).toEqual([]);
    const honest = listen(there, beta.id);
    await vi.waitFor(() => expect(honest.heard[0]?.type).toBe('snapshot'), 5_000);
  });

  it('attack: a page of the old organization reads and changes with the cookies of the new one', async () => {
    const there = await goOnIn(api, cookies, beta);
    expect((await get(api, 'today', there, shown(alpha))).json()).toMatchObject({
      code: 'session.other-organization',
      status: 409,
    });
    expect((await get(api, 'today', there, shown(beta))).statusCode).toBe(200);
    const wish = { name: { th: 'กะดึก', en: 'Night' }, permissions: ['shop.see'] };
    const change = await post(api, 'roles', there, wish, shown(alpha));
    expect(change.json()).toMatchObject({ code: 'session.other-organization' });
    expect((await get(api, 'roles', there)).body).not.toContain('Night');
  });

  it('attack: an Idempotency-Key of the old organization answers nothing in the new one', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const wish = { name: { th: 'กะดึก', en: 'Night' }, permissions: ['shop.see'] };
    const first = await post(api, 'roles', cookies, wish, headers);
    const there = await goOnIn(api, cookies, beta);
    const again = await post(api, 'roles', there, wish, headers);
    expect(again.headers['idempotency-replayed']).toBeUndefined();
    expect(again.json<{ id: string }>().id).not.toBe(first.json<{ id: string }>().id);
  });

  it('attack: the switch itself, asked for again with its Idempotency-Key, gives no second session', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const elsewhere = await signInAs(api.app, alpha.people.owner);
    const first = await post(api, 'session/organization', cookies, { organization: beta.id }, headers);
    expect(first.statusCode).toBe(200);
    const again = await post(api, 'session/organization', elsewhere, { organization: beta.id }, headers);
    expect(again.json()).toMatchObject({ code: 'api.answer-not-kept' });
    expect(again.cookies).toEqual([]);
  });

  it('attack: an export ticket of the old organization after the switch', async () => {
    const wish = { list: 'audit', format: 'csv', bom: false, language: 'en', filters: {} };
    const { path } = (await post(api, 'exports', cookies, wish)).json<{ path: string }>();
    const there = await goOnIn(api, cookies, beta);
    expect((await api.app.inject({ url: path, cookies: { ...there } })).json()).toMatchObject({
      code: 'export.no-ticket',
    });
    expect((await api.app.inject({ url: path, cookies: { ...cookies } })).statusCode).toBe(401);
  });

  it('attack: a cursor from the other organization reads on in one’s own only', async () => {
    for (const n of [1, 2, 3])
      await post(api, 'roles', cookies, { name: { th: `ก${n}`, en: `Night ${n}` }, permissions: ['shop.see'] });
    const page = await get(api, 'audit?limit=1', cookies);
    const { next } = page.json<{ next: string }>();
    expect(next).toBeTruthy();
    const there = await goOnIn(api, cookies, beta);
    const answer = await get(api, `audit?limit=200&cursor=${next}`, there);
    expect(answer.statusCode, answer.body).toBe(200);
    expect(answer.body).not.toContain(alpha.id);
    expect(answer.body).not.toContain('role.made');
  });
});
