import { createHash } from 'node:crypto';
import type { Fact, FactBody } from '@tillbridge/shared/fact';
import Sqlite from 'better-sqlite3';
import type postgres from 'postgres';

const SEQUENCE_BITS = 2 ** 40;
/** A journal page is read while the agent writes; a checkpoint may hold it for a moment. */
const BUSY_MS = 5_000;

/** A place of the journal: which fact should be where, and what its bytes hash to. */
export interface JournalPlace {
  readonly epoch: string;
  readonly sequence: number;
  readonly hash: string;
  /** Undefined once pruned; the hash stays for ever. */
  readonly bytes: Buffer | undefined;
}

export function readJournal(file: string): readonly JournalPlace[] {
  const db = new Sqlite(file, { readonly: true, timeout: BUSY_MS });
  try {
    const rows = db
      .prepare(
        `select e.epoch, f.place - e.ordinal * ${SEQUENCE_BITS} as sequence, f.hash, f.bytes
         from fact f join epoch e on e.ordinal = f.place / ${SEQUENCE_BITS} order by f.place`,
      )
      .all() as { epoch: string; sequence: number; hash: Buffer; bytes: Buffer | null }[];
    return rows.map(({ epoch, sequence, hash, bytes }) => ({
      epoch,
      sequence,
      hash: hash.toString('hex'),
      bytes: bytes ?? undefined,
    }));
  } finally {
    db.close();
  }
}

export interface CloudFact {
  readonly epoch: string;
  readonly sequence: number;
  readonly branch: number;
  readonly hash: string;
  readonly raw: Buffer;
}

/** Every fact of these epochs that the cloud holds. */
export async function readCloudFacts(sql: postgres.Sql, epochs: readonly string[]): Promise<readonly CloudFact[]> {
  const rows = await sql<{ epoch: string; sequence: string; branch: number; raw: Buffer }[]>`
    select epoch, sequence, branch, raw from facts where epoch = any(${[...epochs]}) order by epoch, sequence, branch`;
  return rows.map(({ epoch, sequence, branch, raw }) => ({
    epoch,
    sequence: Number(sequence),
    branch,
    raw,
    hash: createHash('sha256').update(raw).digest('hex'),
  }));
}

/** Sums by `business date/kind`: how many, in, out. Minor units. */
export type Sums = Readonly<Record<string, readonly [transactions: number, inMinor: number, outMinor: number]>>;

export function sumFacts(facts: readonly Fact[]): Sums {
  const sums: Record<string, [number, number, number]> = {};
  for (const fact of facts) {
    if (!isTransaction(fact)) continue;
    const key = `${fact.businessDate}/${fact.body.kind}`;
    const [many, inMinor, outMinor] = sums[key] ?? [0, 0, 0];
    sums[key] = [many + 1, inMinor + fact.body.inMinor, outMinor + fact.body.outMinor];
  }
  return sums;
}

/** The same sums from the tables, each asked in its own way. */
export async function readTableSums(
  sql: postgres.Sql,
  shop: string,
): Promise<Readonly<Record<'transactions' | 'lines' | 'hourly' | 'daily', Sums>>> {
  const transactions = await sql<SumRow[]>`
    select business_date::text as day, kind, count(*) as many, sum(in_minor) as inward, sum(out_minor) as outward
    from cash_transactions where shop_id = ${shop} group by 1, 2`;
  const lines = await sql<SumRow[]>`
    select t.business_date::text as day, t.kind, count(distinct t.transaction_id) as many,
      coalesce(sum(l.value_minor * l.pieces) filter (where l.direction = 'in'), 0) as inward,
      coalesce(sum(l.value_minor * l.pieces) filter (where l.direction = 'out'), 0) as outward
    from cash_transactions t left join denomination_lines l using (org_id, business_date, transaction_id)
    where t.shop_id = ${shop} group by 1, 2`;
  const hourly = await sql<SumRow[]>`
    select business_date::text as day, kind, sum(transactions) as many, sum(in_minor) as inward, sum(out_minor) as outward
    from hourly_summaries where shop_id = ${shop} group by 1, 2`;
  const daily = await sql<SumRow[]>`
    select business_date::text as day, kind, transactions as many, in_minor as inward, out_minor as outward
    from daily_summaries where shop_id = ${shop}`;
  return { transactions: toSums(transactions), lines: toSums(lines), hourly: toSums(hourly), daily: toSums(daily) };
}

interface SumRow {
  readonly day: string;
  readonly kind: string;
  readonly many: string;
  readonly inward: string;
  readonly outward: string;
}

function toSums(rows: readonly SumRow[]): Sums {
  return Object.fromEntries(
    rows.map((row) => [`${row.day}/${row.kind}`, [Number(row.many), Number(row.inward), Number(row.outward)]]),
  );
}

export function isTransaction(fact: Fact): fact is Fact<'cash.transaction'> {
  return fact.kind === 'cash.transaction';
}

/** Pieces that the shop recorded as having come in less those gone out, by value: operations and explained gaps. */
export function recordedByValue(facts: readonly Fact[]): ReadonlyMap<number, number> {
  const net = new Map<number, number>();
  for (const { kind, body } of facts) {
    if (kind !== 'cash.transaction' && kind !== 'agent.event') continue;
    for (const { valueMinor, pieces, direction } of (body as FactBody<typeof kind>).lines ?? [])
      net.set(valueMinor, (net.get(valueMinor) ?? 0) + (direction === 'in' ? pieces : -pieces));
  }
  return net;
}
