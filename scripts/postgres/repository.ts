import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of the working copy this file, or the bundle it became part of, belongs to. */
export const REPOSITORY = rootAbove(dirname(fileURLToPath(import.meta.url)));
export const CLOUD_MIGRATIONS = join(REPOSITORY, 'migrations', 'cloud');

function rootAbove(folder: string): string {
  if (existsSync(join(folder, 'migrations', 'cloud'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('The folder migrations/cloud was not found above this program.');
  return rootAbove(parent);
}
