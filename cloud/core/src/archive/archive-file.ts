import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { ObjectStore } from '../store/object-store.ts';
import { type ArchiveFile, sha256 } from './manifest.ts';

const pack = promisify(gzip);
const unpack = promisify(gunzip);

/** A file is begun anew before it grows beyond either; both bound what a reader has to hold. */
export const FILE_ROWS_MAX = 10_000;
export const FILE_BYTES_MAX = 8_388_608;
/** What a file may expand to: one line more than the limit, and lines are bounded by the batches that brought them. */
const EXPANDED_BYTES_MAX = 4 * FILE_BYTES_MAX;

const NEWLINE = Buffer.from('\n');

/** Puts lines as one gzipped file. */
export async function putFile(
  store: ObjectStore,
  about: Omit<ArchiveFile, 'rows' | 'bytes' | 'sha256'>,
  lines: readonly Buffer[],
): Promise<ArchiveFile> {
  const packed = await pack(Buffer.concat(lines.flatMap((line) => [line, NEWLINE])));
  await store.put(about.key, packed);
  return { ...about, rows: lines.length, bytes: packed.length, sha256: sha256(packed) };
}

/** The lines of a file, exactly as they were put. Throws where the file is missing or is not what was put. */
export async function getLines(store: ObjectStore, file: ArchiveFile): Promise<readonly Buffer[]> {
  const packed = await store.get(file.key);
  if (packed === null) throw new Error(`the archive misses ${file.key}`);
  if (packed.length !== file.bytes || sha256(packed) !== file.sha256)
    throw new Error(`${file.key} is not what was archived`);
  const bytes = await unpack(packed, { maxOutputLength: EXPANDED_BYTES_MAX });
  const lines: Buffer[] = [];
  for (let from = 0; from < bytes.length; ) {
    const to = bytes.indexOf(10, from);
    if (to === -1) throw new Error(`${file.key} ends within a line`);
    lines.push(bytes.subarray(from, to));
    from = to + 1;
  }
  if (lines.length !== file.rows) throw new Error(`${file.key} has ${lines.length} lines, not ${file.rows}`);
  return lines;
}
