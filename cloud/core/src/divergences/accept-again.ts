import { Fault } from '@tillbridge/shared/faults/fault';
import { type AgainAnswer, type AgainRequest, AgainRequestSchema, BATCH_LINES_MAX } from '@tillbridge/shared/sync';
import { Compile } from 'typebox/compile';
import { appendAudit } from '../audit/append-audit.ts';
import { readConfigurationName } from '../configuration/read-configuration.ts';
import { type Database, type Tx, withTenant } from '../db/client.ts';
import { BatchLines } from '../ingest/batch-lines.ts';
import { committed } from '../ingest/committed.ts';
import { type Decider, emptyPlan, findPlaceFault } from '../ingest/plan.ts';
import { ALL_RULES } from '../ingest/rules.ts';
import { readStreamView, type StreamState, type StreamView } from '../ingest/stream-view.ts';
import type { AgentScope } from '../keys/require-agent.ts';
import { raiseVersion } from './hold-shop.ts';
import { noteAnswers } from './note-answers.ts';

const checkRequest = Compile(AgainRequestSchema);

/**
 * Takes what a shop sends again of places it was asked for. A line goes back into its place only where its hash proves it;
 * whatever else is sent changes no fact. May come late, twice or never. Throws `api.invalid`, `sync.reopen` and
 * `agent.key-revoked`.
 */
export async function acceptAgain(db: Database, scope: AgentScope, request: AgainRequest): Promise<AgainAnswer> {
  if (!checkRequest.Check(request)) throw new Fault('api.invalid', { detail: 'not an answer to what was asked for' });
  const { org, agent, key } = scope;
  const view = await readStreamView(db, scope, request.epoch, 1, 0);
  if (view === undefined) throw new Fault('agent.key-revoked');
  const { stream } = view;
  if (stream === undefined) throw new Fault('sync.reopen');
  const readable = readableLines(scope, request, view, stream);
  const putBack = await withTenant(db, org, async (tx) => {
    await tx`
      select from streams
      where org_id = ${org} and agent_id = ${agent} and epoch = ${request.epoch}
      for no key update`;
    const [row] = await tx<{ shop: string | null }[]>`select live_agent(${org}, ${agent}, ${key}) as shop`;
    if (row === undefined || row.shop === null) throw new Fault('agent.key-revoked');
    const { incarnation } = await readConfigurationName(tx, scope);
    if (incarnation !== request.incarnation) throw new Fault('sync.reopen');
    return take(tx, scope, request, readable);
  });
  if (putBack > 0) committed(db, org, scope.shop);
  return { putBack };
}

/** Lines by place that would be facts there. What would be set aside today is no fact to put back, whatever its hash. */
function readableLines(
  { agent }: AgentScope,
  { epoch, lines: sent }: AgainRequest,
  view: StreamView,
  stream: StreamState,
): ReadonlyMap<number, Buffer> {
  const readable = new Map<number, Buffer>();
  for (const { sequence, line } of sent) {
    const bytes = Buffer.from(line, 'utf8');
    const lines = new BatchLines(bytes, Date.now(), ALL_RULES.sumsExact);
    lines.readBy(view.names);
    const parsed = lines.line(0);
    if (lines.count !== 1 || !('fact' in parsed)) continue;
    const plan = emptyPlan(stream);
    const place = { agent, epoch, view, stream, lines, rules: ALL_RULES, doubles: new Set<number>(), plan };
    const decider: Decider = { ...place, refused: undefined, operations: new Set() };
    if (findPlaceFault(decider, parsed.fact, sequence) === undefined) readable.set(sequence, bytes);
  }
  return readable;
}

interface Wanted {
  readonly sequence: number;
  readonly subject: string;
}

async function take(
  tx: Tx,
  scope: AgentScope,
  request: AgainRequest,
  readable: ReadonlyMap<number, Buffer>,
): Promise<number> {
  const { org, agent, shop } = scope;
  const { epoch, lines, gone, start } = request;
  // From the end backwards: a line that is in its place again proves the one before it.
  const asked = await tx<(Wanted & { readonly gone: boolean })[]>`
    select w.sequence, w.subject, not w.sequence = any(${lines.map((line) => line.sequence)}::bigint[]) as gone
    from wanted_places w
    where w.org_id = ${org} and w.agent_id = ${agent} and w.epoch = ${epoch} and w.put_back_day is null
      and (w.sequence = any(${lines.map((line) => line.sequence)}::bigint[]) or exists (
        select from unnest(${gone.map((one) => one.from)}::bigint[], ${gone.map((one) => one.to)}::bigint[]) g (first, last)
        where w.sequence between g.first and g.last))
    order by w.sequence desc`;
  const back: Wanted[] = [];
  const other: number[] = [];
  for (const one of asked.filter((row) => !row.gone)) {
    if (await putBack(tx, scope, epoch, one.sequence, readable.get(one.sequence))) back.push(one);
    else other.push(one.sequence);
  }
  const answered = { org, agent, epoch, start: start.nonce };
  const goneHere = asked.filter((row) => row.gone).map((row) => row.sequence);
  await noteAnswers(tx, 'gone', { ...answered, sequences: goneHere });
  await noteAnswers(tx, 'other', { ...answered, sequences: other });
  if (back.length > 0) {
    await notePutBack(tx, scope, back);
    await raiseVersion(tx, org, shop);
  }
  if (asked.length > 0) {
    await appendAudit(tx, {
      org,
      actorKind: 'agent',
      actor: agent,
      action: 'divergence.answered',
      subject: epoch,
      detail: { shop, putBack: back.length, gone: goneHere.length, other: other.length },
    });
  }
  return back.length;
}

async function putBack(
  tx: Tx,
  { org, agent }: AgentScope,
  epoch: string,
  sequence: number,
  bytes: Buffer | undefined,
): Promise<boolean> {
  if (bytes === undefined) return false;
  const [row] = await tx<{ day: string | null }[]>`
    select put_back(${org}, ${agent}, ${epoch}, ${sequence}, ${BATCH_LINES_MAX}, ${bytes}) as day`;
  if (row === undefined || row.day === null) return false;
  await tx`
    update wanted_places
    set put_back_day = ${row.day}::date
    where org_id = ${org} and agent_id = ${agent} and epoch = ${epoch} and sequence = ${sequence}`;
  return true;
}

async function notePutBack(tx: Tx, { org, shop }: AgentScope, back: readonly Wanted[]): Promise<void> {
  for (const subject of new Set(back.map((one) => one.subject))) {
    await tx`
      update divergences
      set put_back = put_back + ${back.filter((one) => one.subject === subject).length}, put_back_at = now()
      where org_id = ${org} and shop_id = ${shop} and subject = ${subject} and state = 'open'`;
  }
}
