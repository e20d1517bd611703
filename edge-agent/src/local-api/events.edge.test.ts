import { request } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { staff } from '../people/testing/employees.ts';
import { FakeClock } from '../people/testing/notes.ts';
import { STREAMS_MAX } from './routes/event-routes.ts';
import { type LocalApi, serveLocalApi } from './server.ts';
import { noCounter } from './testing/no-counter.ts';
import { testParts } from './testing/parts.ts';

const TOKEN = 'tbl_secret';
const PATIENCE_MS = 5_000;
const counter = noCounter();
const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function openShop() {
  const state = { machines: { inMinor: 0 }, delivery: { link: 'connected' } };
  const clock = new FakeClock();
  const configuration = await staff();
  const parts = testParts({
    agent: '0192f0c0-0000-7000-8000-0000000000aa',
    counter,
    token: TOKEN,
    configuration,
    clock,
    over: { watched: () => state },
  });
  const api: LocalApi = await serveLocalApi(parts, 0);
  closers.push(() => api.close());
  return { api, state, clock, parts };
}

/** A screen that listens; `text` grows with what it hears. */
async function listen(port: number, token = TOKEN) {
  const heard = { status: 0, text: '', ended: false };
  const asking = request({
    port,
    host: '127.0.0.1',
    path: '/v1/events',
    headers: { authorization: `Bearer ${token}` },
  });
  asking.on('response', (response) => {
    heard.status = response.statusCode ?? 0;
    response.on('data', (bytes) => {
      heard.text += String(bytes);
    });
    response.on('close', () => {
      heard.ended = true;
    });
    response.on('error', () => undefined);
  });
  asking.on('error', () => undefined);
  asking.end();
  closers.push(() => asking.destroy());
  await until(() => heard.text !== '');
  return { heard, end: () => asking.destroy() };
}

async function until(look: () => boolean): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (!look()) {
    if (Date.now() > end) throw new Error('waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe('a screen that listens', () => {
  it('gets everything first, then each part when it changes, and only that', async () => {
    const { api, state } = await openShop();
    const { heard } = await listen(api.port);
    expect(heard.text).toBe('event: snapshot\ndata: {"machines":{"inMinor":0},"delivery":{"link":"connected"}}\n\n');
    heard.text = '';
    state.machines = { inMinor: 2_000 };
    await until(() => heard.text !== '');
    expect(heard.text).toBe('event: machines\ndata: {"inMinor":2000}\n\n');
  });

  it('is one of so many, and makes room when it goes', async () => {
    const { api } = await openShop();
    const screens = await Promise.all(Array.from({ length: STREAMS_MAX }, () => listen(api.port)));
    const late = await listen(api.port);
    expect(late.heard.status).toBe(503);
    expect(late.heard.text).toContain('local.events-full');
    screens[0]?.end();
    let next = late.heard.status;
    const end = Date.now() + PATIENCE_MS;
    while (next === 503 && Date.now() < end) next = (await listen(api.port)).heard.status;
    expect(next).toBe(200);
  });

  it('is let go when its person is signed out', async () => {
    const { api, parts } = await openShop();
    const { token } = parts.sessions.begin(await parts.people.identify('11', '2580'));
    const { heard } = await listen(api.port, token);
    parts.sessions.end(token);
    await until(() => heard.ended);
  });

  it('does not keep the agent from ending', async () => {
    const { api } = await openShop();
    const { heard } = await listen(api.port);
    await api.close();
    await until(() => heard.ended);
  });
});
