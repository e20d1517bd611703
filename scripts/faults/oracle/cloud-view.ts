import { createHash } from 'node:crypto';
import postgres from 'postgres';
import { readArchiveView } from './archive-view.ts';

/** Everything the cloud holds, read in one snapshot by a superuser: the oracle's eyes, apart from the product's reads. */
export interface CloudView {
  readonly incarnation: string;
  readonly facts: readonly CloudFact[];
  readonly quarantine: readonly CloudQuarantine[];
  readonly streams: readonly CloudStream[];
  readonly segments: readonly CloudSegment[];
  readonly losses: readonly CloudLoss[];
  readonly transactions: readonly CloudTransaction[];
  readonly lines: readonly CloudLine[];
  readonly hourly: readonly CloudSum[];
  readonly daily: readonly CloudSum[];
  readonly monthly: readonly CloudSum[];
  readonly salvage: readonly CloudSalvage[];
  readonly units: readonly CloudUnit[];
  /** Of `facts`, those that only the archive holds. */
  readonly archived: number;
  readonly archiveBroken: readonly string[];
}

export interface CloudFact {
  readonly shop: string;
  readonly agent: string;
  readonly epoch: string;
  readonly sequence: number;
  readonly branch: number;
  readonly id: string;
  readonly kind: string;
  readonly day: string;
  readonly raw: Buffer;
  /** SHA-256 of `raw`, computed here. */
  readonly hash: string;
}

export interface CloudQuarantine {
  readonly agent: string;
  readonly epoch: string;
  readonly sequence: number;
  readonly hash: string;
  readonly code: string;
  readonly state: 'pending' | 'applied' | 'discarded';
  readonly inStream: boolean;
  readonly raw: Buffer;
  readonly rawHash: string;
}

export interface CloudStream {
  readonly agent: string;
  readonly epoch: string;
  readonly header: string;
  readonly highWater: number;
  readonly highWaterHash: string;
  readonly startNumber: number;
}

export interface CloudSegment {
  readonly epoch: string;
  readonly first: number;
  readonly last: number;
  readonly hashes: readonly string[];
}

export interface CloudLoss {
  readonly epoch: string;
  readonly first: number;
  readonly last: number;
  readonly lastHash: string;
  /** Last place whose bytes are still missing, and its hash; a fill works backwards from the end. */
  readonly openTo: number;
  readonly openHash: string;
  readonly filled: boolean;
}

export interface CloudTransaction {
  readonly id: string;
  readonly epoch: string;
  readonly sequence: number;
  readonly day: string;
  readonly kind: string;
  readonly currency: string;
  readonly inMinor: number;
  readonly outMinor: number;
}

export interface CloudLine {
  readonly transaction: string;
  readonly valueMinor: number;
  readonly pieces: number;
  readonly direction: string;
  readonly place: string;
}

/** A unit of a machine as the cloud shows it now. */
export interface CloudUnit {
  readonly machine: string;
  readonly unit: string;
  readonly pieces: number | null;
}

export interface CloudSum {
  readonly shop: string;
  /** Day, or first day of the month. */
  readonly day: string;
  readonly currency: string;
  readonly kind: string;
  readonly transactions: number;
  readonly inMinor: number;
  readonly outMinor: number;
}

export interface CloudSalvage {
  readonly file: string;
  readonly totalBytes: number;
  readonly heldTo: number;
  /** SHA-256 of the chunks put together in order. */
  readonly bytesHash: string;
}

/** Opens the oracle's own connection. Numbers arrive as numbers, days as text. */
export function connectOracle(superUrl: string): postgres.Sql {
  return postgres(superUrl, {
    max: 1,
    onnotice: () => undefined,
    connection: { application_name: 'fault-oracle', TimeZone: 'UTC' },
    types: {
      bigint: { to: 20, from: [20, 1700], serialize: String, parse: Number },
      date: { to: 1082, from: [1082], serialize: String, parse: (text: string) => text },
    },
  });
}

/** Reads the whole of a small cloud in one repeatable-read snapshot, with what its archive holds in place of rows. */
export function readCloud(sql: postgres.Sql, archiveFolder: string): Promise<CloudView> {
  return sql.begin('isolation level repeatable read read only', async (tx) => {
    // A dropped partition is gone from older snapshots, too: nobody may drop one between this snapshot and its reads.
    await tx`lock table facts, cash_transactions, denomination_lines in access share mode`;
    const [incarnation] = await tx<{ incarnation: string }[]>`select incarnation from incarnations`;
    const [facts, books] = [await readFacts(tx), await readBooks(tx)];
    const archive = await readArchiveView(tx, archiveFolder);
    return {
      incarnation: incarnation?.incarnation ?? '',
      ...(await readStreams(tx)),
      ...facts,
      ...books,
      facts: [...facts.facts, ...archive.facts],
      transactions: [...books.transactions, ...archive.transactions],
      lines: [...books.lines, ...archive.lines],
      archived: archive.facts.length,
      archiveBroken: archive.broken,
    };
  });
}

async function readFacts(tx: postgres.TransactionSql) {
  const facts = await tx<Omit<CloudFact, 'hash'>[]>`
    select shop_id as shop, agent_id as agent, epoch, sequence, branch, fact_id as id, kind, business_date as day, raw
    from facts`;
  const quarantine = await tx<Omit<CloudQuarantine, 'rawHash'>[]>`
    select agent_id as agent, epoch, sequence, encode(hash, 'hex') as hash, code, state, in_stream as "inStream", raw
    from quarantine`;
  return {
    facts: facts.map((fact) => ({ ...fact, hash: sha256(fact.raw) })),
    quarantine: quarantine.map((row) => ({ ...row, rawHash: sha256(row.raw) })),
  };
}

async function readStreams(tx: postgres.TransactionSql) {
  const streams = await tx<CloudStream[]>`
    select agent_id as agent, epoch, header, high_water as "highWater", encode(high_water_hash, 'hex') as "highWaterHash",
      start_number as "startNumber"
    from streams`;
  const segments = await tx<{ epoch: string; first: number; last: number; hashes: Buffer }[]>`
    select epoch, first, last, hashes from stream_segments order by epoch, last`;
  const losses = await tx<CloudLoss[]>`
    select epoch, first, last, encode(last_hash, 'hex') as "lastHash", open_to as "openTo", encode(open_hash, 'hex') as "openHash", filled_at is not null as filled
    from declared_losses`;
  const chunks = await tx<{ file: string; total: number; held: number; bytes: Buffer | null }[]>`
    select encode(f.file_hash, 'hex') as file, f.total_bytes as total, f.held_to as held, c.bytes
    from salvage_files f left join salvage_chunks c using (org_id, agent_id, file_hash)
    order by f.file_hash, c.chunk_offset`;
  return { streams, losses, segments: segments.map(cutHashes), salvage: joinChunks(chunks) };
}

async function readBooks(tx: postgres.TransactionSql) {
  const transactions = await tx<CloudTransaction[]>`
    select transaction_id as id, epoch, sequence, business_date as day, kind, currency, in_minor as "inMinor", out_minor as "outMinor"
    from cash_transactions`;
  const lines = await tx<CloudLine[]>`
    select transaction_id as transaction, value_minor as "valueMinor", pieces, direction, place
    from denomination_lines`;
  const hourly = await tx<CloudSum[]>`
    select shop_id as shop, business_date as day, currency, kind, sum(transactions) as transactions,
      sum(in_minor) as "inMinor", sum(out_minor) as "outMinor"
    from hourly_summaries group by 1, 2, 3, 4`;
  const daily = await tx<CloudSum[]>`
    select shop_id as shop, business_date as day, currency, kind, transactions, in_minor as "inMinor", out_minor as "outMinor"
    from daily_summaries`;
  const monthly = await tx<CloudSum[]>`
    select shop_id as shop, month as day, currency, kind, transactions, in_minor as "inMinor", out_minor as "outMinor"
    from monthly_summaries`;
  const units = await tx<CloudUnit[]>`select machine_id as machine, unit, pieces from machine_units`;
  return { transactions, lines, hourly, daily, monthly, units };
}

function cutHashes(row: { epoch: string; first: number; last: number; hashes: Buffer }): CloudSegment {
  const hashes: string[] = [];
  for (let at = 0; at < row.hashes.length; at += 32) hashes.push(row.hashes.subarray(at, at + 32).toString('hex'));
  return { epoch: row.epoch, first: row.first, last: row.last, hashes };
}

function joinChunks(
  rows: readonly { file: string; total: number; held: number; bytes: Buffer | null }[],
): CloudSalvage[] {
  const files = new Map<string, { total: number; held: number; bytes: Buffer[] }>();
  for (const row of rows) {
    const file = files.get(row.file) ?? { total: row.total, held: row.held, bytes: [] };
    if (row.bytes !== null) file.bytes.push(row.bytes);
    files.set(row.file, file);
  }
  return [...files].map(([file, entry]) => ({
    file,
    totalBytes: entry.total,
    heldTo: entry.held,
    bytesHash: sha256(Buffer.concat(entry.bytes)),
  }));
}

export function sha256(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
