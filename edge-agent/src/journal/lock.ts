import { Fault } from '@tillbridge/shared/faults/fault';
import Database from 'better-sqlite3';

export interface Lock {
  release(): void;
}

/**
 * Takes the journal, or whatever else the file stands for, for this process. The lock is one of the system's own on a file,
 * held through SQLite, so that it is gone with the process however that ends. Throws `taken` when another has it.
 */
export function takeLock(path: string, taken = 'journal.locked'): Lock {
  const file = new Database(path, { timeout: 0 });
  try {
    // Nothing is ever written here; a draft for the way back would need room that a full disk does not have.
    file.pragma('journal_mode = memory');
    file.exec('begin exclusive');
  } catch (error) {
    file.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) throw new Fault(taken, { path });
    throw error;
  }
  return { release: () => file.close() };
}
