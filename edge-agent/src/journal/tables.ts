import type { Db } from './open-database.ts';
import { placeOf, placesOf, sequenceOf } from './place.ts';

/** An epoch as the journal knows it. The live one changes with each fact; it is the only one that is not left. */
export interface EpochRecord {
  readonly ordinal: number;
  readonly epoch: string;
  readonly header: string;
  readonly headerHash: string;
  leftBecause: string | null;
  last: number;
  lastHash: string;
  acked: number;
  ackedHash: string;
  held: boolean;
  /** Bytes up to here are gone; their hashes are not. */
  prunedTo: number;
}

export interface StoredLine {
  readonly sequence: number;
  readonly hash: string;
  /** Null where the bytes were pruned or never recovered. */
  readonly bytes: Buffer | null;
}

export interface Install {
  readonly installId: string;
  readonly startNumber: number;
  readonly incarnation: string | null;
}

interface EpochRow {
  ordinal: number;
  epoch: string;
  header: string;
  header_hash: Buffer;
  left_because: string | null;
  acked: number;
  acked_hash: Buffer;
  held: number;
  pruned_to: number;
}
interface FactRow {
  place: number;
  hash: Buffer;
  bytes: Buffer | null;
}

export const hex = (bytes: Buffer): string => bytes.toString('hex');
export const unhex = (text: string): Buffer => Buffer.from(text, 'hex');

/** Every statement on the journal's rows, prepared once. Nothing here decides anything. */
export function openTables(db: Db) {
  const begin = db.prepare('begin immediate');
  const commit = db.prepare('commit');
  return {
    ...writeFacts(db),
    ...readFacts(db),
    ...epochTable(db),
    ...installTable(db),
    /** All or nothing; SQLite may have rolled back by itself when the disk was full. */
    inTransaction<T>(write: () => T): T {
      begin.run();
      try {
        const value = write();
        commit.run();
        return value;
      } catch (error) {
        if (db.inTransaction) db.exec('rollback');
        throw error;
      }
    },
  };
}
export type Tables = ReturnType<typeof openTables>;

function writeFacts(db: Db) {
  const add = db.prepare<[number, Buffer, Buffer | null]>('insert into fact (place, hash, bytes) values (?, ?, ?)');
  const keep = db.prepare<[number, Buffer, Buffer | null]>(
    'insert or ignore into fact (place, hash, bytes) values (?, ?, ?)',
  );
  const forget = db.prepare<[number, number]>(
    'update fact set bytes = null where place between ? and ? and bytes is not null',
  );
  const addOperation = db.prepare<[string, number]>('insert or ignore into operation (operation, place) values (?, ?)');
  return {
    /** The hot path: one row, one commit, hashes as bytes. */
    addFact: (place: number, hash: Buffer, bytes: Buffer) => add.run(place, hash, bytes),
    addOperation: (id: string, place: number) => addOperation.run(id, place),
    /** Keeps what stands there already. */
    keepFact: (place: number, hash: string, bytes: Buffer | null) => keep.run(place, unhex(hash), bytes),
    forget: (ordinal: number, from: number, to: number) =>
      forget.run(placeOf(ordinal, from), placeOf(ordinal, to)).changes,
  };
}

function readFacts(db: Db) {
  const hash = db.prepare<[number], { hash: Buffer }>('select hash from fact where place = ?');
  const bytes = db.prepare<[number], { bytes: Buffer | null }>('select bytes from fact where place = ?');
  const operation = db.prepare<[string], { place: number }>('select place from operation where operation = ?');
  const rows = (where: string, order: string) => `select place, hash, bytes from fact ${where} order by place ${order}`;
  const every = db.prepare<[], FactRow>(rows('', 'asc'));
  const from = db.prepare<[number, number, number], FactRow>(rows('where place >= ? and place < ?', 'asc limit ?'));
  const behind = db.prepare<[number, number], FactRow>(rows('where place > ?', 'asc limit ?'));
  const before = db.prepare<[number, number], FactRow>(rows('where place < ?', 'desc limit ?'));
  return {
    operationPlace: (id: string): number | undefined => operation.get(id)?.place,
    hashAt(ordinal: number, sequence: number): string | undefined {
      const row = hash.get(placeOf(ordinal, sequence));
      return row && hex(row.hash);
    },
    bytesAt: (place: number): Buffer | null => bytes.get(place)?.bytes ?? null,
    linesFrom: (ordinal: number, sequence: number, limit: number): StoredLine[] =>
      from
        .all(placeOf(ordinal, sequence), placesOf(ordinal).high, limit)
        .map((row) => ({ sequence: sequenceOf(row.place), hash: hex(row.hash), bytes: row.bytes })),
    everyFact: (): Iterable<FactRow> => every.iterate(),
    newestBefore: (place: number, limit: number): readonly FactRow[] => before.all(place, limit),
    factsAfter: (place: number, limit: number): readonly FactRow[] => behind.all(place, limit),
  };
}

function epochTable(db: Db) {
  const insert = db.prepare<[number, string, string, Buffer, string | null, Buffer]>(
    'insert into epoch (ordinal, epoch, header, header_hash, left_because, acked_hash) values (?, ?, ?, ?, ?, ?)',
  );
  const save = db.prepare<[string | null, number, Buffer, number, number, number]>(
    'update epoch set left_because = ?, acked = ?, acked_hash = ?, held = ?, pruned_to = ? where ordinal = ?',
  );
  const all = db.prepare<[], EpochRow>('select * from epoch order by ordinal');
  const end = db.prepare<[number, number], { place: number; hash: Buffer }>(
    'select place, hash from fact where place > ? and place < ? order by place desc limit 1',
  );
  const withEnd = (record: EpochRecord): EpochRecord => {
    const { low, high } = placesOf(record.ordinal);
    const row = end.get(low, high);
    return row === undefined ? record : { ...record, last: sequenceOf(row.place), lastHash: hex(row.hash) };
  };
  return {
    addEpoch(ordinal: number, epoch: string, header: string, hash: string, left: string | null = null): EpochRecord {
      insert.run(ordinal, epoch, header, unhex(hash), left, unhex(hash));
      const marks = { last: 0, lastHash: hash, acked: 0, ackedHash: hash, held: false, prunedTo: 0 };
      return { ordinal, epoch, header, headerHash: hash, leftBecause: left, ...marks };
    },
    saveEpoch: (e: EpochRecord) =>
      save.run(e.leftBecause, e.acked, unhex(e.ackedHash), e.held ? 1 : 0, e.prunedTo, e.ordinal),
    /** Epochs with their marks; `last` is left at 0, so that a damaged tree of facts does not hide them. */
    epochRows: (): EpochRecord[] => all.all().map(recordOf),
    epochs: (): EpochRecord[] => all.all().map(recordOf).map(withEnd),
  };
}

function installTable(db: Db) {
  const install = db.prepare<[], { install_id: string; start_number: number; incarnation: string | null }>(
    'select * from install',
  );
  const save = db.prepare<[string, number, string | null]>(
    `insert into install (one, install_id, start_number, incarnation)
     values (1, ?, ?, ?)
     on conflict (one) do update
     set install_id = excluded.install_id, start_number = excluded.start_number, incarnation = excluded.incarnation`,
  );
  return {
    install(): Install | undefined {
      const row = install.get();
      return row && { installId: row.install_id, startNumber: row.start_number, incarnation: row.incarnation };
    },
    saveInstall: (i: Install) => save.run(i.installId, i.startNumber, i.incarnation),
  };
}

function recordOf(row: EpochRow): EpochRecord {
  const headerHash = hex(row.header_hash);
  return {
    ordinal: row.ordinal,
    epoch: row.epoch,
    header: row.header,
    headerHash,
    leftBecause: row.left_because,
    last: 0,
    lastHash: headerHash,
    acked: row.acked,
    ackedHash: hex(row.acked_hash),
    held: row.held === 1,
    prunedTo: row.pruned_to,
  };
}
