import { sha256 } from './hash.ts';
import { readEnding } from './line.ts';
import type { EpochRecord, Tables } from './tables.ts';

const READ_LINES = 500;

export interface PruneOrder {
  /** Highest sequence that is in custody and not needed here any more. */
  readonly upTo: number;
  /** Only facts before this instant; absent when the disk is full. */
  readonly before?: string;
  readonly linesMax: number;
  /** The rule that no line is forgotten before it was compared with its hash. */
  readonly verify: boolean;
}

export interface Pruned {
  readonly to: number;
  /** A line whose bytes are not those it was written with; pruning stops before it. */
  readonly damagedAt: number | undefined;
}

/** Lets go of the oldest bytes of an epoch, never of a hash. One transaction; the record changes after it. */
export function prune(tables: Tables, record: EpochRecord, order: PruneOrder): Pruned {
  const { to, damagedAt } = survey(tables, record, order);
  if (to > record.prunedTo) {
    tables.inTransaction(() => {
      tables.forget(record.ordinal, record.prunedTo + 1, to);
      tables.saveEpoch({ ...record, prunedTo: to });
    });
    record.prunedTo = to;
  }
  return { to, damagedAt };
}

function survey(tables: Tables, record: EpochRecord, order: PruneOrder): Pruned {
  let to = record.prunedTo;
  const end = Math.min(order.upTo, record.prunedTo + order.linesMax);
  while (to < end) {
    const lines = tables.linesFrom(record.ordinal, to + 1, Math.min(READ_LINES, end - to));
    if (lines.length === 0) return { to: end, damagedAt: undefined };
    for (const { sequence, hash, bytes } of lines) {
      if (sequence > end) return { to: end, damagedAt: undefined };
      if (bytes !== null && order.verify && sha256(bytes) !== hash) return { to, damagedAt: sequence };
      if (bytes !== null && order.before !== undefined && !isBefore(bytes, order.before))
        return { to, damagedAt: undefined };
      to = sequence;
    }
  }
  return { to, damagedAt: undefined };
}

/** Instants of one form compare as text. A line without a readable time is kept. */
function isBefore(bytes: Buffer, instant: string): boolean {
  const ending = readEnding(bytes);
  return ending !== undefined && ending.occurredAt < instant;
}
