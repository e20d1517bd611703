import { copyFileSync, existsSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { copyJournal } from './oracle/journal-view.ts';

const WITNESS = 'witness.json';

/** Copies journal and witness as they lie on a stopped disk. */
export function backUpDisk(dir: string, to: string): void {
  copyJournal(dir, to);
  if (existsSync(join(dir, WITNESS))) copyFileSync(join(dir, WITNESS), join(to, WITNESS));
}

/** Puts such a copy back; the newer witness stays where only the database file was put back. */
export function restoreDisk(from: string, dir: string, witnessStays: boolean): void {
  copyJournal(from, dir);
  if (witnessStays) return;
  rmSync(join(dir, WITNESS), { force: true });
  if (existsSync(join(from, WITNESS))) copyFileSync(join(from, WITNESS), join(dir, WITNESS));
}

/** Cuts the write-ahead log back to where it was last synced; its shared memory lives in memory and is gone. */
export function dropUnsynced(dir: string, syncLog: string): void {
  const wal = join(dir, 'journal.sqlite-wal');
  rmSync(join(dir, 'journal.sqlite-shm'), { force: true });
  if (!existsSync(wal) || !existsSync(syncLog)) return;
  const synced = readFileSync(syncLog, 'utf8')
    .split('\n')
    .filter((line) => line.endsWith(` ${wal}`))
    .at(-1);
  if (synced === undefined) rmSync(wal);
  else truncateSync(wal, Number(synced.split(' ')[0]));
}
