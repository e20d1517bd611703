import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Simulator, startSimulator } from '../../edge-agent/simulator/start-simulator.ts';
import { LOCAL_TOKEN, makeHome } from '../console/make-home.ts';
import { freePort } from '../postgres/free-port.ts';
import { REPOSITORY } from '../postgres/repository.ts';
import { waitUntil } from '../start/wait-until.ts';
import type { Bench, BenchRow } from './bench.ts';
import { startCloudRig } from './cloud-rig.ts';
import type { ProbeQuestion, Sample } from './week-agent/answer-probe.ts';

/** A day of a busy shop, and for how many of the seven its line is down. */
const SALES_A_DAY = 400;
const PAYOUT_EVERY = 20;
const EXCHANGE_EVERY = 40;
const DAYS: readonly { readonly down: boolean }[] = [false, false, true, true, false, false, false].map((down) => ({
  down,
}));
/** What the memory after the week may be of the memory after its first day, everything delivered at both times. */
const WEEK_HEAP_GROWTH_MAX = 1.1;
const WEEK_RSS_GROWTH_MAX = 1.25;
const MIB = 1_048_576;
const PEOPLE_SPEED = 400;
const PATIENCE_MS = 120_000;
/** Prices in minor units; the payouts of a day bring out what its sales brought in. */
const PRICES = [4_500, 3_725, 12_000, 8_950, 2_000, 6_675] as const;
const PAYOUT_MINOR = 126_000;
const EXCHANGE_MINOR = 10_000;

/** The agent in a process of its own, asked between its days. */
interface WeekAgent {
  readonly port: number;
  ask<T>(question: ProbeQuestion): Promise<T>;
  stop(): Promise<void>;
}

export const week: Bench = {
  id: 'week',
  what: `memory of an agent over ${DAYS.length} days of ${SALES_A_DAY} sales each, payouts and exchanges, two days without a line`,
  async run(progress) {
    const cloud = await startCloudRig();
    const machine = await startSimulator({
      listen: { tcp: 0 },
      units: 'thb-ci10',
      customers: true,
      faults: [],
      seed: 3,
      speed: PEOPLE_SPEED,
      fillPercent: 50,
    });
    try {
      const [paired] = await cloud.newAgents(1);
      if (paired === undefined) throw new Error('no agent was paired');
      const { home } = makeHome(machine.ready.port ?? 0, await freePort(), {
        ...paired,
        cloud: cloud.url,
        organization: paired.org,
      });
      const agent = await startWeekAgent(home.dir);
      try {
        return await liveThrough(agent, machine, progress);
      } finally {
        await agent.stop();
        rmSync(home.dir, { recursive: true, force: true });
      }
    } finally {
      await machine.stop();
      await cloud.stop();
    }
  },
};

async function liveThrough(agent: WeekAgent, machine: Simulator, progress: (text: string) => void): Promise<BenchRow> {
  let operations = 0;
  let first: Sample | undefined;
  let last: Sample | undefined;
  let pendingMost = 0;
  for (const [day, { down }] of DAYS.entries()) {
    await agent.ask({ ask: 'line', down });
    operations += await tradeOneDay(agent.port, day);
    if (!down) await delivered(agent);
    last = await agent.ask<Sample>({ ask: 'sample' });
    first ??= last;
    pendingMost = Math.max(pendingMost, last.pending);
    progress(
      `day ${day + 1}${down ? ' without a line' : ''}: ${mib(last.heapBytes)} MiB heap, ${mib(last.rssBytes)} MiB RSS, ${last.pending} waiting`,
    );
  }
  if (first === undefined || last === undefined) throw new Error('a week without a day');
  const { inserted } = machine.cash();
  const ratio = last.heapBytes / first.heapBytes;
  const rssRatio = last.rssBytes / first.rssBytes;
  return {
    id: 'week',
    value: last.heapBytes / MIB,
    unit: 'MiB',
    limitValue: first.heapBytes / MIB,
    ratio,
    goal: `≤ ${WEEK_HEAP_GROWTH_MAX} of the heap after a day, ≤ ${WEEK_RSS_GROWTH_MAX} of its RSS`,
    met: ratio <= WEEK_HEAP_GROWTH_MAX && rssRatio <= WEEK_RSS_GROWTH_MAX,
    note: `${operations} operations, ${inserted.reduce((sum, pieces) => sum + pieces, 0)} pieces paid in; RSS ${rssRatio.toFixed(2)}; ${pendingMost} facts waited at most`,
  };
}

const mib = (bytes: number) => (bytes / MIB).toFixed(1);

/** Customers one after another; answers how many operations were asked for. Throws when one got no outcome. */
async function tradeOneDay(port: number, day: number): Promise<number> {
  let operations = 0;
  const ask = async (path: string, amountMinor: number) => {
    operations += 1;
    await performed(port, path, { amountMinor, reference: `W${day}-${operations}` });
  };
  for (let sale = 0; sale < SALES_A_DAY; sale++) {
    await ask('sales', PRICES[sale % PRICES.length] ?? PRICES[0]);
    if (sale % PAYOUT_EVERY === 0) await ask('payouts', PAYOUT_MINOR);
    if (sale % EXCHANGE_EVERY === 0) await ask('exchanges', EXCHANGE_MINOR);
  }
  return operations;
}

/** Asks with one key until there is an outcome, as a till should: a machine may be compared first. */
async function performed(port: number, path: string, body: object): Promise<void> {
  const headers = {
    authorization: `Bearer ${LOCAL_TOKEN}`,
    'content-type': 'application/json',
    'idempotency-key': randomUUID(),
  };
  await waitUntil(
    async () => {
      const init = { method: 'POST', headers, body: JSON.stringify(body) };
      const answer = await fetch(`http://127.0.0.1:${port}/v1/${path}`, init);
      const said = (await answer.json()) as { readonly code?: string };
      return answer.ok || said.code === 'counter.not-payable';
    },
    `an operation got no outcome: ${path}`,
    PATIENCE_MS,
  );
}

async function delivered(agent: WeekAgent): Promise<void> {
  const isDelivered = async () => (await agent.ask<Sample>({ ask: 'sample' })).pending === 0;
  await waitUntil(isDelivered, 'what was recorded was not delivered', PATIENCE_MS);
}

function startWeekAgent(home: string): Promise<WeekAgent> {
  const words = ['--expose-gc', join(REPOSITORY, 'dist', 'bench-week-agent.js'), home];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return new Promise((resolve, reject) => {
    void gone.then(() => reject(new Error('the agent of the week ended by itself')));
    child.once('message', (message) => {
      const { port } = message as { readonly port: number };
      resolve({
        port,
        ask: <T>(question: ProbeQuestion) => answerOf<T>(child, question),
        async stop() {
          child.kill('SIGKILL');
          await gone;
        },
      });
    });
  });
}

function answerOf<T>(child: ChildProcess, question: ProbeQuestion): Promise<T> {
  return new Promise((resolve) => {
    child.once('message', (message) => resolve(message as T));
    child.send(question);
  });
}
