import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { LOG_FILES_MAX, logPath } from './log-file.ts';

const CHUNK_BYTES = 1_048_576;

export interface LogTail {
  /** Whole lines that came since the last call, oldest first, over any rotation between; all of them at the first call. */
  read(): readonly string[];
}

interface Place {
  readonly inode: bigint;
  readonly offset: number;
}

/** Reads the agent's log from another process. A file that was rotated away is read to its end before the next one. */
export function tailLog(dir: string): LogTail {
  let place: Place | undefined;
  return {
    read() {
      const files = openAll(dir);
      try {
        const known = files.findIndex((file) => file.inode === place?.inode);
        const lines: string[] = [];
        for (const [index, file] of files.entries()) {
          if (index < known) continue;
          const from = index === known ? (place?.offset ?? 0) : 0;
          const { text, offset } = readFrom(file.fd, from);
          lines.push(...text.split('\n').filter((line) => line !== ''));
          place = { inode: file.inode, offset };
        }
        return lines;
      } finally {
        for (const { fd } of files) closeSync(fd);
      }
    },
  };
}

interface OpenLog {
  readonly fd: number;
  readonly inode: bigint;
}

/**
 * Oldest first. Opened from the newest on, so that a rotation in the middle shows a file twice and never hides one; the
 * inode tells.
 */
function openAll(dir: string): readonly OpenLog[] {
  const found: OpenLog[] = [];
  for (let age = 0; age < LOG_FILES_MAX; age++) {
    const file = openIfThere(logPath(dir, age));
    if (file === undefined) continue;
    if (found.some((each) => each.inode === file.inode)) closeSync(file.fd);
    else found.unshift(file);
  }
  return found;
}

function openIfThere(path: string): OpenLog | undefined {
  try {
    const fd = openSync(path, 'r');
    return { fd, inode: fstatSync(fd, { bigint: true }).ino };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function readFrom(fd: number, from: number): { readonly text: string; readonly offset: number } {
  const chunks: Buffer[] = [];
  // An inode that was given away to a new, shorter file.
  let offset = fstatSync(fd).size < from ? 0 : from;
  for (;;) {
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    const read = readSync(fd, chunk, 0, CHUNK_BYTES, offset);
    if (read === 0) break;
    chunks.push(chunk.subarray(0, read));
    offset += read;
  }
  const bytes = Buffer.concat(chunks);
  // A line that is being written stays for the next time.
  const end = bytes.lastIndexOf(10) + 1;
  return { text: bytes.toString('utf8', 0, end), offset: offset - (bytes.length - end) };
}
