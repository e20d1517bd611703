import { instant } from '../clock.ts';
import type { Journal, JournalEvent, JournalStatus } from './contract.ts';
import { Custody, type KeptParts } from './custody.ts';
import { pendingOf, viewOf } from './epoch-book.ts';
import { readEnding } from './line.ts';
import { factsAt, findOperation, newestFacts } from './past.ts';
import { openPen } from './pen.ts';
import { placeOf } from './place.ts';

/** The journal as the agent uses it, over its opened parts. */
export function buildJournal(parts: KeptParts): Journal {
  const { db, tables, book, operations, salvage, notes, installId, start } = parts;
  const appended = listeners<void>();
  const events = listeners<JournalEvent>();
  const custody = new Custody(parts, events.tell);
  const { room } = custody;
  const telling = <T>(work: () => T) => custody.telling(work);
  const pen = openPen({ ...parts, room });
  const appendAll: Journal['appendAll'] = (facts, changed = []) => {
    const written = telling(() => pen.append(facts, changed));
    appended.tell();
    return written;
  };
  custody.witness();
  room.look();

  return {
    installId,
    start,
    began: parts.began,
    append(fact) {
      const [written] = appendAll([fact]);
      if (written === undefined) throw new Error('one fact in, none out');
      return written;
    },
    appendAll,
    readNote: (name) => notes.read(name),
    writeNotes: (changed) => room.write(() => tables.inTransaction(() => notes.write(changed))),
    onAppend: appended.add,
    onEvent: events.add,
    openOperations: () => operations.list(),
    openCases: () => factsAt(tables, operations.cases.list()),
    findOperation: (operation) => findOperation(tables, operations, operation),
    newestFacts: (kinds) => newestFacts(tables, kinds),
    status: () => statusOf(parts, custody),
    disk: () => custody.disk(),
    lookAtDisk: () => telling(() => room.look()),
    epochs: () => book.all().map(viewOf),
    live: () => viewOf(book.live()),
    hashAt: (epoch, sequence) => book.hashAt(epoch, sequence),
    linesFrom: (epoch, from, limit) => {
      const record = book.find(epoch);
      return record === undefined ? [] : tables.linesFrom(record.ordinal, from, limit);
    },
    pending: () => pendingSum(parts),
    oldestPendingAt: () => oldestPendingAt(parts),
    acknowledge: (epoch, sequence, hash) => telling(() => custody.acknowledge(epoch, sequence, hash)),
    hold: (epoch, held) => telling(() => custody.hold(epoch, held)),
    leave: (reason) => telling(() => custody.leave(reason)),
    rememberIncarnation: (incarnation) => telling(() => custody.rememberIncarnation(incarnation)),
    incarnation: () => tables.install()?.incarnation ?? undefined,
    files: () => salvage.list(),
    addSalvage: (bytes) => telling(() => room.write(() => salvage.keep(bytes))),
    readSalvage: (hash, offset, lengthMax) => salvage.read(hash, offset, lengthMax),
    tend: (nowMs) => telling(() => custody.tend(instant(nowMs - parts.retentionMs))),
    close() {
      db.close();
      parts.lock.release();
    },
  };
}

function statusOf(parts: KeptParts, custody: Custody): JournalStatus {
  const { db, book, installId } = parts;
  const { epoch, last, acked } = book.live();
  const bytes = Number(db.pragma('page_count', { simple: true })) * Number(db.pragma('page_size', { simple: true }));
  return {
    installId,
    epoch,
    last,
    acked,
    bytes,
    epochs: book.all().length,
    pending: pendingSum(parts),
    oldestPendingAt: oldestPendingAt(parts),
    disk: custody.disk(),
  };
}

function pendingSum({ book }: KeptParts): number {
  return book.all().reduce((sum, record) => sum + pendingOf(record), 0);
}

function oldestPendingAt({ book, tables }: KeptParts): string | undefined {
  const record = book.all().find((candidate) => pendingOf(candidate) > 0);
  const bytes = record && tables.bytesAt(placeOf(record.ordinal, record.acked + 1));
  return bytes ? readEnding(bytes)?.occurredAt : undefined;
}

function listeners<T>(): { add: (listener: (event: T) => void) => () => void; tell: (event: T) => void } {
  const all = new Set<(event: T) => void>();
  return {
    add(listener) {
      all.add(listener);
      return () => all.delete(listener);
    },
    tell(event) {
      for (const listener of all) listener(event);
    },
  };
}
