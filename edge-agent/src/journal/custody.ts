import { Fault } from '@tillbridge/shared/faults/fault';
import type { Disk, Start } from '@tillbridge/shared/sync';
import { type Clock, instant } from '../clock.ts';
import type { AgentRules } from '../delivery/rules.ts';
import type { Ballast } from './ballast.ts';
import type { JournalEvent, LeaveReason } from './contract.ts';
import { type DiskNews, DiskRoom, type DiskView } from './disk-room.ts';
import { parentOf } from './epoch-book.ts';
import type { Loaded } from './load.ts';
import type { Lock } from './lock.ts';
import { foldLog, keepLogShort } from './open-database.ts';
import { prune } from './prune.ts';
import type { EpochRecord } from './tables.ts';
import { writeWitness } from './witness.ts';

/** Facts let go in one transaction, so that a sale never waits long behind housekeeping. */
const PRUNE_LINES = 2_000;
/** Facts let go at once when the disk is full. */
const ROOM_LINES = 20_000;
/**
 * Of the newest lines a full disk takes none: a till that lost its answer must still hear how its operation ended, or a
 * person will pay again under a new key, and a restart needs the last stock to judge by.
 */
const ROOM_KEEPS_LINES = 100;

export interface KeptParts extends Loaded {
  readonly installId: string;
  readonly start: Start;
  readonly began: LeaveReason | undefined;
  readonly agent: string;
  readonly clock: Clock;
  readonly rules: AgentRules;
  readonly ballast: Ballast;
  readonly lock: Lock;
  readonly witnessPath: string;
  readonly retentionMs: number;
}

/** What is in custody and what may therefore be forgotten: the marks, the witness, and the room they make on the disk. */
export class Custody {
  readonly room: DiskRoom;
  private readonly parts: KeptParts;
  private readonly tell: (event: JournalEvent) => void;

  constructor(parts: KeptParts, tell: (event: JournalEvent) => void) {
    this.parts = parts;
    this.tell = tell;
    const { ballast, clock, db } = parts;
    this.room = new DiskRoom({
      ballast,
      makeRoom: () => this.makeRoom(),
      tight: (full) => keepLogShort(db, full),
      nowMs: clock.nowMs,
      monotonicMs: clock.monotonicMs,
    });
  }

  /** Runs work of the journal; what it changed about the disk is told after it, when a listener may write. */
  telling<T>(work: () => T): T {
    try {
      return work();
    } finally {
      for (const news of this.room.takeNews()) this.tell(diskEvent(news));
    }
  }

  disk(): Disk {
    return diskOf(this.room.view());
  }

  acknowledge(epoch: string, sequence: number, hash: string): void {
    const record = this.parts.book.find(epoch);
    if (record === undefined || (record.acked === sequence && record.ackedHash === hash)) return;
    record.acked = sequence;
    record.ackedHash = hash;
    this.save(record);
    this.witness();
  }

  hold(epoch: string, held: boolean): void {
    const record = this.parts.book.find(epoch);
    if (record === undefined || record.held === held) return;
    record.held = held;
    this.save(record);
  }

  leave(reason: LeaveReason): void {
    const { book, tables, agent, installId, start } = this.parts;
    const left = book.live();
    const identity = { agent, installId, start: start.number, reason, parent: parentOf(left) };
    book.take(this.room.write(() => tables.inTransaction(() => book.begin(identity))));
    this.witness();
    this.tell({ code: 'epoch_left', reason, left: left.epoch, epoch: book.live().epoch });
  }

  rememberIncarnation(incarnation: string): void {
    const { tables } = this.parts;
    const row = tables.install();
    if (row === undefined || row.incarnation === incarnation) return;
    this.whenRoom(() => tables.saveInstall({ ...row, incarnation }));
  }

  /** Notes outside the database where the journal stands. */
  witness(): void {
    const { book, rules, installId, start, witnessPath } = this.parts;
    if (!rules.witness) return;
    const { epoch, last: sequence, lastHash: hash } = book.live();
    try {
      writeWitness(witnessPath, { installId, start: start.number, epoch, sequence, hash });
    } catch {
      // An older witness is still true, and a full disk must not stop the till.
    }
  }

  /** Prunes facts from before an instant, as far as they may go, and puts the reserve back. */
  tend(before: string): void {
    for (const record of this.parts.book.all()) this.whenRoom(() => this.tendEpoch(record, before));
    this.room.look();
  }

  private tendEpoch(record: EpochRecord, before: string): void {
    const { tables, rules } = this.parts;
    const order = { upTo: this.forgettable(record), before, linesMax: PRUNE_LINES, verify: rules.hashBeforePrune };
    const { damagedAt } = prune(tables, record, order);
    if (damagedAt === undefined) return;
    this.tell({ code: 'line_damaged', epoch: record.epoch, sequence: damagedAt });
    if (record.leftBecause === null) this.leave('edited');
  }

  /** Lets the oldest facts go that the cloud holds, and folds the log; true when that gave any room. */
  private makeRoom(): boolean {
    const { db, tables, book, rules } = this.parts;
    let left = ROOM_LINES;
    for (const record of book.all()) {
      const from = record.prunedTo;
      const recent = record.leftBecause === null ? ROOM_KEEPS_LINES : 0;
      const upTo = Math.min(this.forgettable(record), record.last - recent);
      const order = { upTo, linesMax: left, verify: rules.hashBeforePrune };
      left -= prune(tables, record, order).to - from;
      if (left <= 0) break;
    }
    return foldLog(db) || left < ROOM_LINES;
  }

  /** Highest sequence of an epoch that is in custody and that no open intent needs. */
  private forgettable(record: EpochRecord): number {
    const held = record.held ? record.last : 0;
    return this.parts.operations.prunableTo(record.ordinal, record.leftBecause === null ? record.acked : held);
  }

  private save(record: EpochRecord): void {
    this.whenRoom(() => this.parts.tables.saveEpoch(record));
  }

  /** Housekeeping that a full disk puts off: at worst a fact is sent again and counted as a duplicate. */
  private whenRoom(work: () => void): void {
    try {
      this.room.write(work);
    } catch (error) {
      if (!(error instanceof Fault && error.code === 'journal.disk-full')) throw error;
    }
  }
}

const diskOf = ({ state, sinceMs, freeBytes }: DiskView): Disk => ({ state, since: instant(sinceMs), freeBytes });

function diskEvent(news: DiskNews): JournalEvent {
  if (news.news === 'state') return { code: 'disk', disk: diskOf(news.view) };
  return { code: news.news === 'full' ? 'disk_full' : 'disk_ok', since: instant(news.sinceMs) };
}
