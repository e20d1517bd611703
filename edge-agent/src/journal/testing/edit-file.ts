import { join } from 'node:path';
import Database from 'better-sqlite3';

/** Changes a journal's file behind the agent's back, as a curious person with a tool would. */
export function editFile(dir: string, sql: string): void {
  const db = new Database(join(dir, 'journal.sqlite'));
  db.exec(sql);
  db.close();
}
