import type { FactBody } from '@tillbridge/shared/fact';
import type { OpenOperation } from './contract.ts';
import { type LineEnding, readEnding } from './line.ts';
import { OpenCases } from './open-cases.ts';
import { ordinalOf, sequenceOf } from './place.ts';

interface OpenEntry extends OpenOperation {
  readonly place: number;
}

export interface ScanEpoch {
  readonly ordinal: number;
  readonly headerHash: string;
  readonly live: boolean;
}

export interface ScanRow {
  readonly place: number;
  readonly hash: Buffer;
  readonly bytes: Buffer | null;
}

/** Intents without an outcome, and cases, kept while the journal is open and found again by reading it once at start. */
export class OpenOperations {
  readonly cases = new OpenCases();
  private readonly entries = new Map<string, OpenEntry>();

  intended(place: number, body: FactBody<'operation.intended'>, occurredAt: string, boot: string): void {
    this.entries.set(body.operation, { ...body, occurredAt, boot, place });
  }

  ended(operation: string): void {
    this.entries.delete(operation);
  }

  has(operation: string): boolean {
    return this.entries.has(operation);
  }

  list(): readonly OpenOperation[] {
    return [...this.entries.values()].map(({ place: _, ...operation }) => operation);
  }

  /** Highest sequence of an epoch that may be pruned without forgetting an open intent. */
  prunableTo(ordinal: number, upTo: number): number {
    let limit = upTo;
    for (const { place } of this.entries.values()) {
      if (ordinalOf(place) === ordinal) limit = Math.min(limit, sequenceOf(place) - 1);
    }
    return limit;
  }

  /** Takes a line read back from the file. */
  read(place: number, bytes: Buffer, ending: LineEnding): void {
    this.cases.read(place, bytes, ending);
    if (ending.kind === 'operation.intended') {
      const fact = parseIntent(bytes);
      if (fact !== undefined) this.intended(place, fact.body, ending.occurredAt, fact.mono.boot);
    } else if (ending.kind === 'cash.transaction') {
      const operation = operationIn(bytes);
      if (operation !== undefined) this.ended(operation);
    }
  }
}

/**
 * Reads every line once: collects open operations, and follows the chain of the live epoch. Returns the first sequence
 * whose place, number or link is not what its neighbours say; undefined for a whole chain.
 */
export function scanLines(
  rows: Iterable<ScanRow>,
  epochs: readonly ScanEpoch[],
  operations: OpenOperations,
): number | undefined {
  const live = epochs.find((epoch) => epoch.live);
  let expected = 1;
  let prev = live?.headerHash;
  let broken: number | undefined;
  for (const { place, hash, bytes } of rows) {
    const ending = bytes === null ? undefined : readEnding(bytes);
    if (bytes !== null && ending !== undefined) operations.read(place, bytes, ending);
    if (ordinalOf(place) !== live?.ordinal) continue;
    const sequence = sequenceOf(place);
    const linked = bytes === null || (ending?.prev === prev && ending?.sequence === sequence);
    if (broken === undefined && (sequence !== expected || !linked)) broken = expected;
    expected = sequence + 1;
    prev = hash.toString('hex');
  }
  return broken;
}

const OPERATION = Buffer.from('"operation":"');
const UUID_LENGTH = 36;

/** The key stands once in such a line, and inside text its quotes would be escaped, so the bytes tell without parsing. */
export function operationIn(bytes: Buffer): string | undefined {
  const at = bytes.indexOf(OPERATION);
  if (at < 0) return undefined;
  return bytes.toString('latin1', at + OPERATION.length, at + OPERATION.length + UUID_LENGTH);
}

function parseIntent(bytes: Buffer): { body: FactBody<'operation.intended'>; mono: { boot: string } } | undefined {
  try {
    return JSON.parse(bytes.toString('utf8')) as { body: FactBody<'operation.intended'>; mono: { boot: string } };
  } catch {
    return undefined;
  }
}
