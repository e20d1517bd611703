import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { aFact, newFolder, openAt, removeFolder } from '../../delivery/testing/shop.ts';
import type { EpochView, Journal } from '../journal.ts';
import { editFile } from './edit-file.ts';

/** A folder for each test, and lives of an agent in it. */
export function openDesk() {
  let dir = '';
  beforeEach(() => {
    dir = newFolder();
  });
  afterEach(() => removeFolder(dir));
  return {
    dir: () => dir,
    file: (name: string, at = dir) => join(at, name),
    /** Opens, does something, closes: one life of the agent. */
    life<T>(work: (journal: Journal) => T, at = dir): T {
      const journal = openAt(at);
      try {
        return work(journal);
      } finally {
        journal.close();
      }
    },
    edit: (sql: string) => editFile(dir, sql),
  };
}

/** Writes so many facts and says where the journal stands then. */
export function write(count: number, name = 'fact'): (journal: Journal) => EpochView {
  return (journal) => {
    for (let i = 1; i <= count; i++) journal.append(aFact(`${name} ${i}`));
    return journal.live();
  };
}

/** The words of all facts that are still here, oldest first. */
export function details(journal: Journal): readonly (string | undefined)[] {
  return [...journal.newestFacts()].reverse().map(({ body }) => ('detail' in body ? body.detail : undefined));
}

/** For each line of an epoch: is it linked to the one before, and are its bytes what its hash says? */
export function chainOf(journal: Journal, epoch: string): readonly boolean[] {
  let prev = journal.epochs().find((view) => view.epoch === epoch)?.headerHash;
  return journal.linesFrom(epoch, 1, 10_000).map(({ bytes, hash }) => {
    const linked = (JSON.parse(bytes?.toString('utf8') ?? '{}') as { prev?: string }).prev === prev;
    prev = hash;
    return (
      linked &&
      createHash('sha256')
        .update(bytes ?? '')
        .digest('hex') === hash
    );
  });
}
