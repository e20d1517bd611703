import { join } from 'node:path';
import { Fault } from '@tillbridge/shared/faults/fault';
import type { Home } from '../config/home.ts';
import { inspectAsHolder } from '../journal/inspect-journal.ts';
import { takeLock } from '../journal/lock.ts';
import { schemaOf } from '../journal/schema-of.ts';
import { isReadable } from '../journal/schema-version.ts';
import { type Installation, journalKnownBy } from './installation.ts';
import { begun, type Pointer, returned, type Trial } from './pointer.ts';
import { pointerFile, readPointer } from './pointer-file.ts';
import { requireCalm } from './prepare-update.ts';
import { versionsAt } from './versions.ts';
import type { Wish } from './wish.ts';

/** What the running version hands over: how long the new one has, and what it must be able to do. */
export type HandOver = Pick<Trial, 'windowMs' | 'mustDeliver' | 'mustReach'>;

/** The pointer after a wish; pure. Throws `update.trial-running` and `update.no-way-back`. */
export function pointed(pointer: Pointer, { kind, slot }: Wish, over: HandOver, at: string): Pointer {
  requireCalm(pointer);
  if (kind === 'forward') return begun(pointer, { slot, ...over });
  if (pointer.previous !== slot) throw new Fault('update.no-way-back', { active: pointer.active });
  return returned(pointer, at);
}

/** Throws `update.no-way-back` unless the version that is wished back can go on with the journal as it is now. */
export function requireWayBack(home: Home, { kind, slot }: Wish, installation: Installation): void {
  if (kind === 'forward') return;
  const schema = schemaOf(home.journal);
  const known = journalKnownBy(slot, installation, versionsAt(home.versions));
  if (schema === undefined || (known !== undefined && isReadable(schema, known))) return;
  throw new Fault('update.no-way-back', { slot, journal: schema.version, knows: known });
}

/**
 * Switches while no agent runs, holding its journal so that none can start meanwhile. Throws `journal.locked` when one does,
 * and `update.operation-open` when the journal holds an intent without an outcome or cannot tell.
 */
export function switchAtRest(home: Home, wish: Wish, over: HandOver, at: string): void {
  const lock = takeLock(join(home.journal, 'lock'));
  try {
    const found = inspectAsHolder(home.journal);
    const open = found.state === 'none' ? 0 : found.state === 'whole' ? found.counts.openOperations : undefined;
    if (open !== 0) throw new Fault('update.operation-open', { journal: found.state, open });
    const versions = versionsAt(home.versions);
    pointerFile(versions).write(pointed(readPointer(versions), wish, over, at));
  } finally {
    lock.release();
  }
}
