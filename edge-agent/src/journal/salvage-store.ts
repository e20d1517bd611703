import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { SalvageFile } from './contract.ts';
import { writeDurably } from './durable-file.ts';
import { sha256, sha256File } from './hash.ts';
import type { Db } from './open-database.ts';

const FOLDER = 'salvage';

/** Files that hold what could not be read or sent as lines; named to the cloud at each open. */
export interface SalvageStore {
  list(): readonly SalvageFile[];
  /** Keeps bytes as a file named by their hash. */
  keep(bytes: Uint8Array): SalvageFile;
  /** Names a file that lies below the journal's folder already. */
  register(file: string): void;
  read(hash: string, offset: number, lengthMax: number): Buffer;
}

export function openSalvage(db: Db, dir: string): SalvageStore {
  const insert = db.prepare<[string, string, number]>(
    'insert or ignore into salvage (hash, file, bytes) values (?, ?, ?)',
  );
  const all = db.prepare<[], SalvageFile>('select hash, bytes from salvage order by rowid');
  const path = db.prepare<[string], { file: string }>('select file from salvage where hash = ?');
  const store: SalvageStore = {
    list: () => all.all(),
    keep(bytes) {
      const hash = sha256(bytes);
      const file = join(FOLDER, hash);
      mkdirSync(join(dir, FOLDER), { recursive: true, mode: 0o700 });
      if (!existsSync(join(dir, file))) writeDurably(join(dir, file), bytes);
      insert.run(hash, file, bytes.byteLength);
      return { hash, bytes: bytes.byteLength };
    },
    register(file) {
      insert.run(sha256File(join(dir, file)), file, statSync(join(dir, file)).size);
    },
    read(hash, offset, lengthMax) {
      const row = path.get(hash);
      return row === undefined ? Buffer.alloc(0) : readPart(join(dir, row.file), offset, lengthMax);
    },
  };
  return store;
}

/** Files of earlier journals in this folder, for a database that does not know them yet. */
export function keptFiles(dir: string): readonly string[] {
  if (!existsSync(join(dir, FOLDER))) return [];
  return readdirSync(join(dir, FOLDER))
    .filter((name) => /^[0-9a-f]{64}$/.test(name))
    .map((name) => join(FOLDER, name));
}

/** Empty when the file is gone: the cloud then keeps what it has, and the file stays named. */
function readPart(path: string, offset: number, lengthMax: number): Buffer {
  if (!existsSync(path)) return Buffer.alloc(0);
  const file = openSync(path, 'r');
  try {
    const part = Buffer.alloc(lengthMax);
    return part.subarray(0, readSync(file, part, 0, lengthMax, offset));
  } finally {
    closeSync(file);
  }
}
