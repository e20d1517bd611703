import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { type ObjectStore, requireKey } from './object-store.ts';

const UNFINISHED = '.unfinished';

/** A folder, which may be a mounted share. Files appear whole: written aside, flushed, then given their name. */
export function folderStore(folder: string): ObjectStore {
  return {
    place: folder,
    async put(key, bytes) {
      const path = join(folder, requireKey(key));
      await rename(await writeAside(path, bytes), path);
      await syncFolder(dirname(path));
    },
    async create(key, bytes) {
      const path = join(folder, requireKey(key));
      const aside = await writeAside(path, bytes);
      try {
        // Unlike a rename, a second name is never given over one that exists.
        await link(aside, path);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
        throw error;
      } finally {
        await rm(aside, { force: true });
      }
      await syncFolder(dirname(path));
      return true;
    },
    async get(key) {
      return readFile(join(folder, requireKey(key))).catch(nullWhereMissing);
    },
    async list(prefix) {
      const within = join(folder, prefix.slice(0, prefix.lastIndexOf('/') + 1));
      const found = await readdir(within, { recursive: true, withFileTypes: true }).catch(nullWhereMissing);
      return (found ?? [])
        .filter((entry) => entry.isFile() && !entry.name.endsWith(UNFINISHED))
        .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
        .filter((key) => key.startsWith(prefix))
        .sort();
    },
  };
}

/** Writes and flushes a file beside its later name. */
async function writeAside(path: string, bytes: Uint8Array): Promise<string> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const aside = `${path}.${randomBytes(4).toString('hex')}${UNFINISHED}`;
  const file = await open(aside, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  return aside;
}

/** The new name itself must survive a power cut; where a system cannot flush a folder the file is still whole. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => null);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}

function nullWhereMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
