import { Fault } from '@tillbridge/shared/faults/fault';
import type { BatchEnvelope, Receipt } from '@tillbridge/shared/sync';
import { newestVersion } from '../configuration/newest-version.ts';
import type { Database } from '../db/client.ts';
import { type AgentClaim, requireAgent } from '../keys/require-agent.ts';
import { type BatchLines, type ReadBatch, readBatch } from './batch-lines.ts';
import { committed } from './committed.ts';
import { decideBatch } from './decide-batch.ts';
import { ingestLoadOf } from './ingest-load.ts';
import { changesCustody, type Plan } from './plan.ts';
import { refillLosses } from './redrive.ts';
import { ALL_RULES, type CloudRules } from './rules.ts';
import { readStreamView, type StreamView, withPlacesOf } from './stream-view.ts';
import { takeCustody } from './take-custody.ts';
import { viewCacheOf } from './view-cache.ts';

/** How often a decision is made again because custody changed meanwhile; more means that something is broken. */
const DECISIONS_MAX = 20;
const REASON_MAX = 200;

/**
 * Takes custody of one batch: `bytes` is decompressed NDJSON, envelope first. The receipt is given after the commit; when
 * many wait it says when to come again.
 * The claim is believed only as far as its rows say: every way to a receipt reads key and agent. Throws `sync.…` faults
 * (reopen, superseded, gap, fork, envelope, batch-too-large) and `agent.key-revoked`.
 */
export async function acceptBatch(
  db: Database,
  claim: AgentClaim,
  bytes: Buffer,
  rules: CloudRules = ALL_RULES,
): Promise<Receipt> {
  const load = ingestLoadOf(db);
  return load.during(async () => {
    const receipt = await takeBatch(db, claim, bytes, rules);
    const retryAfterMs = load.retryAfterMs(Math.random());
    return retryAfterMs === undefined ? receipt : { ...receipt, retryAfterMs };
  });
}

async function takeBatch(db: Database, claim: AgentClaim, bytes: Buffer, rules: CloudRules): Promise<Receipt> {
  const { envelope, lines } = await readFor(db, claim, bytes, rules);
  const cache = viewCacheOf(db);
  const doubles = new Set<number>();
  let refused: string | undefined;
  let guess = cache.take(claim, envelope);
  for (let round = 0; round < DECISIONS_MAX; round += 1) {
    const view = guess ?? (await readView(db, claim, envelope));
    const plan = decideBatch({ agent: claim.agent, envelope, lines, view, rules, doubles, refused });
    const isHarsh = plan.refusal !== undefined || plan.setAside.length > 0;
    if (guess !== undefined && (isHarsh || !writes(plan, rules))) {
      // Nobody is refused and nothing set aside on a guess: a machine may have been added since. And what writes nothing
      // would read no key.
      guess = undefined;
      continue;
    }
    guess = undefined;
    const result = await carryOut(db, claim, { envelope, lines, view, plan, rules });
    if (result.outcome === 'done') {
      if (plan.refusal !== undefined) throw new Fault(plan.refusal);
      cache.put(claim, envelope.epoch, view, plan, result.revision);
      if (plan.fills.length > 0) await refillLosses(db, claim, envelope.epoch, rules);
      const configuration = await newestVersion(db, claim.org, view.shop);
      return { ...receiptOf(envelope, view, plan), ...(configuration === undefined ? {} : { configuration }) };
    }
    if (result.outcome === 'doubles') for (const sequence of result.sequences) doubles.add(sequence);
    if (result.outcome === 'refused') refused = result.reason.slice(0, REASON_MAX);
  }
  throw new Fault('api.unavailable', { detail: 'custody kept changing' });
}

/** A fault of the bytes is told to nobody whose key is revoked. */
async function readFor(db: Database, claim: AgentClaim, bytes: Buffer, rules: CloudRules): Promise<ReadBatch> {
  try {
    return readBatch(bytes, Date.now(), rules.sumsExact);
  } catch (error) {
    await requireAgent(db, claim);
    throw error;
  }
}

interface Decided {
  readonly envelope: BatchEnvelope;
  readonly lines: BatchLines;
  readonly view: StreamView;
  readonly plan: Plan;
  readonly rules: CloudRules;
}

type Outcome =
  | { outcome: 'done'; revision: number | undefined }
  | { outcome: 'stale' }
  | { outcome: 'doubles'; sequences: readonly number[] }
  | { outcome: 'refused'; reason: string };

async function carryOut(db: Database, claim: AgentClaim, decided: Decided): Promise<Outcome> {
  const { envelope, lines, view, plan, rules } = decided;
  const { stream } = view;
  if (stream === undefined || !writes(plan, rules)) {
    if (plan.refusal === undefined) await noteHeard(db, claim, envelope);
    return { outcome: 'done', revision: stream?.revision };
  }
  const result = await takeCustody(db, {
    ...claim,
    epoch: envelope.epoch,
    view,
    stream,
    lines,
    plan,
    rules,
    stats: envelope.stats,
  });
  if (result.outcome === 'not-pending') throw new Error('a delivery cannot demand a pending row');
  if (result.outcome === 'done') committed(db, claim.org, view.shop);
  return result;
}

function writes(plan: Plan, rules: CloudRules): boolean {
  return changesCustody(plan) || (!rules.returnedRowsOnly && plan.repeated.length > 0);
}

async function readView(db: Database, claim: AgentClaim, envelope: BatchEnvelope): Promise<StreamView> {
  const view = await readStreamView(db, claim, envelope.epoch, envelope.from, envelope.to);
  if (view === undefined) throw new Fault('agent.key-revoked');
  const { after } = envelope;
  if (after === undefined || after.sequence === 0 || after.sequence >= envelope.from - 1) return view;
  const behind = await readStreamView(db, claim, envelope.epoch, after.sequence + 1, after.sequence);
  return behind === undefined ? view : withPlacesOf(view, behind);
}

async function noteHeard(db: Database, claim: AgentClaim, { stats }: BatchEnvelope): Promise<void> {
  await db.sql`
    select note_heard(${claim.org}, ${claim.agent}, ${stats.pending}, ${stats.oldestPendingMs}, ${stats.clockOffsetMs ?? null})`;
}

function receiptOf(envelope: BatchEnvelope, view: StreamView, plan: Plan): Receipt {
  const ofTail = envelope.tail === true;
  return {
    incarnation: view.incarnation,
    highWater: ofTail ? envelope.to : plan.highWater,
    highWaterHash: ofTail ? envelope.toHash : plan.highWaterHash,
    applied: plan.insert.length,
    duplicates: plan.duplicates,
    quarantined: plan.setAside.map(({ sequence, hash, code }) => ({ sequence, hash, code })),
    serverTime: new Date().toISOString(),
  };
}
