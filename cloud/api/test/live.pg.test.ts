import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { withTenant } from '@tillbridge/core/db/client';
import { type LiveMessage, LiveMessageSchema } from '@tillbridge/shared/live';
import { Value } from 'typebox/value';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import WebSocket from 'ws';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { closeDatabase } from '../../core/test/close-database.ts';
import { buildApi } from '../src/app.ts';
import { SOCKETS_PER_PERSON_MAX } from '../src/live/live-routes.ts';
import { around, openTill, post, type TestTill } from './fill-shop.ts';
import { makeOrganization, type TestOrganization } from './make-world.ts';
import { type Cookies, ORIGIN, signInAs, startApi, type TestApi } from './start-api.ts';

let api: TestApi;
let org: TestOrganization;
let owner: Cookies;
let till: TestTill;
let otherTill: TestTill;
beforeAll(async () => {
  api = await startApi(await cloneDatabase());
  await api.app.listen({ host: '127.0.0.1', port: 0 });
  org = await makeOrganization(api.db, 'Alpha');
  owner = await signInAs(api.app, org.people.owner);
  till = await openTill(api.app, owner, org.shop, org.machine);
  otherTill = await openTill(api.app, owner, org.otherShop, org.otherMachine);
}, 60_000);
afterAll(() => api.close());

const open = new Set<Client>();
afterEach(() => {
  for (const client of open) client.socket.terminate();
  open.clear();
});

interface Client {
  readonly socket: WebSocket;
  readonly heard: LiveMessage[];
  closed: { code: number } | undefined;
}

interface ConnectWish {
  readonly app?: TestApi['app'];
  readonly headers?: Record<string, string>;
}

function watch(cookies: Cookies, wish: ConnectWish = {}): Client {
  const { port } = (wish.app ?? api.app).server.address() as AddressInfo;
  const socket = new WebSocket(`ws://127.0.0.1:${port}/api/v1/live`, {
    headers: { cookie: `tb_access=${cookies['tb_access'] ?? ''}`, origin: ORIGIN, ...wish.headers },
  });
  const client: Client = { socket, heard: [], closed: undefined };
  socket.on('message', (data) => {
    const message: unknown = JSON.parse(String(data));
    if (!Value.Check(LiveMessageSchema, message)) throw new Error(`not a message of the contract: ${String(data)}`);
    client.heard.push(message);
  });
  socket.on('close', (code) => {
    client.closed = { code };
  });
  open.add(client);
  return client;
}

async function refusedWith(cookies: Cookies, headers: Record<string, string> = {}): Promise<number | undefined> {
  const { socket } = watch(cookies, { headers });
  socket.on('error', () => undefined);
  const [, response] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode?: number }];
  return response.statusCode;
}

const of = <T extends LiveMessage['type']>(client: Client, type: T) =>
  client.heard.filter((message): message is Extract<LiveMessage, { type: T }> => message.type === type);
const snapshotOf = (client: Client) => vi.waitFor(() => expect(of(client, 'snapshot')).toHaveLength(1), 5_000);
const allArrivals = (client: Client) =>
  of(client, 'shop').flatMap((message) => message.transactions.map((row) => row.id));

describe('a live connection', () => {
  it('begins with a snapshot, then tells absolute values under growing versions', async () => {
    const client = watch(owner);
    await snapshotOf(client);
    const [snapshot] = of(client, 'snapshot');
    const before = snapshot?.today.shops.find((shop) => shop.id === org.shop);
    const sale = till.chain.sale({}, around(Date.now()));
    const sent = performance.now();
    await till.deliver();
    await vi.waitFor(() => expect(of(client, 'shop')).not.toHaveLength(0), { timeout: 3_000, interval: 10 });
    expect(performance.now() - sent).toBeLessThan(1_500);
    const tile = of(client, 'shop').at(-1)?.tile;
    expect(tile?.version).toBeGreaterThan(before?.version ?? 0);
    expect(tile?.takingsMinor).toBe((before?.takingsMinor ?? 0) + 8_000);
    expect(tile?.transactions).toBe((before?.transactions ?? 0) + 1);
    const operation = JSON.parse(sale.line.toString()) as { body: { operation: string } };
    const rows = of(client, 'shop').flatMap((message) => message.transactions);
    expect(rows.some((row) => [sale.id, operation.body.operation].includes(row.id))).toBe(true);
  });

  it('says each new transaction once, however often the shop rings', async () => {
    const client = watch(owner);
    await snapshotOf(client);
    for (let round = 0; round < 5; round++) {
      till.chain.sale({}, around(Date.now()));
      await till.deliver();
    }
    const today = () => of(client, 'shop').at(-1)?.tile.transactions;
    const expected = till.chain.last;
    await vi.waitFor(() => expect(today()).toBe(expected), 5_000);
    await vi.waitFor(() => expect(new Set(allArrivals(client)).size).toBeGreaterThanOrEqual(5), 5_000);
    expect(new Set(allArrivals(client)).size).toBe(allArrivals(client).length);
    const versions = of(client, 'shop').map((message) => message.tile.version);
    expect([...versions].sort((a, b) => a - b)).toEqual(versions);
  });

  it('says that the disk of a shop is full, and that it is not any more, without a single fact', async () => {
    const client = watch(owner);
    await snapshotOf(client);
    const since = new Date().toISOString();
    const say = (state: 'full' | 'ok') =>
      post(api.app, till.token, '/v1/sync/open', till.chain.open({ disk: { state, since, freeBytes: 0 } }));
    const needed = () => of(client, 'shop').map(({ needs }) => needs?.some((need) => need.code === 'disk_full'));
    await say('full');
    await vi.waitFor(() => expect(needed().at(-1)).toBe(true), 5_000);
    await say('ok');
    await vi.waitFor(() => expect(needed().at(-1)).toBe(false), 5_000);
  });

  it('takes a machine that is retired off an open page, and brings it back, each under a higher version', async () => {
    const client = watch(owner);
    await snapshotOf(client);
    const before = of(client, 'snapshot')[0]?.today.shops.find((shop) => shop.id === org.otherShop);
    expect(before?.machines).toHaveLength(1);
    const say = (retired: boolean) =>
      api.app.inject({
        method: 'POST',
        url: `/api/v1/machines/${org.otherMachine}/retired`,
        headers: { 'sec-fetch-site': 'same-origin' },
        cookies: { ...owner },
        payload: { retired },
      });
    const last = () => of(client, 'shop').at(-1)?.tile;
    expect((await say(true)).statusCode).toBe(200);
    await vi.waitFor(() => expect(last()).toMatchObject({ id: org.otherShop, machines: [] }), 5_000);
    const without = last()?.version ?? 0;
    expect(without).toBeGreaterThan(before?.version ?? 0);
    expect((await say(false)).statusCode).toBe(200);
    await vi.waitFor(() => expect(last()?.machines).toHaveLength(1), 5_000);
    expect(last()?.version).toBeGreaterThan(without);
  });

  it('tells a manager of one shop nothing of another', async () => {
    const manager = await signInAs(api.app, org.people.shop_manager);
    const [narrow, wide] = [watch(manager), watch(owner)];
    await Promise.all([snapshotOf(narrow), snapshotOf(wide)]);
    expect(of(narrow, 'snapshot')[0]?.today.shops.map((shop) => shop.id)).toEqual([org.shop]);
    otherTill.chain.sale({}, around(Date.now()));
    await otherTill.deliver();
    await vi.waitFor(
      () => expect(of(wide, 'shop').some((message) => message.tile.id === org.otherShop)).toBe(true),
      5_000,
    );
    till.chain.sale({}, around(Date.now()));
    await till.deliver();
    await vi.waitFor(() => expect(of(narrow, 'shop')).not.toHaveLength(0), 5_000);
    expect(JSON.stringify(narrow.heard)).not.toContain(org.otherShop);
  });

  it('hears a batch that another process took in', async () => {
    const elsewhere = await buildApi(api.options);
    await elsewhere.listen({ host: '127.0.0.1', port: 0 });
    const client = watch(owner, { app: elsewhere });
    await snapshotOf(client);
    till.chain.sale({}, around(Date.now()));
    await till.deliver();
    await vi.waitFor(() => expect(of(client, 'shop')).not.toHaveLength(0), 5_000);
    await elsewhere.close();
  });

  it('closes within a second of signing out, on every process', async () => {
    const cookies = await signInAs(api.app, org.people.owner);
    const elsewhere = await buildApi(api.options);
    await elsewhere.listen({ host: '127.0.0.1', port: 0 });
    const clients = [watch(cookies), watch(cookies, { app: elsewhere })];
    await Promise.all(clients.map(snapshotOf));
    await api.app.inject({
      method: 'DELETE',
      url: '/api/v1/session',
      headers: { 'sec-fetch-site': 'same-origin' },
      cookies,
    });
    for (const client of clients) {
      await vi.waitFor(() => expect(client.closed).toEqual({ code: 1008 }), 1_000);
      expect(of(client, 'bye')).toEqual([{ type: 'bye', reason: 'signed_out' }]);
    }
    await elsewhere.close();
  });

  it('says goodbye before a restart', async () => {
    const restarting = await buildApi(api.options);
    await restarting.listen({ host: '127.0.0.1', port: 0 });
    const client = watch(owner, { app: restarting });
    await snapshotOf(client);
    await restarting.close();
    await vi.waitFor(() => expect(client.closed).toEqual({ code: 1001 }), 2_000);
    expect(of(client, 'bye')).toEqual([{ type: 'bye', reason: 'restart' }]);
  });

  it('lets the request it came by go, which would stay in memory with its reply for as long as the window', async () => {
    const accepted: { _httpMessage?: unknown }[] = [];
    const note = (socket: object) => void accepted.push(socket);
    api.app.server.on('connection', note);
    await snapshotOf(watch(owner));
    api.app.server.off('connection', note);
    expect(accepted.map(({ _httpMessage }) => _httpMessage)).toEqual([null]);
  });

  it('hears bells again after the database was away', async () => {
    const cloned = await cloneDatabase();
    const apart = await startApi(cloned);
    await apart.app.listen({ host: '127.0.0.1', port: 0 });
    const alpha = await makeOrganization(apart.db, 'Alpha');
    const cookies = await signInAs(apart.app, alpha.people.owner);
    const ownTill = await openTill(apart.app, cookies, alpha.shop, alpha.machine);
    const client = watch(cookies, { app: apart.app });
    await snapshotOf(client);
    const reopen = await closeDatabase(cloned);
    await vi.waitFor(async () => expect((await apart.app.inject('/readyz')).statusCode).toBe(503));
    await reopen();
    await vi.waitFor(async () => expect((await apart.app.inject('/readyz')).statusCode).toBe(200), 10_000);
    await vi.waitFor(
      async () => {
        ownTill.chain.sale({}, around(Date.now()));
        await ownTill.deliver();
        expect(of(client, 'shop').length).toBeGreaterThan(0);
      },
      { timeout: 10_000, interval: 500 },
    );
    expect(client.closed).toBeUndefined();
    await apart.close();
  });

  it('is refused to another site, to nobody and to a forged upgrade', async () => {
    expect(await refusedWith(owner, { origin: 'https://evil.example' })).toBe(403);
    expect(await refusedWith(owner, { origin: '' })).toBe(403);
    expect(await refusedWith({})).toBe(401);
    expect(await refusedWith({ tb_access: 'x' })).toBe(401);
  });

  it('is refused past the number that one person may hold', async () => {
    const cookies = await signInAs(api.app, org.people.accountant);
    const clients = Array.from({ length: SOCKETS_PER_PERSON_MAX }, () => watch(cookies));
    await Promise.all(clients.map(snapshotOf));
    const tooMany = watch(cookies);
    await vi.waitFor(() => expect(tooMany.closed).toEqual({ code: 1013 }), 3_000);
  });

  it('is closed when a client talks at length', async () => {
    const client = watch(owner);
    await snapshotOf(client);
    client.socket.send('x'.repeat(2_000));
    await vi.waitFor(() => expect(client.closed).toBeDefined(), 3_000);
    const other = watch(owner);
    await snapshotOf(other);
  });
});

describe('the regular look at sessions', () => {
  it('ends the sockets of a removed person, and narrows those whose shops were taken away', async () => {
    const { LiveHub } = await import('@tillbridge/core/live/live-hub');
    const { requirePerson } = await import('@tillbridge/core/people/require-person');
    const cookies = await signInAs(api.app, org.people.cashier);
    const me = await api.app.inject({ url: '/api/v1/me', cookies: { ...cookies } });
    expect(me.statusCode).toBe(200);
    const [row] = await api.db.sql<{ session_id: string }[]>`
      select session_id from sessions where person_id = ${org.people.cashier.id} order by created_at desc limit 1`;
    const claim = { org: org.id, person: org.people.cashier.id, session: row?.session_id ?? '' };
    const hub = new LiveHub({ db: api.db, onError: (error) => expect.unreachable(String(error)) });
    const said: string[] = [];
    const subscriber = {
      scope: await requirePerson(api.db, claim),
      send: (message: Buffer) => void said.push(message.toString()),
      end: (reason: string) => void said.push(reason),
    };
    await hub.join(subscriber);
    expect(said.at(-1)).toContain(org.shop);
    await withTenant(api.db, org.id, (tx) => tx`delete from membership_shops where person_id = ${claim.person}`);
    await hub.checkSessions();
    expect(said.at(-1)).toContain('"shops":[]');
    await api.db.sql`update people set removed_at = now() where person_id = ${claim.person}`;
    await hub.checkSessions();
    expect(said.at(-1)).toBe('signed_out');
    expect(hub.size).toBe(0);
  });
});
