import { createHash } from 'node:crypto';
import { type EpochHeader, EpochHeaderSchema } from '@tillbridge/shared/fact';
import { Fault } from '@tillbridge/shared/faults/fault';
import {
  BATCH_BYTES_MAX,
  BATCH_LINES_MAX,
  type OpenAnswer,
  type OpenEpoch,
  type OpenRequest,
  OpenRequestSchema,
} from '@tillbridge/shared/sync';
import { Compile } from 'typebox/compile';
import { readConfigurationName } from '../configuration/read-configuration.ts';
import { type Database, type Tx, withTenant } from '../db/client.ts';
import { askAgain } from '../divergences/ask-again.ts';
import type { AgentScope } from '../keys/require-agent.ts';
import { committed } from './committed.ts';
import { ingestLoadOf } from './ingest-load.ts';
import { noteAgent } from './note-agent.ts';
import { type OpenedStream, readOpenedStreams } from './opened-streams.ts';
import { ALL_RULES, type CloudRules } from './rules.ts';

export interface NamedEpoch extends OpenEpoch {
  readonly epoch: string;
  readonly headerHash: string;
  readonly start: number;
}

type Verdict = OpenAnswer['epochs'][number];

const checkRequest = Compile(OpenRequestSchema);
const checkHeader = Compile(EpochHeaderSchema);
/** Returning shops begin their first batch at a random moment of this span. */
const RETURN_SPREAD_MS = 2_000;
const RETURN_SPREAD_PENDING = 1_000;

/**
 * Compares every epoch of a journal with custody. Registers unknown epochs, hands the live one to a newer start, notes
 * what it asks for again, and changes nothing else: it may come late, twice or never. Throws `api.invalid`, `sync.other-agent` and `agent.key-revoked`.
 */
export async function acceptOpen(
  db: Database,
  scope: AgentScope,
  request: OpenRequest,
  rules: CloudRules = ALL_RULES,
): Promise<OpenAnswer> {
  if (!checkRequest.Check(request)) throw new Fault('api.invalid', { detail: 'not an open request' });
  if (!Number.isSafeInteger(request.start.number)) throw new Fault('api.invalid', { detail: '/start/number' });
  if (request.agent !== scope.agent) throw new Fault('api.invalid', { detail: 'another agent than the key' });
  const named = request.epochs.map((epoch) => nameEpoch(epoch, scope.agent));
  const { changed, answer } = await withTenant(db, scope.org, async (tx) => {
    await requireLive(tx, scope);
    const configuration = await readConfigurationName(tx, scope);
    for (const epoch of named) {
      if (rules.createUnknownEpoch) await registerEpoch(tx, scope, epoch, request);
      if (epoch.live) await handOver(tx, scope, epoch, request, rules);
    }
    const streams = await readOpenedStreams(tx, scope, named);
    const changed = await noteAgent(tx, scope, request);
    const again = await askAgain(tx, scope, request, named);
    const answer: OpenAnswer = {
      incarnation: configuration.incarnation,
      epochs: named.map((epoch) => judge(epoch, streams.get(epoch.epoch), request, rules)),
      files: await heldFiles(tx, scope, request),
      serverTime: new Date().toISOString(),
      limits: { batchLines: BATCH_LINES_MAX, batchBytes: BATCH_BYTES_MAX },
      configuration: configuration.version,
      ...(again.length === 0 ? {} : { again: [...again] }),
      ...waitOf(spreadMs(named, streams), ingestLoadOf(db).retryAfterMs(Math.random())),
    };
    return { changed, answer };
  });
  if (changed) committed(db, scope.org, scope.shop);
  return answer;
}

function nameEpoch(open: OpenEpoch, agent: string): NamedEpoch {
  let header: unknown;
  try {
    header = JSON.parse(open.header);
  } catch {
    throw new Fault('api.invalid', { detail: 'an epoch header is not JSON' });
  }
  if (!checkHeader.Check(header)) throw new Fault('api.invalid', { detail: 'an epoch header does not have its form' });
  if ((header as EpochHeader).agent !== agent) throw new Fault('sync.other-agent');
  const headerHash = createHash('sha256').update(open.header, 'utf8').digest('hex');
  return { ...open, epoch: header.epoch, start: header.start, headerHash };
}

/** Reads key and agent again in this transaction, as every step of custody does, and lets one open of an agent in at a time. */
async function requireLive(tx: Tx, { org, agent, key }: AgentScope): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtextextended(${agent}, 0))`;
  const [row] = await tx<{ shop: string | null }[]>`select live_agent(${org}, ${agent}, ${key}) as shop`;
  if (row === undefined || row.shop === null) throw new Fault('agent.key-revoked');
}

async function registerEpoch(
  tx: Tx,
  { org, agent }: AgentScope,
  epoch: NamedEpoch,
  { start }: OpenRequest,
): Promise<void> {
  await tx`
    insert into streams (org_id, agent_id, epoch, ordinal, header, header_hash, start_number, start_nonce, high_water_hash)
    select ${org}::uuid, ${agent}::uuid, ${epoch.epoch}, coalesce(max(ordinal), 0) + 1, ${epoch.header}, decode(${epoch.headerHash}, 'hex'),
      ${start.number}::bigint, ${start.nonce}, decode(${epoch.headerHash}, 'hex')
    from streams
    where org_id = ${org} and agent_id = ${agent}
    having not coalesce(bool_or(epoch = ${epoch.epoch}), false)`;
}

/** The highest start holds the epoch. Who asks late, with a lower number, gets nothing and takes nothing away. */
async function handOver(
  tx: Tx,
  { org, agent }: AgentScope,
  epoch: NamedEpoch,
  { start }: OpenRequest,
  rules: CloudRules,
): Promise<void> {
  await tx`
    update streams
    set start_number = ${start.number}, start_nonce = ${start.nonce}, revision = revision + 1
    where org_id = ${org} and agent_id = ${agent} and epoch = ${epoch.epoch}
      and (start_number < ${start.number} or ${!rules.startDecides} and (start_number, start_nonce) <> (${start.number}, ${start.nonce}))`;
  if (rules.openOnlyCompares) return;
  await tx`
    update streams
    set high_water = ${epoch.acked}, high_water_hash = decode(${epoch.ackedHash}, 'hex'), start_number = ${start.number},
      start_nonce = ${start.nonce}, revision = revision + 1
    where org_id = ${org} and agent_id = ${agent} and epoch = ${epoch.epoch} and high_water > ${epoch.last}`;
}

function judge(
  epoch: NamedEpoch,
  stream: OpenedStream | undefined,
  { start }: OpenRequest,
  rules: CloudRules,
): Verdict {
  const highWater = stream?.highWater ?? 0;
  const highWaterHash = stream?.highWaterHash ?? epoch.headerHash;
  const answer = (verdict: Verdict['verdict']): Verdict => ({ epoch: epoch.epoch, verdict, highWater, highWaterHash });
  if (!epoch.live) return answer(stream?.holdsLast === true || epoch.last === 0 ? 'held' : 'wanted');
  const holds = stream === undefined || (stream.start.number === start.number && stream.start.nonce === start.nonce);
  if (rules.startDecides && !holds) return answer('superseded');
  return answer(epoch.acked > highWater || stream?.agreesAtAcked === false ? 'behind' : 'resume');
}

async function heldFiles(tx: Tx, { org, agent }: AgentScope, request: OpenRequest): Promise<OpenAnswer['files']> {
  if (request.files.length === 0) return [];
  const rows = await tx<{ hash: string; held_to: number }[]>`
    select encode(file_hash, 'hex') as hash, held_to
    from salvage_files
    where org_id = ${org} and agent_id = ${agent} and encode(file_hash, 'hex') = any (${request.files.map((file) => file.hash)})`;
  const held = new Map(rows.map((row) => [row.hash, row.held_to]));
  return request.files.map(({ hash }) => ({ hash, heldTo: held.get(hash) ?? 0 }));
}

/** A shop that comes back with much to deliver waits a little, so that a hundred of them do not begin together. */
function spreadMs(named: readonly NamedEpoch[], streams: ReadonlyMap<string, OpenedStream>): number | undefined {
  const pending = named.reduce(
    (sum, epoch) => sum + Math.max(0, epoch.last - (streams.get(epoch.epoch)?.highWater ?? 0)),
    0,
  );
  return pending > RETURN_SPREAD_PENDING ? Math.floor(Math.random() * RETURN_SPREAD_MS) : undefined;
}

function waitOf(...waits: readonly (number | undefined)[]): { retryAfterMs?: number } {
  const known = waits.filter((wait) => wait !== undefined);
  return known.length === 0 ? {} : { retryAfterMs: Math.max(...known) };
}
