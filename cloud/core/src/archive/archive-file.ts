import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { ObjectStore } from '../store/object-store.ts';
import { type ArchiveFile, DamagedArchive, sha256 } from './manifest.ts';

const pack = promisify(gzip);
const unpack = promisify(gunzip);

/** A file is begun anew before it grows beyond either; both bound what a reader has to hold. */
export const FILE_ROWS_MAX = 10_000;
export const FILE_BYTES_MAX = 8_388_608;
/** What a file may expand to: one line more than the limit, and lines are bounded by the batches that brought them. */
const EXPANDED_BYTES_MAX = 4 * FILE_BYTES_MAX;

const NEWLINE = Buffer.from('\n');

const NAME_DIGITS = 16;

/**
 * Puts lines as one gzipped file. Its name ends with its hash, so that a volume that is written again, after its writer
 * was killed or beside another one, finds its own files and replaces nobody's.
 */
export async function putFile(
  store: ObjectStore,
  { name, ...about }: Omit<ArchiveFile, 'key' | 'rows' | 'bytes' | 'sha256'> & { readonly name: string },
  lines: readonly Buffer[],
): Promise<ArchiveFile> {
  const packed = await pack(Buffer.concat(lines.flatMap((line) => [line, NEWLINE])));
  const hash = sha256(packed);
  const key = `${name}-${hash.slice(0, NAME_DIGITS)}.ndjson.gz`;
  if (!(await store.create(key, packed)) && !(await store.get(key))?.equals(packed))
    throw new DamagedArchive(`${key} lies in the store with other bytes; whoever runs it moves that file away`);
  return { ...about, key, rows: lines.length, bytes: packed.length, sha256: hash };
}

/** The lines of a file, exactly as they were put. Throws `DamagedArchive` where it is missing or is not what was put. */
export async function getLines(store: ObjectStore, file: ArchiveFile): Promise<readonly Buffer[]> {
  const packed = await store.get(file.key);
  if (packed === null) throw new DamagedArchive(`the archive misses ${file.key}`);
  if (packed.length !== file.bytes || sha256(packed) !== file.sha256)
    throw new DamagedArchive(`${file.key} is not what was archived`);
  const bytes = await unpack(packed, { maxOutputLength: EXPANDED_BYTES_MAX });
  const lines: Buffer[] = [];
  for (let from = 0; from < bytes.length; ) {
    const to = bytes.indexOf(10, from);
    if (to === -1) throw new DamagedArchive(`${file.key} ends within a line`);
    lines.push(bytes.subarray(from, to));
    from = to + 1;
  }
  if (lines.length !== file.rows) throw new DamagedArchive(`${file.key} has ${lines.length} lines, not ${file.rows}`);
  return lines;
}
