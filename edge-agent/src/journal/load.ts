import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { AgentRules } from '../delivery/rules.ts';
import type { Ballast } from './ballast.ts';
import type { LeaveReason } from './contract.ts';
import { EpochBook, isWholeEpoch } from './epoch-book.ts';
import { type Notes, openNotes } from './notes.ts';
import { type Db, isDamage, isDiskFull, openDatabase, Unreadable } from './open-database.ts';
import { OpenOperations, scanLines } from './operations.ts';
import { placeOf } from './place.ts';
import { type Recovered, recoverLines } from './recover-lines.ts';
import { keptFiles, openSalvage, type SalvageStore } from './salvage-store.ts';
import { filesOf, JOURNAL_FILE, journalsSetAside, moveLeftovers, setAside } from './set-aside.ts';
import { openTables, type Tables } from './tables.ts';
import type { Witness } from './witness.ts';

/** A journal read whole, before it decides whether to go on in its epoch. */
export interface Loaded {
  readonly db: Db;
  readonly tables: Tables;
  readonly book: EpochBook;
  readonly operations: OpenOperations;
  readonly salvage: SalvageStore;
  readonly notes: Notes;
  /** Why it cannot go on; undefined for a journal that was found as it was left. */
  readonly doubt: LeaveReason | undefined;
  readonly recovered: Recovered | undefined;
}

export interface LoadOptions {
  readonly dir: string;
  readonly rules: AgentRules;
  readonly ballast: Ballast;
  readonly witness: Witness | undefined;
  /** Names what is set aside now; sorts by time. */
  readonly asideName: string;
}

/** Opens what is there, sets aside what cannot be read, and brings its lines over. Recording can always begin afterwards. */
export function loadJournal(options: LoadOptions): Loaded {
  const { dir, asideName } = options;
  moveLeftovers(dir, asideName);
  const existed = existsSync(join(dir, JOURNAL_FILE));
  try {
    return withRoom(options.ballast, () => load(options, existed, existed ? undefined : absence(options)));
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    setAside(dir, asideName);
    return withRoom(options.ballast, () => load(options, false, 'damaged'));
  }
}

/** A database that is not there is the first one only if nothing speaks of another. */
function absence({ dir, witness }: LoadOptions): LeaveReason {
  return witness === undefined && journalsSetAside(dir).length === 0 ? 'first' : 'missing';
}

/** Runs a write at start; on a full disk again after giving up the reserve, and then what was kept for starts, bit by bit. */
export function withRoom<T>(ballast: Ballast, work: () => T): T {
  if (ballast.isTight()) ballast.release();
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!isDiskFull(error) || !(ballast.release() || ballast.releaseForStart())) throw error;
    }
  }
}

function load(options: LoadOptions, existed: boolean, doubt: LeaveReason | undefined): Loaded {
  const { dir, rules } = options;
  const db = openDatabase(join(dir, JOURNAL_FILE), existed, rules.fullSync);
  try {
    const tables = openTables(db);
    const salvage = openSalvage(db, dir);
    const notes = openNotes(db);
    if (existed && tables.install() === undefined) throw new Unreadable('a journal without its install row');
    if (!tables.epochRows().every(isWholeEpoch)) throw new Unreadable('an epoch is not what was written');
    const recovered = takeSetAside(options, tables, db, { salvage, notes });
    const book = new EpochBook(tables);
    const operations = new OpenOperations();
    const epochs = book
      .all()
      .map(({ ordinal, headerHash, leftBecause }) => ({ ordinal, headerHash, live: leftBecause === null }));
    const broken = scanLines(tables.everyFact(), epochs, operations);
    return {
      db,
      tables,
      book,
      operations,
      salvage,
      notes,
      recovered,
      doubt: doubt ?? (broken === undefined ? undefined : 'damaged'),
    };
  } catch (error) {
    db.close();
    throw isDamage(error) && !(error instanceof Unreadable) ? new Unreadable(String(error)) : error;
  }
}

/** Reads every set-aside journal this database has not taken over yet; repeatable until it is committed. */
function takeSetAside(
  options: LoadOptions,
  tables: Tables,
  db: Db,
  { salvage, notes }: { readonly salvage: SalvageStore; readonly notes: Notes },
): Recovered | undefined {
  const { dir, witness, asideName } = options;
  const known = new Set(
    db
      .prepare<[], { folder: string }>('select folder from set_aside')
      .all()
      .map((row) => row.folder),
  );
  const fresh = journalsSetAside(dir).filter((aside) => !known.has(aside.folder));
  if (fresh.length === 0) return undefined;
  let newest: Recovered | undefined;
  tables.inTransaction(() => {
    for (const file of keptFiles(dir)) salvage.register(file);
    for (const aside of fresh) {
      const recovered = recoverLines(aside.database, tables, notes);
      if (!recovered.whole) for (const file of filesOf(dir, aside)) salvage.register(file);
      newest = recovered.install === undefined && newest !== undefined ? newest : recovered;
      db.prepare('insert into set_aside (folder, at) values (?, ?)').run(aside.folder, asideName);
    }
    keepWitnessed(tables, witness);
  });
  return newest;
}

/** The witness can know of a later fact than the damaged file shows: its place is then known to be lost. */
function keepWitnessed(tables: Tables, witness: Witness | undefined): void {
  const epoch = tables.epochs().find((record) => record.epoch === witness?.epoch);
  if (epoch === undefined || witness === undefined || witness.sequence <= epoch.last) return;
  tables.keepFact(placeOf(epoch.ordinal, witness.sequence), witness.hash, null);
}
