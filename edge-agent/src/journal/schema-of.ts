import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { readSchemaVersion, type SchemaVersion } from './schema-version.ts';
import { JOURNAL_FILE } from './set-aside.ts';

const BUSY_MS = 2_000;

/** What the journal of a folder says of its version, also while an agent writes it; undefined when there is none. */
export function schemaOf(dir: string): SchemaVersion | undefined {
  const path = join(dir, JOURNAL_FILE);
  if (!existsSync(path)) return undefined;
  const db = new Database(path, { readonly: true, fileMustExist: true, timeout: BUSY_MS });
  try {
    return readSchemaVersion(db);
  } finally {
    db.close();
  }
}
