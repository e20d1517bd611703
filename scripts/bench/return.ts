import { Pool } from 'undici';
import { type Bench, percentile } from './bench.ts';
import { makeBatches, makeChain } from './chain.ts';
import { type BenchClient, openClient } from './client.ts';
import { type BenchAgent, type CloudRig, startCloudRig } from './cloud-rig.ts';

const RETURNING = 300;
const FACTS_EACH = 1_000;
const BATCH_FACTS = 500;
const FRESH = 20;
/** More than a fresh shop can sell while the others return. */
const FRESH_FACTS_EACH = 1_000;
/** A shop that sells all day long says something about four times a second: intent, sale, state, stock. */
const FRESH_PAUSE_MS = 250;
const ALONE_MS = 10_000;
const P99_MS = 1_000;

interface Ready {
  readonly client: BenchClient;
  readonly batches: readonly Buffer[];
  /** The next one to send. */
  at: number;
}

export const comeBack: Bench = {
  id: 'return',
  what: `${RETURNING} shops deliver ${FACTS_EACH} facts each at once while ${FRESH} others keep selling: how long a sale waits for its receipt`,
  async run(progress) {
    const rig = await startCloudRig();
    const pool = new Pool(rig.url, { connections: RETURNING + FRESH, pipelining: 1, headersTimeout: 0 });
    try {
      const fresh = await readyAll(rig, pool, FRESH, FRESH_FACTS_EACH, 1);
      const returning = await readyAll(rig, pool, RETURNING, FACTS_EACH, BATCH_FACTS);
      await sellUntil(fresh, pause(ALONE_MS));
      const alone = await sellUntil(fresh, pause(ALONE_MS));
      const begun = performance.now();
      const home = Promise.all(returning.map(sendAll));
      const meanwhile = await sellUntil(fresh, home);
      const tookS = (performance.now() - begun) / 1_000;
      const rate = Math.round((RETURNING * FACTS_EACH) / tookS);
      const value = percentile(meanwhile, 0.99);
      const limitValue = percentile(alone, 0.99);
      const p50 = Math.round(percentile(meanwhile, 0.5));
      progress(
        `p99 ${Math.round(value)} ms, p50 ${p50} ms of ${meanwhile.length} sales; alone p99 ${Math.round(limitValue)} ms`,
      );
      return {
        id: 'return',
        value,
        unit: 'ms p99',
        limitValue,
        ratio: value / limitValue,
        goal: `≤ ${P99_MS} ms, no error`,
        met: value <= P99_MS,
        note: `p50 ${p50} ms of ${meanwhile.length} sales; all were home after ${tookS.toFixed(1)} s, ${rate} facts/s; the limit is the same sales alone`,
      };
    } finally {
      await pool.close();
      await rig.stop();
    }
  },
};

async function readyAll(rig: CloudRig, pool: Pool, count: number, facts: number, size: number): Promise<Ready[]> {
  const ready: Ready[] = [];
  const agents: readonly BenchAgent[] = await rig.newAgents(count);
  // One after the other, because the facts of all of them together would not fit into memory before they are packed.
  for (const agent of agents) {
    const chain = makeChain(agent, facts);
    const client = await openClient(rig, pool, agent, chain);
    ready.push({ client, batches: makeBatches(chain, client.incarnation, size), at: 0 });
  }
  return ready;
}

async function sendAll({ client, batches }: Ready): Promise<void> {
  for (const batch of batches) await client.send(batch);
}

/** Every shop sells on its own until `over`; answers how long each receipt took, in milliseconds. */
async function sellUntil(shops: readonly Ready[], over: Promise<unknown>): Promise<number[]> {
  let isOver = false;
  const ended = over.finally(() => {
    isOver = true;
  });
  const waits: number[] = [];
  const sell = async (shop: Ready, place: number) => {
    await pause((FRESH_PAUSE_MS * place) / shops.length);
    while (!isOver) {
      const batch = shop.batches[shop.at];
      if (batch === undefined) throw new Error('the fresh shops have nothing left to sell');
      shop.at += 1;
      const begun = performance.now();
      await shop.client.send(batch);
      waits.push(performance.now() - begun);
      await pause(FRESH_PAUSE_MS);
    }
  };
  await Promise.all([...shops.map(sell), ended]);
  return waits;
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
