import type { FactBody } from '@tillbridge/shared/fact';
import Database from 'better-sqlite3';
import { isWholeEpoch } from './epoch-book.ts';
import { sha256 } from './hash.ts';
import { readEnding } from './line.ts';
import { type Notes, readNotes } from './notes.ts';
import { placeOf, placesOf, sequenceOf } from './place.ts';
import type { EpochRecord, Install, Tables } from './tables.ts';
import { openTables } from './tables.ts';

/** How far past the last known fact a damaged tree is probed, and how wide a hole in it may be. */
const PROBE_MAX = 100_000;
const PROBE_AHEAD = 2_000;

export interface Recovered {
  /** Every page could be read: nothing is left that lines do not say. */
  readonly whole: boolean;
  readonly install: Install | undefined;
  /** The epoch that was live there. */
  readonly live: string | undefined;
  readonly lines: number;
}

interface Row {
  readonly place: number;
  readonly hash: Buffer;
  readonly bytes: Buffer | null;
}

/** Brings every readable line and note of a set-aside journal into this one, epochs and all. Call inside a transaction. */
export function recoverLines(database: string, into: Tables, notes: Notes): Recovered {
  let old: Database.Database;
  try {
    old = new Database(database, { fileMustExist: true });
  } catch {
    return { whole: false, install: undefined, live: undefined, lines: 0 };
  }
  try {
    notes.takeOver(readNotes(old));
    return readOld(old, into);
  } finally {
    old.close();
  }
}

function readOld(old: Database.Database, into: Tables): Recovered {
  const attempt = <T>(read: () => T): T | undefined => {
    try {
      return read();
    } catch {
      return undefined;
    }
  };
  const tables = attempt(() => openTables(old));
  const epochs = tables && attempt(() => tables.epochRows());
  const install = tables && attempt(() => tables.install());
  let whole = attempt(() => old.pragma('quick_check(1)', { simple: true })) === 'ok' && epochs !== undefined;
  let lines = 0;
  for (const epoch of epochs ?? []) {
    // Nothing of an epoch can be delivered without its header; its lines travel with the file.
    if (!isWholeEpoch(epoch)) {
      whole = false;
      continue;
    }
    const ordinal = takeEpoch(into, epoch);
    const rows = readRows(old, epoch);
    whole &&= rows.whole;
    lines += rows.found.length;
    keepRows(into, ordinal, rows.found);
    if (epoch.acked > 0) into.keepFact(placeOf(ordinal, epoch.acked), epoch.ackedHash, null);
  }
  return { whole, install, lines, live: epochs?.find((epoch) => epoch.leftBecause === null)?.epoch };
}

/** The epoch's ordinal here; it keeps its marks and is left, if it was not before. */
function takeEpoch(into: Tables, epoch: EpochRecord): number {
  const known = into.epochs();
  const same = known.find((record) => record.epoch === epoch.epoch);
  if (same !== undefined) return same.ordinal;
  const ordinal = Math.max(0, ...known.map((record) => record.ordinal)) + 1;
  into.addEpoch(ordinal, epoch.epoch, epoch.header, epoch.headerHash, epoch.leftBecause ?? 'damaged');
  into.saveEpoch({ ...epoch, ordinal, leftBecause: epoch.leftBecause ?? 'damaged' });
  return ordinal;
}

/** Rows from the front, then from the back, then one by one what lies between: a bad page costs only itself. */
function readRows(
  old: Database.Database,
  epoch: EpochRecord,
): { readonly found: readonly Row[]; readonly whole: boolean } {
  const { low, high } = placesOf(epoch.ordinal);
  const found: Row[] = [];
  const walk = (order: 'asc' | 'desc', from: number, to: number): number | undefined => {
    let last: number | undefined;
    try {
      const sql = `select place, hash, bytes from fact where place > ? and place < ? order by place ${order}`;
      for (const row of old.prepare<[number, number], Row>(sql).iterate(from, to)) {
        if (isRow(row)) found.push(row);
        last = row.place;
      }
      return undefined;
    } catch {
      return last ?? (order === 'asc' ? from : to);
    }
  };
  const stuckAt = walk('asc', low, high);
  if (stuckAt === undefined) return sift(found, epoch, true);
  const backTo = walk('desc', stuckAt, high);
  const end = backTo === undefined || backTo === high ? Math.max(stuckAt, low + epoch.acked) + PROBE_AHEAD : backTo;
  for (let place = stuckAt + 1; place < Math.min(end, stuckAt + PROBE_MAX); place++) {
    const row = probe(old, place);
    if (row !== undefined) found.push(row);
  }
  return sift(found, epoch, false);
}

/**
 * A damaged page can hand out rows at places nobody ever wrote, and one such row would make the epoch end there. A line
 * is believed at its place when it says so itself or fits its hash; a place without bytes only below a believed one.
 */
function sift(
  found: readonly Row[],
  epoch: EpochRecord,
  whole: boolean,
): { readonly found: readonly Row[]; readonly whole: boolean } {
  let end = epoch.acked;
  for (const row of found) if (saysItsPlace(row)) end = Math.max(end, sequenceOf(row.place));
  const kept = found.filter((row) => (row.bytes === null ? sequenceOf(row.place) <= end : saysItsPlace(row)));
  return { found: kept, whole: whole && kept.length === found.length };
}

function saysItsPlace({ place, hash, bytes }: Row): boolean {
  if (bytes === null) return false;
  return readEnding(bytes)?.sequence === sequenceOf(place) || sha256(bytes) === hash.toString('hex');
}

function probe(old: Database.Database, place: number): Row | undefined {
  try {
    const row = old.prepare<[number], Row>('select place, hash, bytes from fact where place = ?').get(place);
    return row !== undefined && isRow(row) ? row : undefined;
  } catch {
    return undefined;
  }
}

function isRow(row: Row): boolean {
  return Buffer.isBuffer(row.hash) && row.hash.length === 32 && (row.bytes === null || Buffer.isBuffer(row.bytes));
}

function keepRows(into: Tables, ordinal: number, rows: readonly Row[]): void {
  for (const { place, hash, bytes } of rows) {
    into.keepFact(placeOf(ordinal, sequenceOf(place)), hash.toString('hex'), bytes);
  }
  // The hash of a line that is gone is still known from the line behind it, and lets the loss be declared.
  for (const { place, bytes } of rows) {
    const ending = bytes === null ? undefined : readEnding(bytes);
    if (bytes === null || ending === undefined) continue;
    if (sequenceOf(place) > 1) into.keepFact(placeOf(ordinal, sequenceOf(place) - 1), ending.prev, null);
    if (ending.kind === 'operation.intended') keepOperation(into, placeOf(ordinal, sequenceOf(place)), bytes);
  }
}

function keepOperation(into: Tables, place: number, bytes: Buffer): void {
  try {
    const { body } = JSON.parse(bytes.toString('utf8')) as { body: FactBody<'operation.intended'> };
    into.addOperation(body.operation, place);
  } catch {
    // A damaged intent names no operation; its bytes still travel with the tail.
  }
}
