import type { Tx } from '../db/client.ts';
import type { ObjectStore } from '../store/object-store.ts';
import { FILE_BYTES_MAX, FILE_ROWS_MAX, putFile } from './archive-file.ts';
import { type ArchiveFile, type Manifest, sha256, volumePath } from './manifest.ts';

const ROWS_AT_ONCE = 500;

export interface VolumeWish {
  readonly org: string;
  readonly month: string;
  readonly volume: number;
  /** Hash of the manifest before. */
  readonly previous: string;
  /** Called between the steps; a test throws there, as a killed process would end there. */
  readonly onStep?: (step: string) => void;
}

/**
 * Writes everything that the online tables hold of one organization and month, in the snapshot of `tx`. Nothing is in
 * the archive before the manifest that this answers lies there, signed; that is for whoever has read the files back.
 */
export async function writeFiles(tx: Tx, store: ObjectStore, wish: VolumeWish): Promise<Manifest> {
  const files: ArchiveFile[] = [];
  const streams = new Map<string, Manifest['streams'][number]>();
  const within = tx`org_id = ${wish.org} and business_date >= ${wish.month}::date and business_date < (${wish.month}::date + interval '1 month')`;
  const facts = tx<FactRow[]>`
    select shop_id as shop, business_date as day, raw, (to_jsonb(f) - 'raw')::text as place, agent_id as agent, epoch, sequence
    from facts f
    where ${within}
    order by shop_id, business_date, agent_id, epoch, sequence, branch`;
  for await (const piece of pieces(facts.cursor(ROWS_AT_ONCE), (row) => row.raw.length)) {
    const number = String(files.length / 2 + 1).padStart(5, '0');
    const about = (kind: 'facts' | 'places') => ({ ...spanOf(piece), kind, name: nameOf(wish, `${number}-${kind}`) });
    files.push(
      await putFile(
        store,
        about('facts'),
        piece.map((row) => row.raw),
      ),
    );
    files.push(
      await putFile(
        store,
        about('places'),
        piece.map((row) => Buffer.from(row.place)),
      ),
    );
    for (const row of piece) noteStream(streams, row);
    wish.onStep?.('a file of facts');
  }
  const sums = new Map<string, Manifest['sums'][number]>();
  let [transactions, lines] = [0, 0];
  const rows = tx<TransactionRow[]>`
    select t.shop_id as shop, t.business_date as day, t.kind, t.currency, t.in_minor, t.out_minor, l.count as lines,
      jsonb_build_object('row', to_jsonb(t), 'lines', l.rows)::text as line
    from cash_transactions t
    cross join lateral (
      select count(*) as count, coalesce(jsonb_agg(to_jsonb(d) order by d.line_no), '[]') as rows
      from denomination_lines d
      where d.org_id = t.org_id and d.business_date = t.business_date and d.transaction_id = t.transaction_id
    ) l
    where ${within}
    order by t.shop_id, t.business_date, t.occurred_at, t.transaction_id`;
  for await (const piece of pieces(rows.cursor(ROWS_AT_ONCE), (row) => Buffer.byteLength(row.line))) {
    const number = String(files.length + 1).padStart(5, '0');
    const about = { ...spanOf(piece), kind: 'transactions', name: nameOf(wish, `${number}-transactions`) } as const;
    files.push(
      await putFile(
        store,
        about,
        piece.map((row) => Buffer.from(row.line)),
      ),
    );
    for (const row of piece) {
      addTo(sums, row);
      transactions += 1;
      lines += row.lines;
    }
    wish.onStep?.('a file of transactions');
  }
  return {
    org: wish.org,
    volume: wish.volume,
    month: wish.month,
    writtenAt: new Date().toISOString(),
    previous: wish.previous,
    facts: [...streams.values()].reduce((sum, stream) => sum + stream.facts, 0),
    transactions,
    lines,
    sums: [...sums.values()],
    streams: [...streams.values()],
    files,
  };
}

interface Placed {
  readonly shop: string;
  readonly day: string;
}
interface FactRow extends Placed {
  readonly raw: Buffer;
  readonly place: string;
  readonly agent: string;
  readonly epoch: string;
  readonly sequence: number;
}
interface TransactionRow extends Placed {
  readonly kind: string;
  readonly currency: string;
  readonly in_minor: number;
  readonly out_minor: number;
  readonly lines: number;
  readonly line: string;
}

/** Cuts rows in their order into what one file holds: rows of one shop, bounded in number and in bytes. */
async function* pieces<T extends Placed>(
  batches: AsyncIterable<T[]>,
  bytesOf: (row: T) => number,
): AsyncGenerator<T[]> {
  let piece: T[] = [];
  let bytes = 0;
  for await (const batch of batches) {
    for (const row of batch) {
      const full = piece.length >= FILE_ROWS_MAX || bytes >= FILE_BYTES_MAX || piece[0]?.shop !== row.shop;
      if (piece.length > 0 && full) {
        yield piece;
        piece = [];
        bytes = 0;
      }
      piece.push(row);
      bytes += bytesOf(row);
    }
  }
  if (piece.length > 0) yield piece;
}

function spanOf(piece: readonly Placed[]): Pick<ArchiveFile, 'shop' | 'firstDay' | 'lastDay'> {
  return { shop: piece[0]?.shop ?? '', firstDay: piece[0]?.day ?? '', lastDay: piece.at(-1)?.day ?? '' };
}

function nameOf({ org, volume }: VolumeWish, name: string): string {
  return `${volumePath(org, volume)}/${name}`;
}

function noteStream(streams: Map<string, Manifest['streams'][number]>, { agent, epoch, sequence, raw }: FactRow): void {
  const known = streams.get(`${agent}/${epoch}`);
  const hash = sha256(raw);
  const here = { first: sequence, firstHash: hash, last: sequence, lastHash: hash };
  const stream = known ?? { agent, epoch, facts: 0, ...here };
  streams.set(`${agent}/${epoch}`, {
    ...stream,
    facts: stream.facts + 1,
    ...(sequence < stream.first ? { first: sequence, firstHash: hash } : {}),
    ...(sequence > stream.last ? { last: sequence, lastHash: hash } : {}),
  });
}

function addTo(sums: Map<string, Manifest['sums'][number]>, row: TransactionRow): void {
  const { kind, currency } = row;
  const sum = sums.get(`${kind} ${currency}`) ?? { kind, currency, transactions: 0, inMinor: 0, outMinor: 0 };
  sums.set(`${kind} ${currency}`, {
    ...sum,
    transactions: sum.transactions + 1,
    inMinor: sum.inMinor + row.in_minor,
    outMinor: sum.outMinor + row.out_minor,
  });
}
