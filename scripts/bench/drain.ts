import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@tillbridge/edge-agent/clock';
import { startDelivery } from '@tillbridge/edge-agent/delivery/deliver';
import { type NewFact, openJournal } from '@tillbridge/edge-agent/journal/journal';
import { silentLog } from '@tillbridge/edge-agent/log';
import { uuidv7 } from '@tillbridge/shared/ids';
import { type Bench, inTurn, ratioRow } from './bench.ts';
import { type CloudRig, startCloudRig } from './cloud-rig.ts';
import { sendAlone } from './ingest.ts';
import { saleBody } from './sale-body.ts';

const PENDING = 100_000;
const APPEND_AT_ONCE = 1_000;
const GOAL = 0.7;
const LOOK_EVERY_MS = 5;

/** Facts a second of a real agent that comes back with a long backlog. */
async function drainOnce(rig: CloudRig): Promise<number> {
  const [agent] = await rig.newAgents(1);
  if (agent === undefined) throw new Error('no agent');
  const dir = mkdtempSync(join(tmpdir(), 'tillbridge-drain-'));
  const clock = systemClock();
  const journal = openJournal({ dir, agent: agent.agent, clock });
  try {
    for (let n = 0; n < PENDING; n += APPEND_AT_ONCE) journal.appendAll(salesOf(agent.machine, APPEND_AT_ONCE));
    const credentials = { agent: agent.agent, key: agent.key, privateKey: agent.privateKey };
    const begun = process.hrtime.bigint();
    const delivery = startDelivery({
      journal,
      cloudUrl: rig.url,
      credentials,
      software: 'bench',
      clock,
      log: silentLog,
    });
    while (journal.status().pending > 0) await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    const rate = PENDING / (Number(process.hrtime.bigint() - begun) / 1e9);
    await delivery.stop();
    return rate;
  } finally {
    journal.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

function salesOf(machine: string, count: number): NewFact[] {
  const occurredAt = new Date(Date.now() - 60_000).toISOString();
  const about = { occurredAt, businessDate: occurredAt.slice(0, 10), clockOk: true };
  return Array.from({ length: count / 2 }, () => {
    const body = { ...saleBody(1, machine), operation: uuidv7(Date.now(), randomBytes(10)) };
    const { operation, currency, amountMinor } = body;
    const intent = { machine, operation, kind: 'sale' as const, currency, amountMinor };
    return [
      { kind: 'operation.intended' as const, body: intent, ...about },
      { kind: 'cash.transaction' as const, body, ...about },
    ];
  }).flat();
}

export const drain: Bench = {
  id: 'drain',
  what: `one real agent with ${PENDING} pending facts, against one client that only sends prepared batches`,
  async run(progress) {
    const rig = await startCloudRig();
    try {
      const rates = await inTurn(
        () => drainOnce(rig),
        () => sendAlone(rig),
        progress,
      );
      return ratioRow('drain', 'facts/s', rates, GOAL);
    } finally {
      await rig.stop();
    }
  },
};
