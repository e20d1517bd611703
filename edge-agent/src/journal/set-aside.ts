import { existsSync, mkdirSync, readdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { syncFolder } from './durable-file.ts';

export const JOURNAL_FILE = 'journal.sqlite';
const ASIDE = 'set-aside';
/** The database comes first: while it stands, the log beside it still belongs to it. */
const PARTS = [JOURNAL_FILE, `${JOURNAL_FILE}-wal`, `${JOURNAL_FILE}-shm`] as const;

/** A journal that was moved out of the way; `folder` is relative to the journal's own folder. */
export interface SetAside {
  readonly folder: string;
  readonly database: string;
}

/** Moves the journal's files into a folder of their own. Killed in between, the rest is moved at the next start. */
export function setAside(dir: string, name: string): void {
  const folder = join(dir, ASIDE, name);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const part of PARTS) if (existsSync(join(dir, part))) renameSync(join(dir, part), join(folder, part));
  syncFolder(folder);
  syncFolder(dir);
}

/** A log whose database is gone: from a move that was cut short, or because somebody deleted the file. */
export function moveLeftovers(dir: string, name: string): void {
  if (existsSync(join(dir, JOURNAL_FILE)) || !PARTS.some((part) => existsSync(join(dir, part)))) return;
  const unfinished = folders(dir).findLast((folder) => !existsSync(join(dir, folder, PARTS[1])));
  setAside(dir, unfinished === undefined ? name : unfinished.slice(ASIDE.length + 1));
}

/** All journals ever set aside here, oldest first. */
export function journalsSetAside(dir: string): readonly SetAside[] {
  return folders(dir).map((folder) => ({ folder, database: join(dir, folder, JOURNAL_FILE) }));
}

/** Files of a set-aside journal that hold anything, relative to the journal's folder. */
export function filesOf(dir: string, aside: SetAside): readonly string[] {
  return [PARTS[0], PARTS[1]]
    .map((part) => join(aside.folder, part))
    .filter((file) => (statSync(join(dir, file), { throwIfNoEntry: false })?.size ?? 0) > 0);
}

function folders(dir: string): readonly string[] {
  if (!existsSync(join(dir, ASIDE))) return [];
  return readdirSync(join(dir, ASIDE))
    .sort()
    .map((name) => join(ASIDE, name));
}
