import { Fault } from '@tillbridge/shared/faults/fault';
import type { TransactionRow } from '@tillbridge/shared/reads';
import type { ArchiveFound } from '@tillbridge/shared/reads-archive';
import type { Database } from '../db/client.ts';
import { readTenant } from '../db/read-tenant.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';
import { markReversed } from '../reversals/mark-reversed.ts';
import type { ObjectStore } from '../store/object-store.ts';
import type { SealedPlace } from '../store/read-places.ts';
import { getLines } from './archive-file.ts';
import { type ArchiveFile, type KnownVolume, readManifest } from './manifest.ts';

export const FOUND_ROWS = 50;
/** A search opens at most so many files a page; the next page goes on behind them. */
const FILES_A_PAGE_MAX = 20;

export interface ArchiveSearch {
  /** Business days, both included. */
  readonly from: string;
  readonly to: string;
  readonly shop?: string;
  readonly kind?: string;
  /** Begins with it, whatever the case; of the till's reference. */
  readonly reference?: string;
}

/** The next file and row to look at. */
interface Place {
  readonly file: number;
  readonly row: number;
}

/** Archived transactions of the person's shops, a page at a time. Throws `api.invalid` for a cursor that is not ours. */
export async function searchArchive(
  db: Database,
  archive: SealedPlace,
  scope: ShopScope,
  wish: ArchiveSearch & { readonly cursor?: string },
): Promise<ArchiveFound> {
  const asOf = new Date().toISOString();
  const files = await filesOf(db, archive, scope, wish);
  const rows: TransactionRow[] = [];
  let place: Place = wish.cursor === undefined ? { file: 0, row: 0 } : readCursor(wish.cursor);
  const stopAt = place.file + FILES_A_PAGE_MAX;
  while (place.file < files.length && place.file < stopAt && rows.length < FOUND_ROWS) {
    const found = await rowsOf(archive.store, files[place.file] as ArchiveFile, wish);
    const room = FOUND_ROWS - rows.length;
    const page = found.slice(place.row, place.row + room);
    rows.push(...page);
    const more = found.length > place.row + page.length;
    place = more ? { file: place.file, row: place.row + page.length } : { file: place.file + 1, row: 0 };
  }
  const marked = await markReversed(db, scope, rows);
  return { asOf, rows: [...marked], ...(place.file < files.length ? { next: writeCursor(place) } : {}) };
}

/** Every archived transaction of a search, file by file: for exports. */
export async function* archivedRows(
  db: Database,
  archive: SealedPlace,
  scope: ShopScope,
  wish: ArchiveSearch,
): AsyncGenerator<readonly TransactionRow[]> {
  for (const file of await filesOf(db, archive, scope, wish))
    yield await markReversed(db, scope, await rowsOf(archive.store, file, wish));
}

async function filesOf(
  db: Database,
  archive: SealedPlace,
  scope: ShopScope,
  { from, to, shop }: ArchiveSearch,
): Promise<readonly ArchiveFile[]> {
  const { all, list } = shopFilter(scope);
  const volumes = await readTenant(
    db,
    scope.org,
    (tx) => tx<KnownVolume[]>`
      select volume, encode(manifest_hash, 'hex') as hash, key_id as "keyId"
      from archive_volumes
      where org_id = ${scope.org} and state <> 'superseded'
        and month <= ${to}::date and month > (${from}::date - interval '1 month')
      order by month, volume`,
  );
  const files: ArchiveFile[] = [];
  for (const known of volumes) {
    const manifest = await readManifest(archive, scope.org, known);
    files.push(
      ...manifest.files.filter(
        (file) =>
          file.kind === 'transactions' &&
          (all || list.includes(file.shop)) &&
          (shop === undefined || file.shop === shop) &&
          file.firstDay <= to &&
          file.lastDay >= from,
      ),
    );
  }
  return files;
}

async function rowsOf(store: ObjectStore, file: ArchiveFile, wish: ArchiveSearch): Promise<readonly TransactionRow[]> {
  const reference = wish.reference?.toLowerCase();
  const rows: TransactionRow[] = [];
  for (const line of await getLines(store, file)) {
    const row = transactionOf((JSON.parse(line.toString()) as { row: ArchivedColumns }).row);
    const fits =
      row.businessDate >= wish.from &&
      row.businessDate <= wish.to &&
      (wish.kind === undefined || row.kind === wish.kind) &&
      (reference === undefined || row.reference?.toLowerCase().startsWith(reference) === true);
    if (fits) rows.push(row);
  }
  return rows;
}

/** A row as Postgres wrote it into the archive. */
interface ArchivedColumns {
  readonly transaction_id: string;
  readonly shop_id: string;
  readonly machine_id: string;
  readonly kind: TransactionRow['kind'];
  readonly outcome: TransactionRow['outcome'];
  readonly currency: string;
  readonly amount_minor: number;
  readonly in_minor: number;
  readonly out_minor: number;
  readonly owed_minor: number;
  readonly operator: string | null;
  readonly reference: string | null;
  readonly business_date: string;
  readonly occurred_at: string;
  readonly received_at: string;
}

function transactionOf(row: ArchivedColumns): TransactionRow {
  return {
    id: row.transaction_id,
    shopId: row.shop_id,
    machineId: row.machine_id,
    kind: row.kind,
    outcome: row.outcome,
    currency: row.currency,
    amountMinor: row.amount_minor,
    inMinor: row.in_minor,
    outMinor: row.out_minor,
    owedMinor: row.owed_minor,
    operator: row.operator,
    reference: row.reference,
    businessDate: row.business_date,
    occurredAt: new Date(row.occurred_at).toISOString(),
    receivedAt: new Date(row.received_at).toISOString(),
    // Entries that reverse outlive the month; `markReversed` reads them.
    reversed: false,
  };
}

function writeCursor({ file, row }: Place): string {
  return Buffer.from(`archive ${file} ${row}`).toString('base64url');
}

function readCursor(cursor: string): Place {
  const [, file, row] = /^archive (\d{1,7}) (\d{1,7})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (file === undefined)
    throw new Fault('api.invalid', { errors: [{ path: '/cursor', message: 'not a cursor of this list' }] });
  return { file: Number(file), row: Number(row) };
}
