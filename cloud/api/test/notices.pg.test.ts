import { createHmac, randomUUID } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { evaluateAlarms } from '@tillbridge/core/alarms/evaluate-alarms';
import { withTenant } from '@tillbridge/core/db/client';
import {
  CHANNEL_FAILURES_MAX,
  deliverNotices,
  NOTICE_TRIES_MAX,
  type NoticeTools,
} from '@tillbridge/core/notify/deliver-notices';
import { smtpSender } from '@tillbridge/core/notify/smtp';
import { ALARM_MATTERS } from '@tillbridge/shared/alarm-matters';
import type { ChannelAdded, ChannelWish, NoticePage } from '@tillbridge/shared/reads-notices';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { postOutside } from '../../worker/src/post-outside.ts';
import { around, openTill } from './fill-shop.ts';
import { type Mailbox, openMailbox } from './mailbox.ts';
import { makeOrganization, type TestOrganization } from './make-world.ts';
import { type Cookies, SECRETS, signInAs, startApi, type TestApi } from './start-api.ts';

interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let api: TestApi;
let org: TestOrganization;
let owner: Cookies;
let mailbox: Mailbox;
let receiver: Server;
let base: string;
let received: Received[];
/** What the receiver answers; a location makes it a redirect. */
let answer: { status: number; location?: string };

beforeAll(async () => {
  api = await startApi(await cloneDatabase());
  mailbox = await openMailbox();
  receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      received.push({ path: request.url ?? '', headers: request.headers, body });
      response
        .writeHead(answer.status, answer.location === undefined ? {} : { location: answer.location })
        .end('heard');
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
});
beforeEach(async () => {
  // What an earlier test left waiting belongs to another organization and is none of this one's.
  if (org !== undefined) await withTenant(api.db, org.id, (tx) => tx`update notice_channels set removed_at = now()`);
  org = await makeOrganization(api.db, `A${randomUUID().slice(0, 8)}`);
  owner = await signInAs(api.app, org.people.owner);
  received = [];
  answer = { status: 200 };
});
afterAll(async () => {
  receiver.close();
  await mailbox.close();
  await api.close();
});

const WISH: ChannelWish = {
  kind: 'webhook',
  label: 'Desk',
  target: 'https://hooks.example/tillbridge',
  language: 'en',
  severities: ['bad', 'warn', 'off'],
  matters: [...ALARM_MATTERS],
  onlyEscalated: false,
  afterMinutes: null,
  hours: null,
  passes: ['bad'],
  allShops: true,
  shops: [],
};

function post(path: string, payload: object = {}, cookies: Cookies = owner) {
  const headers = { 'sec-fetch-site': 'same-origin' };
  return api.app.inject({ method: 'POST', url: `/api/v1/${path}`, headers, cookies: { ...cookies }, payload });
}

async function add(wish: Partial<ChannelWish> = {}): Promise<ChannelAdded> {
  const added = await post('notice-channels', { ...WISH, ...wish });
  expect(added.statusCode, added.body).toBe(200);
  return added.json<ChannelAdded>();
}

async function page(): Promise<NoticePage> {
  return (await api.app.inject({ url: '/api/v1/notices', cookies: { ...owner } })).json<NoticePage>();
}

const pepper = () => SECRETS.pepper;
const sendMail = () => smtpSender({ url: mailbox.url, from: 'Tillbridge <till@shop.example>' });
const onLoopback: Pick<NoticeTools, 'post'> = {
  post: (url, headers, body) => postOutside(url, headers, body, (address) => address === '127.0.0.1'),
};
const deliver = (more: Pick<NoticeTools, 'post'> = onLoopback) =>
  deliverNotices(api.db, {
    origin: 'https://till.example',
    pepper: pepper(),
    sendMail: sendMail(),
    lineUrl: base,
    ...more,
  });

async function raise(shop = org.shop, machine = org.machine): Promise<void> {
  const till = await openTill(api.app, owner, shop, machine);
  till.chain.sale({ operation: randomUUID(), outcome: 'partial', owedMinor: 500 }, around(Date.now()));
  await till.deliver();
  await evaluateAlarms(api.db, org.id, [shop]);
}

const dueNow = () =>
  withTenant(api.db, org.id, (tx) => tx`update notices set next_try_at = now() where state = 'waiting'`);

it('an alarm reaches a webhook once, signed so that the receiver can tell it is ours', async () => {
  const { secret = '' } = await add({ target: `${base}/hook` });
  await raise();
  await evaluateAlarms(api.db, org.id, [org.shop]);
  expect(await deliver()).toBe(1);
  expect(await deliver()).toBe(0);
  const [hook] = received;
  expect(received).toHaveLength(1);
  const id = String(hook?.headers['webhook-id']);
  const time = String(hook?.headers['webhook-timestamp']);
  expect(Math.abs(Number(time) - Date.now() / 1000)).toBeLessThan(30);
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${time}.${hook?.body}`).digest('base64');
  expect(hook?.headers['webhook-signature']).toBe(`v1,${signature}`);
  expect(JSON.parse(hook?.body ?? '')).toMatchObject({ type: 'alarm.raised', data: { shop: { id: org.shop } } });
  expect((await page()).notices).toMatchObject([
    { state: 'sent', attempts: [{ try: 1, status: 200, answer: 'heard' }] },
  ]);
});

it('a mail says what and where in the language of the channel, over a real mail server', async () => {
  const to = `${randomUUID()}@demo.test`;
  await add({ kind: 'email', target: to, language: 'th' });
  await raise();
  expect(await deliver()).toBe(1);
  expect(mailbox.lastTo(to)).toContain('ค้างจ่ายลูกค้า');
  expect(mailbox.lastTo(to)).toContain('https://till.example/alarms');
});

it('LINE is pushed to with its token and a retry key that stays, waits on 429 and 500, and 409 means it was taken', async () => {
  await add({ kind: 'line', target: `U${'a'.repeat(32)}`, token: 'line-token-1234' });
  await raise();
  for (const status of [429, 500, 409]) {
    answer = { status };
    await dueNow();
    await deliver();
  }
  expect(received.map((one) => one.path)).toEqual(Array(3).fill('/v2/bot/message/push'));
  expect(new Set(received.map((one) => one.headers['x-line-retry-key'])).size).toBe(1);
  expect(received[0]?.headers.authorization).toBe('Bearer line-token-1234');
  const [notice] = (await page()).notices;
  expect(notice?.state).toBe('sent');
  expect(notice?.attempts.map((one) => one.status)).toEqual([429, 500, 409]);
});

it('a receiver that keeps failing is tried later and later, given up, and replayed by a person under the same id', async () => {
  await add({ target: `${base}/hook` });
  await raise();
  answer = { status: 503 };
  await deliver();
  expect(await deliver()).toBe(0);
  expect(received).toHaveLength(1);
  for (let round = 1; round < NOTICE_TRIES_MAX; round += 1) {
    await dueNow();
    await deliver();
  }
  const [notice] = (await page()).notices;
  expect(notice?.state).toBe('given-up');
  answer = { status: 200 };
  expect((await post(`notices/${notice?.id}/replay`)).statusCode).toBe(200);
  expect(await deliver()).toBe(1);
  expect(new Set(received.map((one) => one.headers['webhook-id'])).size).toBe(1);
});

it('a channel is switched off after too many failures in a row, audited, and what waits goes out once it is on again', async () => {
  const { id } = await add({ target: `${base}/hook` });
  answer = { status: 500 };
  for (let test = 0; test < 3; test += 1) await post(`notice-channels/${id}/test`);
  for (let round = 0; round < CHANNEL_FAILURES_MAX; round += 1) {
    await dueNow();
    await deliver();
  }
  expect((await page()).channels).toMatchObject([{ disabledBecause: 'failures' }]);
  expect(received.length).toBe(CHANNEL_FAILURES_MAX);
  const written = await withTenant(
    api.db,
    org.id,
    (tx) =>
      tx`select 1 from audit_events where action = 'notice.switched' and subject = ${id} and actor_kind = 'system'`,
  );
  expect(written.length).toBe(1);
  answer = { status: 200 };
  await post(`notice-channels/${id}/switch`, { on: true });
  await dueNow();
  expect(await deliver()).toBeGreaterThan(0);
});

it.each([
  'https://127.0.0.1/hook',
  'https://[::1]/hook',
  'https://[::ffff:127.0.0.1]/hook',
  'https://169.254.169.254/latest/meta-data',
  'https://10.1.2.3/',
  'https://0x7f000001/',
  'https://localhost/',
  'http://1.1.1.1/',
])('server-side request forgery: %s is never connected to', async (target) => {
  await add({ target });
  await raise();
  await deliver({ post: postOutside });
  const [notice] = (await page()).notices;
  expect(notice).toMatchObject({ state: 'waiting', attempts: [{ status: null }] });
  expect(notice?.attempts[0]?.answer).toMatch(/internet|only https/);
});

it('a redirect is an answer like any other and is not followed', async () => {
  await add({ target: `${base}/hook` });
  await raise();
  answer = { status: 302, location: `${base}/secret` };
  await deliver();
  expect(received.map((one) => one.path)).toEqual(['/hook']);
  expect((await page()).notices).toMatchObject([{ state: 'waiting', attempts: [{ status: 302 }] }]);
});

it('a channel hears only of its shops and severities, and the next in line only of what nobody acknowledged', async () => {
  await add({ label: 'other', target: `${base}/other`, allShops: false, shops: [org.otherShop] });
  await add({ label: 'warn', target: `${base}/warn`, severities: ['warn'] });
  await add({ label: 'boss', target: `${base}/boss`, onlyEscalated: true });
  await raise();
  await deliver();
  expect(received).toEqual([]);
  await evaluateAlarms(api.db, org.id, [org.shop], new Date(Date.now() + 16 * 60_000));
  await deliver();
  expect(received.map((one) => one.path)).toEqual(['/boss']);
});

it('the token and the secret are nowhere in the clear, and no page shows them again', async () => {
  const { secret = '' } = await add();
  await add({ kind: 'line', target: `U${'b'.repeat(32)}`, token: 'line-token-5678' });
  const [rows] = await withTenant(
    api.db,
    org.id,
    (tx) => tx<{ all: string }[]>`
    select string_agg(c::text, ' ') || (select string_agg(e::text, ' ') from audit_events e) as all from notice_channels c`,
  );
  const shown = JSON.stringify(await page());
  for (const hidden of [secret, 'line-token-5678'])
    for (const place of [rows?.all ?? '', shown]) expect(place).not.toContain(hidden);
});

it('refuses a target that is none, a foreign shop, and somebody who may see some shops only', async () => {
  for (const wish of [
    { target: 'not a url' },
    { target: 'https://user:pass@hooks.example/' },
    { target: 'ftp://hooks.example/' },
    { kind: 'email' as const, target: 'a@b.example, c@d.example' },
    { kind: 'line' as const, target: `U${'a'.repeat(32)}` },
  ])
    expect((await post('notice-channels', { ...WISH, ...wish })).statusCode, JSON.stringify(wish)).toBe(400);
  const foreign = await makeOrganization(api.db, `B${randomUUID().slice(0, 8)}`);
  expect((await post('notice-channels', { ...WISH, allShops: false, shops: [foreign.shop] })).statusCode).toBe(404);
  const { id } = await add();
  const stranger = await signInAs(api.app, foreign.people.owner);
  for (const path of [`notice-channels/${id}/test`, `notice-channels/${id}/remove`])
    expect((await post(path, {}, stranger)).statusCode).toBe(404);
});

it('to add and to remove a channel one proves anew who sits there; to switch it off one does not', async () => {
  const { id } = await add();
  await withTenant(api.db, org.id, (tx) => tx`update sessions set proven_at = now() - interval '1 hour'`);
  for (const [path, body] of [
    ['notice-channels', WISH],
    [`notice-channels/${id}/remove`, {}],
  ] as const)
    expect((await post(path, body)).json()).toMatchObject({ status: 403, code: 'api.step-up' });
  expect((await post(`notice-channels/${id}/switch`, { on: false })).statusCode).toBe(200);
  expect((await page()).channels).toHaveLength(1);
});
