import { readFileSync } from 'node:fs';
import { Pool } from 'undici';
import WebSocket from 'ws';
import { businessDay, seedTrade } from '../seed/seed-trade.ts';
import { waitUntil } from '../start/wait-until.ts';
import { type Bench, percentile } from './bench.ts';
import { makeBatches, makeChain } from './chain.ts';
import { openClient } from './client.ts';
import { type CloudRig, startCloudRig } from './cloud-rig.ts';
import { signIn } from './watcher.ts';

const DASHBOARDS = 5_000;
/** As many windows as one person may have open. */
const WINDOWS_EACH = 20;
const SHOPS = 20;
const EVENTS = 30;
/** The first ones warm up and are not counted. */
const WARM_EVENTS = 5;
const EVENT_GAP_MS = 1_000;
/** Sockets opened at a time: a restart brings them back in some seconds, not in one instant. */
const OPEN_AT_ONCE = 100;
const P99_MS = 1_000;
const BYTES_MAX = 20 * 1_024;
/** Every message begins with its type. */
const TYPE_BYTES = 24;
const PATIENCE_MS = 120_000;
const PASSWORD = 'the bench may know this one';

interface Watchers {
  readonly sockets: readonly WebSocket[];
  /** Called with each message that tells of a shop. */
  onShop: () => void;
  snapshots: number;
}

export const live: Bench = {
  id: 'live',
  what: `${DASHBOARDS} open dashboards on one process, one event a second to each: from the sale leaving the shop to each dashboard`,
  async run(progress) {
    const rig = await startCloudRig();
    const pool = new Pool(rig.url, { connections: 2, pipelining: 1 });
    const watchers: Watchers = { sockets: [], onShop: () => undefined, snapshots: 0 };
    try {
      const people = DASHBOARDS / WINDOWS_EACH;
      const lastDay = businessDay(new Date());
      const trade = await seedTrade(rig.sql, { shops: SHOPS, days: 1, lastDay, password: PASSWORD, people });
      const [shop = ''] = trade.shops;
      const agent = await rig.newAgentOf({ org: trade.org, shop, machine: shop });
      const chain = makeChain(agent, (EVENTS + WARM_EVENTS) * 2);
      const client = await openClient(rig, pool, agent, chain);
      const cookies = await signInAll(rig, trade.emails);
      const before = memoryOf(rig.apiPid);
      await openAll(rig, cookies, watchers, progress);
      const each = (memoryOf(rig.apiPid) - before) / DASHBOARDS;
      const waits = await sell(makeBatches(chain, client.incarnation, 2), client.send, watchers);
      const value = percentile(waits, 0.99);
      const p50 = percentile(waits, 0.5);
      progress(`p50 ${Math.round(p50)} ms, p99 ${Math.round(value)} ms, ${Math.round(each)} bytes each`);
      return {
        id: 'live',
        value,
        unit: 'ms p99',
        limitValue: null,
        ratio: null,
        goal: `≤ ${P99_MS} ms, ≤ ${BYTES_MAX} bytes each`,
        met: value <= P99_MS && each <= BYTES_MAX,
        note: `p50 ${Math.round(p50)} ms; ${(each / 1_024).toFixed(1)} KiB of the API's memory a dashboard; ${waits.length} messages`,
      };
    } finally {
      for (const socket of watchers.sockets) socket.terminate();
      await pool.close();
      await rig.stop();
    }
  },
};

async function signInAll(rig: CloudRig, emails: readonly string[]): Promise<readonly string[]> {
  const cookies: string[] = [];
  for (const email of emails) {
    // All from one address, which no office would do.
    await rig.sql`delete from throttles`;
    cookies.push(await signIn(rig.url, email, PASSWORD));
  }
  return cookies;
}

async function openAll(
  rig: CloudRig,
  cookies: readonly string[],
  watchers: Watchers,
  progress: (text: string) => void,
): Promise<void> {
  const sockets = watchers.sockets as WebSocket[];
  const wanted = cookies.flatMap((cookie) => Array.from({ length: WINDOWS_EACH }, () => cookie));
  for (let at = 0; at < wanted.length; at += OPEN_AT_ONCE) {
    const opened = wanted.slice(at, at + OPEN_AT_ONCE).map((cookie) => openSocket(rig.url, cookie, watchers));
    sockets.push(...(await Promise.all(opened)));
  }
  await waitUntil(async () => watchers.snapshots >= DASHBOARDS, 'not every dashboard got its snapshot', PATIENCE_MS);
  progress(`${sockets.length} dashboards are open`);
}

function openSocket(url: string, cookie: string, watchers: Watchers): Promise<WebSocket> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/api/v1/live`, { headers: { cookie, origin: url } });
  socket.on('message', (data: Buffer) => {
    // The bench only counts; a browser would read the text.
    const type = data.subarray(0, TYPE_BYTES).toString();
    if (type.includes('"shop"')) watchers.onShop();
    else if (type.includes('"snapshot"')) watchers.snapshots += 1;
  });
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(socket));
    socket.once('error', reject);
  });
}

/** One sale a second; how long after it left the shop each dashboard heard of it, in milliseconds. */
async function sell(
  batches: readonly Buffer[],
  send: (batch: Buffer) => Promise<unknown>,
  watchers: Watchers,
): Promise<number[]> {
  const waits: number[] = [];
  for (const [number, batch] of batches.entries()) {
    let heard = 0;
    const begun = performance.now();
    watchers.onShop = () => {
      heard += 1;
      if (number >= WARM_EVENTS) waits.push(performance.now() - begun);
    };
    await send(batch);
    await waitUntil(async () => heard >= DASHBOARDS, 'a dashboard did not hear of a sale', PATIENCE_MS);
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, EVENT_GAP_MS - (performance.now() - begun))));
  }
  return waits;
}

/** Resident memory of a process, in bytes. */
function memoryOf(pid: number): number {
  const [, kilobytes = '0'] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1_024;
}
