import { Fault } from '@tillbridge/shared/faults/fault';
import type Database from 'better-sqlite3';
import type { Migration } from './migrations.ts';

/** "TB" in the upper half of `application_id`; the lower half is the oldest agent that may write the file. */
const MARK = 0x5442_0000;
const LOWER = 0xffff;

export interface SchemaVersion {
  readonly version: number;
  /** The oldest agent that can go on with this journal, by the versions it knows. */
  readonly readableFrom: number;
}

/**
 * What a journal says of itself, in the header of its file: an agent too old to know its tables can still read that. A file
 * without the mark was written before there was one and is readable by its own version alone.
 */
export function readSchemaVersion(db: Database.Database): SchemaVersion {
  const version = Number(db.pragma('user_version', { simple: true }));
  const mark = Number(db.pragma('application_id', { simple: true }));
  const marked = (mark & ~LOWER) === MARK;
  return { version, readableFrom: marked ? mark & LOWER : version };
}

/** Whether an agent that knows so many versions may write such a journal. */
export function isReadable({ version, readableFrom }: SchemaVersion, known: number): boolean {
  return version <= known || readableFrom <= known;
}

/**
 * Brings a journal to the newest version of `steps`, in one commit, and leaves a newer one that it may write as it is.
 * Throws `journal.newer` for one that it may not, before anything is changed.
 */
export function bringForward(db: Database.Database, steps: readonly Migration[]): void {
  const found = readSchemaVersion(db);
  const known = steps.length;
  if (!isReadable(found, known)) throw new Fault('journal.newer', { ...found, known });
  if (found.version >= known) return;
  const before = found.version === 0 ? 1 : found.readableFrom;
  const missing = steps.slice(found.version);
  const readableFrom = Math.max(before, ...missing.map((step) => step.readableFrom));
  db.transaction(() => {
    for (const { sql } of missing) db.exec(sql);
    db.pragma(`user_version = ${known}`);
    db.pragma(`application_id = ${MARK + readableFrom}`);
  }).immediate();
}
