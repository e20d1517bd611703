import { readFileSync } from 'node:fs';
import { writeDurably } from './durable-file.ts';

/** What a start and each receipt leave outside the database: a journal that was put back does not match it. */
export interface Witness {
  readonly installId: string;
  readonly start: number;
  readonly epoch: string;
  readonly sequence: number;
  readonly hash: string;
}

/** Undefined where there is none, or where it cannot be read: it is a convenience, never a condition. */
export function readWitness(path: string): Witness | undefined {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
  return isWitness(value) ? value : undefined;
}

/** Errors of the file system come through; the caller goes on without. */
export function writeWitness(path: string, witness: Witness): void {
  writeDurably(path, `${JSON.stringify(witness)}\n`);
}

export interface Witnessed {
  readonly installId: string;
  readonly startNumber: number;
  /** Hash at a place of this journal; undefined where the epoch or the place is not here. */
  hashAt(epoch: string, sequence: number): string | undefined;
}

/** Why this journal is not the one the witness saw; undefined when it is, or is ahead of it. */
export function disagreement(witness: Witness, journal: Witnessed): 'other_install' | 'witness' | undefined {
  if (witness.installId !== journal.installId) return 'other_install';
  if (journal.startNumber < witness.start) return 'witness';
  return journal.hashAt(witness.epoch, witness.sequence) === witness.hash ? undefined : 'witness';
}

const HEX = (length: number) => new RegExp(`^[0-9a-f]{${length}}$`);
const [HEX_32, HEX_64] = [HEX(32), HEX(64)];

function isWitness(value: unknown): value is Witness {
  if (typeof value !== 'object' || value === null) return false;
  const { installId, start, epoch, sequence, hash } = value as Readonly<Record<keyof Witness, unknown>>;
  return (
    typeof installId === 'string' &&
    HEX_32.test(installId) &&
    typeof epoch === 'string' &&
    HEX_32.test(epoch) &&
    typeof hash === 'string' &&
    HEX_64.test(hash) &&
    Number.isSafeInteger(start) &&
    Number.isSafeInteger(sequence)
  );
}
