import type { FactBody } from '@tillbridge/shared/fact';
import type { BatchEnvelope } from '@tillbridge/shared/sync';
import postgres from 'postgres';
import type { Database } from '../db/client.ts';
import type { BatchLines } from './batch-lines.ts';
import { companionsOf, intendedTimes } from './companions.ts';
import { FactColumns } from './fact-columns.ts';
import type { Plan } from './plan.ts';
import type { CloudRules } from './rules.ts';
import type { StreamState, StreamView } from './stream-view.ts';

export interface CustodyOrder {
  readonly org: string;
  readonly agent: string;
  /** Key that speaks; undefined for a redrive, which no agent asks for. */
  readonly key: string | undefined;
  readonly epoch: string;
  readonly view: StreamView;
  readonly stream: StreamState;
  readonly lines: BatchLines;
  readonly plan: Plan;
  readonly rules: CloudRules;
  readonly stats: BatchEnvelope['stats'] | undefined;
  /** Added to what `note_companions` reads. */
  readonly extra?: Record<string, unknown>;
}

export type CustodyResult =
  | { readonly outcome: 'done'; readonly revision: number }
  /** Decided on a view that no longer holds: nothing was changed. */
  | { readonly outcome: 'stale' }
  /** These sequences report a movement recorded before: nothing was changed. */
  | { readonly outcome: 'doubles'; readonly sequences: readonly number[] }
  /** Postgres cannot hold some value of these facts, whatever the checks said: nothing was changed. */
  | { readonly outcome: 'refused'; readonly reason: string }
  /** The row to be redriven is not pending (any more): nothing was changed. */
  | { readonly outcome: 'not-pending' };

const DOUBLES = 'TB001';
const NOT_PENDING = 'TB002';
const DATA_EXCEPTION = '22';
const CHECK_VIOLATION = '23514';
/** Deadlock, serialization, and a key taken in the same moment by another stream: decide again. */
const RETRIED = new Set(['40P01', '40001', '23505']);

/** Carries a plan out in one statement, which is the whole transaction. */
export async function takeCustody(db: Database, order: CustodyOrder): Promise<CustodyResult> {
  const { plan, stream, view, rules, stats } = order;
  const columns = columnsOf(order);
  const machines = [...machinesOf(plan)];
  const companions = { ...companionsOf(plan, order.lines, view), ...order.extra };
  const moved = plan.highWater !== stream.highWater;
  const transport = order.lines.transport();
  const values = [
    order.org,
    view.shop,
    order.agent,
    order.key ?? null,
    order.epoch,
    rules.lockStream ? stream.revision : null,
    rules.incarnationCheck ? view.incarnation : null,
    literal(machines.map(([machine]) => machine)),
    literal(machines.map(([, currency]) => currency ?? 'null')),
    stats?.pending ?? null,
    stats?.oldestPendingMs ?? null,
    stats?.clockOffsetMs ?? null,
    moved ? plan.highWater : null,
    moved ? plan.highWaterHash : null,
    plan.completeThroughMs === undefined ? null : new Date(plan.completeThroughMs).toISOString(),
    literal(plan.segments.map((segment) => segment.first)),
    literal(plan.segments.map((segment) => segment.last)),
    literal(plan.segments.map((segment) => segment.hashes)),
    Object.keys(companions).length === 0 ? null : JSON.stringify(companions),
    transport.text,
    transport.isHex,
    !rules.returnedRowsOnly,
    ...columns.literals(),
  ];
  try {
    const [row] = await db.sql.unsafe<{ outcome: 'done' | 'stale'; revision: number }[]>(STATEMENT, values, {
      prepare: true,
    });
    return row?.outcome === 'done' ? { outcome: 'done', revision: row.revision } : { outcome: 'stale' };
  } catch (error) {
    return resultOf(error);
  }
}

function columnsOf({ plan, lines, rules }: CustodyOrder): FactColumns {
  const columns = new FactColumns(lines, intendedTimes(plan.insert.map((planned) => planned.fact)));
  for (const planned of plan.insert) columns.addFact(planned);
  if (!rules.returnedRowsOnly) {
    for (const index of plan.repeated) {
      const line = lines.line(index);
      if ('fact' in line && line.fact.kind === 'cash.transaction') {
        columns.addCash(
          line.fact.sequence,
          line.fact.body as FactBody<'cash.transaction'>,
          line.fact.occurredAt,
          line.fact.businessDate,
        );
      }
    }
  }
  return columns;
}

/** Machines the plan relies on and the currency it relies on, compared again under the lock. */
function machinesOf(plan: Plan): Map<string, string | undefined> {
  const machines = new Map<string, string | undefined>();
  for (const { fact } of plan.insert) {
    const body = fact.body as { machine?: string; currency?: string };
    if (body.machine !== undefined) machines.set(body.machine, body.currency ?? machines.get(body.machine));
  }
  return machines;
}

function resultOf(error: unknown): CustodyResult {
  if (!(error instanceof postgres.PostgresError)) throw error;
  if (error.code === DOUBLES) return { outcome: 'doubles', sequences: (error.detail ?? '').split(',').map(Number) };
  if (error.code === NOT_PENDING) return { outcome: 'not-pending' };
  if (RETRIED.has(error.code)) return { outcome: 'stale' };
  if (error.code.startsWith(DATA_EXCEPTION) || error.code === CHECK_VIOLATION)
    return { outcome: 'refused', reason: error.message };
  throw error;
}

function literal(values: readonly (string | number)[]): string {
  return `{${values.join(',')}}`;
}

const PARAMETER_TYPES = [
  ...['uuid', 'uuid', 'uuid', 'text', 'text', 'bigint', 'text', 'uuid[]', 'text[]', 'bigint', 'bigint', 'bigint'],
  ...['bigint', 'text', 'timestamptz', 'bigint[]', 'bigint[]', 'text[]', 'jsonb', 'text', 'boolean', 'boolean'],
  ...['bigint[]', 'integer[]', 'integer[]', 'integer[]', 'uuid[]', 'text[]', 'timestamptz[]', 'date[]'],
  ...[
    'bigint[]',
    'uuid[]',
    'uuid[]',
    'text[]',
    'text[]',
    'text[]',
    'bigint[]',
    'bigint[]',
    'bigint[]',
    'bigint[]',
    'text[]',
    'text[]',
    'timestamptz[]',
  ],
  ...['bigint[]', 'smallint[]', 'bigint[]', 'text[]', 'integer[]', 'text[]', 'text[]', 'text[]'],
  ...['timestamptz[]', 'date[]'],
];
const STATEMENT = `select * from take_custody(${PARAMETER_TYPES.map((type, at) => `$${at + 1}::${type}`).join(', ')})`;
