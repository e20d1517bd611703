import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { EpochBook, isWholeEpoch, pendingOf } from './epoch-book.ts';
import { sha256 } from './hash.ts';
import { JOURNAL_VERSION } from './migrations.ts';
import { type Db, isDamage } from './open-database.ts';
import { OpenOperations, scanLines } from './operations.ts';
import { isReadable, readSchemaVersion } from './schema-version.ts';
import { JOURNAL_FILE } from './set-aside.ts';
import { openTables } from './tables.ts';
import { disagreement, readWitness } from './witness.ts';

/** Newest lines whose bytes are compared with their hashes. */
const HEAD_LINES = 1_000;
const BUSY_MS = 2_000;

export type JournalState =
  | { readonly state: 'none' | 'locked' }
  | { readonly state: 'damaged' | 'newer' | 'chain' | 'restored' | 'mode'; readonly because: string }
  | { readonly state: 'whole'; readonly counts: JournalCounts };

export interface JournalCounts {
  readonly epochs: number;
  /** Facts of the live epoch. */
  readonly last: number;
  readonly pending: number;
  readonly bytes: number;
  readonly openOperations: number;
}

/** Looks at the journal in a folder without changing a byte of it, and not at all while another process has it. Never throws for damage. */
export function inspectJournal(dir: string): JournalState {
  return journalIsHeld(dir) ? { state: 'locked' } : inspectAsHolder(dir);
}

/** The same for whoever holds the lock. */
export function inspectAsHolder(dir: string): JournalState {
  const path = join(dir, JOURNAL_FILE);
  if (!existsSync(path)) return { state: 'none' };
  let db: Db | undefined;
  try {
    db = new Database(path, { readonly: true, fileMustExist: true, timeout: BUSY_MS });
    return inspect(db, dir, statSync(path).size);
  } catch (error) {
    if (isDamage(error)) return { state: 'damaged', because: error instanceof Error ? error.message : String(error) };
    throw error;
  } finally {
    db?.close();
  }
}

/** Whether a process has the journal of this folder. Takes a shared look of a moment, never the lock. */
export function journalIsHeld(dir: string): boolean {
  const path = join(dir, 'lock');
  if (!existsSync(path)) return false;
  const file = new Database(path, { readonly: true, timeout: 0 });
  try {
    file.prepare('select count(*) from sqlite_master').get();
    return false;
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return true;
    throw error;
  } finally {
    file.close();
  }
}

function inspect(db: Db, dir: string, bytes: number): JournalState {
  const pages = db.pragma('integrity_check(1)', { simple: true });
  if (pages !== 'ok') return { state: 'damaged', because: String(pages) };
  const found = readSchemaVersion(db);
  const known = JOURNAL_VERSION.version;
  if (!isReadable(found, known)) return { state: 'newer', because: `${found.version} > ${known}` };
  const mode = String(db.pragma('journal_mode', { simple: true }));
  if (mode !== 'wal') return { state: 'mode', because: `journal_mode ${mode}` };
  return inspectChain(db, dir, bytes);
}

function inspectChain(db: Db, dir: string, bytes: number): JournalState {
  const tables = openTables(db);
  if (!tables.epochRows().every(isWholeEpoch)) return { state: 'damaged', because: 'epoch header' };
  const book = new EpochBook(tables);
  if (!book.hasLive()) return { state: 'damaged', because: 'no live epoch' };
  const live = book.live();
  const operations = new OpenOperations();
  const epochs = book.all().map((each) => ({ ...each, live: each.leftBecause === null }));
  const broken = scanLines(tables.everyFact(), epochs, operations);
  if (broken !== undefined) return { state: 'chain', because: `sequence ${broken}` };
  const head = tables.linesFrom(live.ordinal, Math.max(1, live.last - HEAD_LINES + 1), HEAD_LINES);
  const edited = head.find((line) => line.bytes !== null && sha256(line.bytes) !== line.hash);
  if (edited !== undefined) return { state: 'chain', because: `sequence ${edited.sequence}` };
  const witness = readWitness(join(dir, 'witness.json'));
  const install = tables.install();
  if (witness !== undefined && install !== undefined) {
    const hashAt = (epoch: string, sequence: number) => book.hashAt(epoch, sequence);
    const differs = disagreement(witness, { ...install, hashAt });
    if (differs !== undefined) return { state: 'restored', because: `${differs}, sequence ${witness.sequence}` };
  }
  const pending = book.all().reduce((sum, each) => sum + pendingOf(each), 0);
  const counts = { epochs: epochs.length, last: live.last, pending, bytes, openOperations: operations.list().length };
  return { state: 'whole', counts };
}
