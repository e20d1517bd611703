import { Fault } from '@tillbridge/shared/faults/fault';
import Database from 'better-sqlite3';
import { edgeMigrations } from './migrations.ts';
import { bringForward, readSchemaVersion } from './schema-version.ts';

export type Db = Database.Database;

/** Level of `pragma synchronous` that syncs the log at each commit. */
const FULL = 2;
/** Pages of the log before it is folded into the file: the log stays at about 4 MB. */
const CHECKPOINT_PAGES = 1_000;
/** … and at 256 kB while the disk is full, so that it lives within the room that the reserve gave. */
const CHECKPOINT_PAGES_TIGHT = 64;

/** The file cannot be read as a journal: it is set aside, and a new one begun. Carries why. */
export class Unreadable extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'Unreadable';
  }
}

/**
 * Opens (or makes) the journal's file, checks its pages, applies what migrations are missing, and makes sure that each
 * commit reaches the disk. Throws Unreadable for a damaged file, and the faults `journal.newer`, `journal.not-durable`
 * and `journal.unwritable`.
 */
export function openDatabase(path: string, existed: boolean, fullSync: boolean): Db {
  const db = connect(path);
  try {
    db.pragma('journal_mode = wal');
    keepLogShort(db, false);
    if (existed) checkPages(db);
    migrate(db, existed);
    requireDurable(db, fullSync);
    return db;
  } catch (error) {
    db.close();
    throw isDamage(error) ? new Unreadable(String(error)) : error;
  }
}

/** How far the log may grow before it is folded into the file. */
export function keepLogShort(db: Db, tight: boolean): void {
  db.pragma(`wal_autocheckpoint = ${tight ? CHECKPOINT_PAGES_TIGHT : CHECKPOINT_PAGES}`);
}

/** Folds the log into the file and gives its room back to the disk; false when there was no room even for that. */
export function foldLog(db: Db): boolean {
  try {
    db.pragma('wal_checkpoint(truncate)');
    return true;
  } catch (error) {
    if (isDiskFull(error)) return false;
    throw error;
  }
}

/** SQLITE_FULL and its relatives: the write can succeed once something is given up. */
export function isDiskFull(error: unknown): boolean {
  return (
    error instanceof Database.SqliteError && (error.code === 'SQLITE_FULL' || error.code === 'SQLITE_IOERR_SHMSIZE')
  );
}

export function isDamage(error: unknown): boolean {
  if (error instanceof Unreadable) return true;
  if (!(error instanceof Database.SqliteError)) return false;
  return (
    error.code.startsWith('SQLITE_CORRUPT') ||
    ['SQLITE_NOTADB', 'SQLITE_IOERR_READ', 'SQLITE_IOERR_SHORT_READ', 'SQLITE_IOERR_CORRUPTFS'].includes(error.code) ||
    error.message.startsWith('no such table') ||
    error.message.startsWith('no such column')
  );
}

function connect(path: string): Db {
  try {
    return new Database(path);
  } catch (error) {
    if (error instanceof Database.SqliteError && /^SQLITE_(CANTOPEN|READONLY|PERM|AUTH)/.test(error.code)) {
      throw new Fault('journal.unwritable', { path, sqlite: error.code });
    }
    throw isDamage(error) ? new Unreadable(String(error)) : error;
  }
}

function checkPages(db: Db): void {
  const found = db.pragma('quick_check(1)', { simple: true });
  if (found !== 'ok') throw new Unreadable(`quick_check: ${String(found)}`);
}

function migrate(db: Db, existed: boolean): void {
  if (existed && readSchemaVersion(db).version === 0) throw new Unreadable('a journal without its tables');
  bringForward(db, edgeMigrations());
}

/** better-sqlite3 falls back to NORMAL in WAL mode at each open and after DDL, so this comes last and is read back. */
function requireDurable(db: Db, fullSync: boolean): void {
  db.pragma(`synchronous = ${fullSync ? 'full' : 'normal'}`);
  if (!fullSync) return;
  const mode = db.pragma('journal_mode', { simple: true });
  const level = db.pragma('synchronous', { simple: true });
  if (mode !== 'wal' || level !== FULL) throw new Fault('journal.not-durable', { mode, synchronous: level });
}
