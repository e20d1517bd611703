import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';

/** What lies in a journal file, read by the oracle's own SQL from a copy: the journal itself is not touched. */
export interface JournalView {
  readonly epochs: readonly JournalEpoch[];
  readonly lines: readonly JournalLine[];
}

export interface JournalEpoch {
  readonly epoch: string;
  readonly header: string;
  readonly live: boolean;
  readonly acked: number;
  readonly ackedHash: string;
  readonly held: boolean;
}

export interface JournalLine {
  readonly epoch: string;
  readonly sequence: number;
  readonly hash: string;
  /** Null where the journal let the bytes go. */
  readonly raw: Buffer | null;
}

const PLACES_PER_EPOCH = 2 ** 40;
const FILES = ['journal.sqlite', 'journal.sqlite-wal'] as const;

/** Reads the journal of a folder whose process is stopped or quiet. Undefined where there is none, or it is damaged. */
export function readJournal(dir: string): JournalView | undefined {
  if (!existsSync(join(dir, FILES[0]))) return undefined;
  const copy = mkdtempSync(join(tmpdir(), 'tillbridge-oracle-'));
  try {
    copyJournal(dir, copy);
    const db = new Database(join(copy, FILES[0]));
    try {
      return readTables(db);
    } finally {
      db.close();
    }
  } catch (error) {
    if (error instanceof Database.SqliteError) return undefined;
    throw error;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** Copies the files that make a journal (without its shared memory, which SQLite makes again). */
export function copyJournal(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const file of FILES) {
    rmSync(join(to, file), { force: true });
    if (existsSync(join(from, file))) copyFileSync(join(from, file), join(to, file));
  }
  rmSync(join(to, 'journal.sqlite-shm'), { force: true });
}

/** Edits one row behind the agent's back, as somebody with a SQLite browser would. */
export function editRow(dir: string, epoch: string, sequence: number, raw: Buffer): void {
  const db = new Database(join(dir, FILES[0]), { timeout: 2_000 });
  try {
    db.prepare('update fact set bytes = ? where place = (select ordinal from epoch where epoch = ?) * ? + ?').run(
      raw,
      epoch,
      PLACES_PER_EPOCH,
      sequence,
    );
  } finally {
    db.close();
  }
}

function readTables(db: Database.Database): JournalView {
  const epochs = db
    .prepare<
      [],
      { ordinal: number; epoch: string; header: string; left: string | null; acked: number; hash: Buffer; held: number }
    >(
      'select ordinal, epoch, header, left_because as left, acked, acked_hash as hash, held from epoch order by ordinal',
    )
    .all();
  const names = new Map(epochs.map((row) => [row.ordinal, row.epoch]));
  const rows = db
    .prepare<[], { place: number; hash: Buffer; bytes: Buffer | null }>(
      'select place, hash, bytes from fact order by place',
    )
    .all();
  return {
    epochs: epochs.map((row) => ({
      epoch: row.epoch,
      header: row.header,
      live: row.left === null,
      acked: row.acked,
      ackedHash: row.hash.toString('hex'),
      held: row.held === 1,
    })),
    lines: rows.map((row) => ({
      epoch: names.get(Math.floor(row.place / PLACES_PER_EPOCH)) ?? '',
      sequence: row.place % PLACES_PER_EPOCH,
      hash: row.hash.toString('hex'),
      raw: row.bytes,
    })),
  };
}
