import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Name of the newest migration that lies above this program, such as `0013_migrations_seen.sql`; undefined when none does. */
export function newestMigration(from: string = dirname(fileURLToPath(import.meta.url))): string | undefined {
  const folder = join(from, 'migrations', 'cloud');
  if (existsSync(folder))
    return readdirSync(folder)
      .filter((name) => /^\d{4}_\w+\.sql$/.test(name))
      .sort()
      .at(-1);
  const parent = dirname(from);
  return parent === from ? undefined : newestMigration(parent);
}
