import { hash, randomFillSync } from 'node:crypto';
import { FACT_BYTES_MAX, type FactBody } from '@tillbridge/shared/fact';
import { Fault } from '@tillbridge/shared/faults/fault';
import { uuidv7 } from '@tillbridge/shared/ids';
import type { Clock } from '../clock.ts';
import type { AppendedFact, NewFact, Note } from './contract.ts';
import type { DiskRoom } from './disk-room.ts';
import type { EpochBook } from './epoch-book.ts';
import { writeLine } from './line.ts';
import type { Notes } from './notes.ts';
import type { OpenOperations } from './operations.ts';
import { placeOf } from './place.ts';
import type { EpochRecord, Tables } from './tables.ts';

interface Penned {
  readonly fact: NewFact;
  readonly sequence: number;
  readonly place: number;
  readonly id: string;
  readonly bytes: Buffer;
  readonly hash: Buffer;
  readonly hashHex: string;
}

export interface PenParts {
  readonly agent: string;
  readonly clock: Clock;
  readonly book: EpochBook;
  readonly tables: Tables;
  readonly operations: OpenOperations;
  readonly notes: Notes;
  readonly room: DiskRoom;
}

/** The hot path: canonical bytes, hash, chain, one commit. Number and effect stand in the same transaction. */
export function openPen(parts: PenParts): {
  append(facts: readonly NewFact[], notes: readonly Note[]): readonly AppendedFact[];
} {
  const { agent, clock, book, tables, operations, room } = parts;
  const random = randomSource();

  function pen(facts: readonly NewFact[], epoch: EpochRecord): readonly Penned[] {
    const now = { nowMs: clock.nowMs(), ms: clock.monotonicMs(), boot: clock.boot };
    const penned: Penned[] = [];
    let prev = epoch.lastHash;
    for (const fact of facts) {
      const sequence = epoch.last + penned.length + 1;
      const id = uuidv7(now.nowMs, random());
      const { kind, occurredAt, businessDate, clockOk, body } = fact;
      const { boot, ms } = now;
      const line = writeLine({
        agent,
        epoch: epoch.epoch,
        sequence,
        id,
        kind,
        occurredAt,
        businessDate,
        boot,
        ms,
        clockOk,
        body,
        prev,
      });
      const bytes = Buffer.from(line, 'utf8');
      if (bytes.length > FACT_BYTES_MAX) throw new Fault('journal.fact-too-big', { kind, bytes: bytes.length });
      const sum = hash('sha256', bytes, 'buffer');
      prev = sum.toString('hex');
      penned.push({ fact, sequence, place: placeOf(epoch.ordinal, sequence), id, bytes, hash: sum, hashHex: prev });
    }
    return penned;
  }

  function store(penned: readonly Penned[], notes: readonly Note[]): void {
    for (const { fact, place, hash: sum, bytes } of penned) {
      tables.addFact(place, sum, bytes);
      if (fact.kind === 'operation.intended')
        tables.addOperation((fact.body as FactBody<'operation.intended'>).operation, place);
    }
    parts.notes.write(notes);
  }

  function remember(penned: readonly Penned[], epoch: EpochRecord): void {
    for (const { fact, place, sequence, hashHex } of penned) {
      epoch.last = sequence;
      epoch.lastHash = hashHex;
      operations.cases.wrote(place, fact);
      if (fact.kind === 'operation.intended') {
        operations.intended(place, fact.body as FactBody<'operation.intended'>, fact.occurredAt, clock.boot);
      } else if (fact.kind === 'cash.transaction') {
        operations.ended((fact.body as FactBody<'cash.transaction'>).operation);
      }
    }
  }

  return {
    append(facts, notes) {
      if (facts.length === 0) return [];
      const epoch = book.live();
      const penned = pen(facts, epoch);
      const plain = penned.length === 1 && notes.length === 0 && facts[0]?.kind !== 'operation.intended';
      room.write(() => (plain ? store(penned, notes) : tables.inTransaction(() => store(penned, notes))));
      remember(penned, epoch);
      return penned.map(({ sequence, id, hashHex }) => ({ epoch: epoch.epoch, sequence, id, hash: hashHex }));
    },
  };
}

const RANDOM_BYTES = 10;
const POOL_BYTES = 4_000;

/** Ten random bytes at a time out of a pool: asking the system for each fact costs more than the rest of its id. */
function randomSource(): () => Uint8Array {
  const pool = Buffer.alloc(POOL_BYTES);
  let used = POOL_BYTES;
  return () => {
    if (used >= POOL_BYTES) {
      randomFillSync(pool);
      used = 0;
    }
    used += RANDOM_BYTES;
    return pool.subarray(used - RANDOM_BYTES, used);
  };
}
