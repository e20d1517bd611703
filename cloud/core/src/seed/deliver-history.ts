import { createHash } from 'node:crypto';
import { canonical } from '@tillbridge/shared/canonical';
import { uuidv7 } from '@tillbridge/shared/ids';
import { BATCH_BYTES_MAX, BATCH_LINES_MAX, type Start } from '@tillbridge/shared/sync';
import type { Database } from '../db/client.ts';
import { acceptBatch } from '../ingest/accept-batch.ts';
import { acceptOpen } from '../ingest/accept-open.ts';
import type { AgentScope } from '../keys/require-agent.ts';
import type { DemoFact } from './demo-history.ts';
import { demoHex } from './demo-shops.ts';
import { seededRandom } from './seeded-random.ts';

/** Room for the envelope in a batch. */
const ENVELOPE_BYTES = 2_048;

interface Chain {
  readonly epoch: string;
  readonly header: string;
  readonly start: Start;
  readonly lines: readonly Buffer[];
  readonly hashes: readonly string[];
}

/**
 * Delivers a history the way an agent does, through open and batch, so that every promise of custody holds for it.
 * Delivering the same history again changes nothing.
 */
export async function deliverHistory(
  db: Database,
  scope: AgentScope,
  code: string,
  facts: readonly DemoFact[],
): Promise<void> {
  const chain = chainOf(scope.agent, code, facts);
  const last = chain.lines.length;
  const answer = await acceptOpen(db, scope, {
    agent: scope.agent,
    installId: demoHex(`install ${code}`, 16),
    start: chain.start,
    epochs: [
      {
        header: chain.header,
        live: true,
        first: 1,
        last,
        lastHash: chain.hashes[last] ?? '',
        acked: 0,
        ackedHash: chain.hashes[0] ?? '',
      },
    ],
    files: [],
    software: 'demo',
    clock: new Date().toISOString(),
  });
  const held = answer.epochs.find((epoch) => epoch.epoch === chain.epoch)?.highWater ?? 0;
  for (let from = held + 1; from <= last; ) {
    const to = batchEnd(chain, from);
    await acceptBatch(db, scope, batchBytes(chain, answer.incarnation, from, to));
    from = to + 1;
  }
}

/** `hashes[n]` is the hash of sequence n; `hashes[0]` that of the header. */
function chainOf(agent: string, code: string, facts: readonly DemoFact[]): Chain {
  const random = seededRandom(Number.parseInt(demoHex(`chain ${code}`, 4), 16));
  const epoch = demoHex(`epoch ${code}`, 16);
  const boot = demoHex(`boot ${code}`, 16);
  const header = canonical({
    v: 1,
    agent,
    epoch,
    installId: demoHex(`install ${code}`, 16),
    start: 1,
    reason: 'first',
    parent: null,
  });
  const hashes = [sha256(Buffer.from(header))];
  const beganMs = facts[0]?.atMs ?? 0;
  const lines = facts.map((fact, index) => {
    const line = Buffer.from(
      canonical({
        v: 1,
        agent,
        epoch,
        sequence: index + 1,
        id: uuidv7(fact.atMs, random.bytes(10)),
        kind: fact.kind,
        occurredAt: new Date(fact.atMs).toISOString(),
        businessDate: fact.businessDate,
        mono: { boot, ms: Math.max(0, fact.atMs - beganMs) },
        clockOk: true,
        body: fact.body,
        prev: hashes[index],
      }),
    );
    hashes.push(sha256(line));
    return line;
  });
  return { epoch, header, start: { number: 1, nonce: demoHex(`nonce ${code}`, 16) }, lines, hashes };
}

function batchEnd({ lines }: Chain, from: number): number {
  let bytes = ENVELOPE_BYTES;
  let to = from - 1;
  while (to < lines.length && to - from + 1 < BATCH_LINES_MAX) {
    bytes += (lines[to]?.length ?? 0) + 1;
    if (bytes > BATCH_BYTES_MAX) break;
    to += 1;
  }
  return to;
}

function batchBytes(chain: Chain, incarnation: string, from: number, to: number): Buffer {
  const { epoch, start, lines, hashes } = chain;
  const envelope = {
    epoch,
    start,
    incarnation,
    from,
    to,
    toHash: hashes[to],
    stats: { pending: 0, oldestPendingMs: 0 },
  };
  const newline = Buffer.from('\n');
  return Buffer.concat([
    Buffer.from(canonical(envelope)),
    ...lines.slice(from - 1, to).flatMap((line) => [newline, line]),
  ]);
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
