import { createHash } from 'node:crypto';
import type { ObjectStore } from '../store/object-store.ts';
import { openSealed, type SealKeys, seal } from '../store/seal.ts';

/** What the end of a trail was on a day, signed, and chained to the checkpoint before. Lies outside the database. */
export interface Checkpoint {
  readonly v: 1;
  readonly org: string;
  /** 1, 2, 3 … without gaps, so that a checkpoint that was taken away is missed. */
  readonly index: number;
  readonly day: string;
  readonly at: string;
  /** Number and hash of the last event; 0 and zeros where there was none. */
  readonly no: number;
  readonly hash: string;
  /** SHA-256 of the statement before; zeros for the first. */
  readonly previous: string;
}

export interface ReadCheckpoint {
  readonly index: number;
  /** Null where the signature, the form or the chain of checkpoints does not hold. */
  readonly checkpoint: Checkpoint | null;
}

const ZEROS = '0'.repeat(64);
const INDEX_DIGITS = 8;

export function checkpointKey(org: string, index: number): string {
  return `audit/${org}/${String(index).padStart(INDEX_DIGITS, '0')}.json`;
}

/** Seals the next checkpoint behind the statement before it. */
export function sealCheckpoint(
  keys: SealKeys,
  next: Omit<Checkpoint, 'v' | 'previous'>,
  previousStatement: string | null,
): Buffer {
  const checkpoint: Checkpoint = {
    v: 1,
    ...next,
    previous: previousStatement === null ? ZEROS : sha256(previousStatement),
  };
  return seal(keys, JSON.stringify(checkpoint));
}

/** All checkpoints of an organization in their order, each judged by signature and by the one before it. */
export async function readCheckpoints(
  store: ObjectStore,
  keys: SealKeys,
  org: string,
): Promise<{ readonly checkpoints: readonly ReadCheckpoint[]; readonly lastStatement: string | null }> {
  const checkpoints: ReadCheckpoint[] = [];
  let lastStatement: string | null = null;
  for (const name of await store.list(`audit/${org}/`)) {
    const index = Number(/(\d+)\.json$/.exec(name)?.[1] ?? 0);
    const statement = openSealed(await store.get(name), keys)?.statement ?? null;
    const said = statement === null ? null : (JSON.parse(statement) as Checkpoint);
    // Behind a gap the link cannot be asked; the gap itself is told.
    const follows = checkpoints.at(-1)?.index === index - 1 || index === 1;
    const linked = !follows || said?.previous === (lastStatement === null ? ZEROS : sha256(lastStatement));
    const sound = said !== null && said.org === org && said.index === index && linked;
    checkpoints.push({ index, checkpoint: sound ? said : null });
    lastStatement = statement;
  }
  return { checkpoints, lastStatement };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
