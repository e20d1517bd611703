import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Fault } from '@tillbridge/shared/faults/fault';

/**
 * Versions of the journal, oldest first; the place of a file is its `user_version`. `readableFrom` is the oldest agent, by
 * the versions it knows, that may still write a journal brought to this one: after an update that went wrong the version
 * before has to go on with it, so it is at most one less than the version itself, and a migration only adds.
 */
const FILES = [
  { file: '0001_journal.sql', readableFrom: 1 },
  { file: '0002_notes.sql', readableFrom: 1 },
] as const;
/** From the source folder the root is four steps up; from a bundle it is one, or the files lie beside it. */
const STEPS_UP_MAX = 6;

export interface Migration {
  readonly sql: string;
  readonly readableFrom: number;
}

/** The version that this program brings a journal to, and the oldest one that can go on with it afterwards. */
export const JOURNAL_VERSION = {
  version: FILES.length,
  readableFrom: Math.max(...FILES.map(({ readableFrom }) => readableFrom)),
} as const;

/** What brings a journal from each version to the next. Throws `journal.no-migrations`. */
export function edgeMigrations(): readonly Migration[] {
  const folder = findFolder();
  return FILES.map(({ file, readableFrom }) => ({ sql: readFileSync(join(folder, file), 'utf8'), readableFrom }));
}

function findFolder(): string {
  let at = dirname(fileURLToPath(import.meta.url));
  for (let step = 0; step <= STEPS_UP_MAX; step++) {
    const folder = join(at, 'migrations', 'edge');
    if (existsSync(join(folder, FILES[0].file))) return folder;
    at = dirname(at);
  }
  throw new Fault('journal.no-migrations', { looked: dirname(fileURLToPath(import.meta.url)) });
}
