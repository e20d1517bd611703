import { createHash } from 'node:crypto';
import type { Database } from '../db/client.ts';
import { withTenant } from '../db/client.ts';
import { BatchLines } from './batch-lines.ts';
import { committed } from './committed.ts';
import { type Decider, emptyPlan, findPlaceFault, type Plan } from './plan.ts';
import { ALL_RULES, type CloudRules } from './rules.ts';
import { hashAt, lossAt, readStreamView, type StreamState, type StreamView } from './stream-view.ts';
import { takeCustody } from './take-custody.ts';

/** Names one row of quarantine. A job carries this and never bytes. */
export interface QuarantineKey {
  readonly org: string;
  readonly agent: string;
  readonly epoch: string;
  readonly sequence: number;
  readonly hash: string;
}

export interface RedriveOptions {
  readonly rules?: CloudRules;
  /** Person who asked for it. */
  readonly person?: string;
  /** Runs between reading the row and writing: where the world may change under a redrive. */
  readonly meanwhile?: () => Promise<void>;
}

export type RedriveResult =
  | { readonly state: 'applied'; readonly branch: number }
  /** Still wrong: stays in quarantine, with the code of what is wrong now. */
  | { readonly state: 'pending'; readonly code: string }
  /** No such row, or settled already. Nothing was inserted. */
  | { readonly state: 'gone' };

const ROUNDS_MAX = 20;

/** Tries one quarantined line again: pending → applied by compare-and-set, and the fact, in one transaction. */
export async function redrive(db: Database, key: QuarantineKey, options: RedriveOptions = {}): Promise<RedriveResult> {
  const rules = options.rules ?? ALL_RULES;
  const doubles = new Set<number>();
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const row = await readRow(db, key);
    if (row === undefined || (rules.redriveCompareAndSet && row.state !== 'pending')) return { state: 'gone' };
    if (sha256(row.raw) !== key.hash) return { state: 'pending', code: 'fact.damaged' };
    const view = await readStreamView(db, { ...key, key: undefined }, key.epoch, key.sequence, key.sequence);
    if (view?.stream === undefined) return { state: 'gone' };
    const lines = new BatchLines(row.raw, Date.now(), rules.sumsExact);
    lines.readBy(view.names);
    const isDamaged = row.code === 'fact.damaged';
    const { plan, code } = await planRedrive(db, key, { view, stream: view.stream, lines, rules, doubles, isDamaged });
    if (code !== undefined && plan.segments.length === 0) return { state: 'pending', code };
    if (round === 0) await options.meanwhile?.();
    const mustSettle = rules.redriveCompareAndSet && code === undefined;
    const settle =
      code === undefined ? [{ sequence: key.sequence, hash: key.hash, person: options.person }] : undefined;
    const result = await takeCustody(db, {
      ...key,
      key: undefined,
      view,
      stream: view.stream,
      lines,
      plan,
      rules: rules.redriveCompareAndSet ? rules : { ...rules, lockStream: false, incarnationCheck: false },
      stats: undefined,
      extra: { ...(settle === undefined ? {} : { settle }), ...(mustSettle ? { mustSettle } : {}) },
    });
    if (result.outcome === 'not-pending') return { state: 'gone' };
    if (result.outcome === 'refused') return { state: 'pending', code: 'fact.schema' };
    if (result.outcome === 'doubles') doubles.add(key.sequence);
    if (result.outcome !== 'done') continue;
    committed(db, key.org, view.shop);
    return code === undefined ? { state: 'applied', branch: plan.insert[0]?.branch ?? 0 } : { state: 'pending', code };
  }
  throw new Error('redrive: custody kept changing');
}

/** Where a fill reached the place before it and that line already waits in quarantine, it is filled too, and so on. */
export async function refillLosses(
  db: Database,
  stream: Pick<QuarantineKey, 'org' | 'agent'>,
  epoch: string,
  rules: CloudRules,
): Promise<void> {
  let tried: number | undefined;
  for (;;) {
    const { org, agent } = stream;
    const [next] = await withTenant(
      db,
      org,
      (tx) => tx<{ sequence: number; hash: Buffer }[]>`
        select q.sequence, q.hash
        from declared_losses l
        join quarantine q on q.org_id = l.org_id and q.agent_id = l.agent_id and q.epoch = l.epoch
          and q.sequence = l.open_to and q.hash = l.open_hash
        where l.org_id = ${org} and l.agent_id = ${agent} and l.epoch = ${epoch} and l.filled_at is null and q.state = 'pending'
        limit 1`,
    );
    // Each fill moves the loss one place down; a place that comes again was not filled and never will be by this line.
    if (next === undefined || next.sequence === tried) return;
    tried = next.sequence;
    const result = await redrive(
      db,
      { org, agent, epoch, sequence: next.sequence, hash: next.hash.toString('hex') },
      { rules },
    );
    if (result.state === 'gone') return;
  }
}

interface QuarantineRow {
  raw: Buffer;
  code: string;
  state: 'pending' | 'applied' | 'discarded';
}

async function readRow(db: Database, key: QuarantineKey): Promise<QuarantineRow | undefined> {
  const [row] = await withTenant(
    db,
    key.org,
    (tx) => tx<QuarantineRow[]>`
      select raw, code, state
      from quarantine
      where org_id = ${key.org} and agent_id = ${key.agent} and epoch = ${key.epoch} and sequence = ${key.sequence}
        and hash = decode(${key.hash}, 'hex')`,
  );
  return row;
}

interface RedriveView {
  readonly view: StreamView;
  readonly stream: StreamState;
  readonly lines: BatchLines;
  readonly rules: CloudRules;
  readonly doubles: ReadonlySet<number>;
  /** Not the bytes that were written, as far as anybody knows: applied only where a declared loss proves them after all. */
  readonly isDamaged: boolean;
}

/** Where the line goes: its own place if the stream passed over it there, a declared loss it proves to fill, else a branch. */
async function planRedrive(
  db: Database,
  key: QuarantineKey,
  seen: RedriveView,
): Promise<{ plan: Plan; code: string | undefined }> {
  const { stream, lines } = seen;
  const plan = emptyPlan(stream);
  const decider: Decider = {
    ...seen,
    agent: key.agent,
    epoch: key.epoch,
    operations: new Set(),
    refused: undefined,
    plan,
  };
  const line = lines.line(0);
  const fault = 'fact' in line ? findPlaceFault(decider, line.fact, key.sequence) : line;
  const loss = lossAt(stream, key.sequence);
  const fills = loss !== undefined && loss.openTo === key.sequence && loss.openHash === key.hash;
  if (seen.isDamaged && !fills) return { plan, code: 'fact.damaged' };
  if (fills) {
    const before = line.prev ?? hashAt(stream, key.sequence - 1);
    if (before === undefined) return { plan, code: fault?.code ?? 'fact.stranded' };
    plan.segments.push({ first: key.sequence, last: key.sequence, hashes: key.hash });
    plan.fills.push({ first: loss.first, openTo: key.sequence - 1, openHash: before });
  }
  if (fault !== undefined || !('fact' in line)) {
    const code = fault?.code ?? 'fact.unreadable';
    if (fills)
      plan.setAside.push({
        index: 0,
        sequence: key.sequence,
        hash: key.hash,
        code,
        detail: fault?.detail,
        inStream: true,
      });
    return { plan, code };
  }
  const isOwnPlace = fills || (loss === undefined && hashAt(stream, key.sequence) === key.hash);
  const branch = isOwnPlace ? 0 : await nextBranch(db, key);
  plan.insert.push({ index: 0, sequence: key.sequence, branch, fact: line.fact, mappings: line.mappings });
  return { plan, code: undefined };
}

async function nextBranch(db: Database, key: QuarantineKey): Promise<number> {
  const [row] = await withTenant(
    db,
    key.org,
    (tx) => tx<{ branch: number }[]>`
      select coalesce(max(branch), 0) + 1 as branch
      from facts
      where org_id = ${key.org} and agent_id = ${key.agent} and epoch = ${key.epoch} and sequence = ${key.sequence}`,
  );
  return row?.branch ?? 1;
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
