import postgres from 'postgres';
import { Pool } from 'undici';
import { bareBatches, insertBare, insertStream } from './bare-insert.ts';
import { type Bench, inTurn, ratioRow } from './bench.ts';
import { makeBatches, makeChain } from './chain.ts';
import { openClient } from './client.ts';
import { type BenchAgent, type CloudRig, startCloudRig } from './cloud-rig.ts';

/** One load, offered alike to our cloud and to the bare insert. */
interface Load {
  readonly agents: number;
  readonly factsEach: number;
  readonly batchFacts: number;
}

const BIG: Load = { agents: 8, factsEach: 3_000, batchFacts: 500 };
/** As many requests as it takes until the engine of the API has compiled what it repeats. */
const SINGLE: Load = { agents: 8, factsEach: 500, batchFacts: 1 };
const ALONE: Load = { agents: 1, factsEach: 10_000, batchFacts: 500 };
const GOAL_BIG = 0.6;
const GOAL_SINGLE = 0.5;
const GOAL_DUPLICATES = 3;

function seconds(begun: bigint): number {
  return Number(process.hrtime.bigint() - begun) / 1e9;
}

/** Facts a second through HTTP: sent for the first time and, where asked for, a second time. */
async function sendLoad(rig: CloudRig, load: Load, twice = false): Promise<{ first: number; again: number }> {
  const pool = new Pool(rig.url, { connections: load.agents, pipelining: 1 });
  const agents = await rig.newAgents(load.agents);
  const ready = await Promise.all(
    agents.map(async (agent) => {
      const chain = makeChain(agent, load.factsEach);
      const client = await openClient(rig, pool, agent, chain);
      return { client, batches: makeBatches(chain, client.incarnation, load.batchFacts) };
    }),
  );
  const sendAll = async (): Promise<number> => {
    const begun = process.hrtime.bigint();
    await Promise.all(
      ready.map(async ({ client, batches }) => {
        for (const batch of batches) await client.send(batch);
      }),
    );
    return (load.agents * load.factsEach) / seconds(begun);
  };
  const first = await sendAll();
  const again = twice ? await sendAll() : 0;
  await pool.close();
  return { first, again };
}

/**
 * Without it Postgres plans every foreign key check of every line anew, because it takes the months for cheap to leave
 * out: three times the work of the insert itself, and no limit of anything.
 */
const PLANNED_ONCE = { plan_cache_mode: 'force_generic_plan', enable_seqscan: 'off', jit: 'off' };

/** The limit: the same rows by bare inserts with as many connections. */
async function insertLoad(rig: CloudRig, load: Load): Promise<number> {
  const sql = postgres(rig.superUrl, { max: load.agents, connection: PLANNED_ONCE, onnotice: () => undefined });
  const agents: readonly BenchAgent[] = await rig.newAgents(load.agents);
  const ready = await Promise.all(
    agents.map(async (agent) => {
      const chain = makeChain(agent, load.factsEach);
      await insertStream(rig.sql, agent, chain);
      return { agent, chain, batches: bareBatches(chain, load.batchFacts) };
    }),
  );
  await Promise.all(ready.map(() => sql`select pg_sleep(0.02)`));
  const begun = process.hrtime.bigint();
  await Promise.all(
    ready.map(async ({ agent, chain, batches }) => {
      for (const batch of batches) await insertBare(sql, agent, chain, batch);
    }),
  );
  const rate = (load.agents * load.factsEach) / seconds(begun);
  await sql.end({ timeout: 5 });
  return rate;
}

async function withRig<T>(work: (rig: CloudRig) => Promise<T>): Promise<T> {
  const rig = await startCloudRig();
  try {
    return await work(rig);
  } finally {
    await rig.stop();
  }
}

export const ingest500: Bench = {
  id: 'ingest-500',
  what: 'facts through HTTP, 500 a batch, 8 agents, everything on, against a bare insert from unnest into the same tables',
  run: (progress) =>
    withRig(async (rig) => {
      const ours = async () => (await sendLoad(rig, BIG)).first;
      return ratioRow('ingest-500', 'facts/s', await inTurn(ours, () => insertLoad(rig, BIG), progress), GOAL_BIG);
    }),
};

export const ingest1: Bench = {
  id: 'ingest-1',
  what: 'single-fact batches of 8 agents, against bare one-row transactions at the same concurrency',
  run: (progress) =>
    withRig(async (rig) => {
      const ours = async () => (await sendLoad(rig, SINGLE)).first;
      return ratioRow('ingest-1', 'facts/s', await inTurn(ours, () => insertLoad(rig, SINGLE), progress), GOAL_SINGLE);
    }),
};

export const duplicates: Bench = {
  id: 'duplicates',
  what: 'whole batches sent again, against the same batches sent first',
  run: (progress) =>
    withRig(async (rig) => {
      let firstOfPair = 0;
      const again = async () => {
        const rates = await sendLoad(rig, BIG, true);
        firstOfPair = rates.first;
        return rates.again;
      };
      const rates = await inTurn(again, async () => firstOfPair, progress);
      const row = ratioRow('duplicates', 'facts/s', rates, GOAL_DUPLICATES);
      return { ...row, goal: `≥ ${GOAL_DUPLICATES} × ingest-500` };
    }),
};

/** Facts a second of one client that does nothing but send prepared batches: what a draining agent is held against. */
export async function sendAlone(rig: CloudRig): Promise<number> {
  return (await sendLoad(rig, ALONE)).first;
}
