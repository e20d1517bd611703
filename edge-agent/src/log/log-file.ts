import { closeSync, fstatSync, mkdirSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** So large a file may grow; with LOG_FILES_MAX it bounds what the log ever takes of the disk. */
export const LOG_FILE_BYTES_MAX = 5 * 1_048_576;
/** The one that is written, and those before it. */
export const LOG_FILES_MAX = 5;
const CURRENT = 'agent.log';

export interface LogFile {
  /** One line with its end. Has left this process when it returns, so that a crash loses nothing. Never throws. */
  write(line: string): void;
  close(): void;
}

export interface LogFileLimits {
  readonly fileBytesMax: number;
  readonly filesMax: number;
}

/** The path of a log file; 0 is the one that is written, higher numbers are older. */
export function logPath(dir: string, age: number): string {
  return join(dir, age === 0 ? CURRENT : `agent.${age}.log`);
}

/**
 * A log that rotates by size. A disk that is full or away must not stop a till: such lines are dropped, and the log goes
 * on when it can.
 */
export function openLogFile(
  dir: string,
  { fileBytesMax, filesMax }: LogFileLimits = { fileBytesMax: LOG_FILE_BYTES_MAX, filesMax: LOG_FILES_MAX },
): LogFile {
  let file: { readonly fd: number; bytes: number } | undefined;
  let torn = false;

  const open = () => {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    const fd = openSync(logPath(dir, 0), 'a+', 0o600);
    const bytes = fstatSync(fd).size;
    torn = bytes > 0 && !endsALine(fd, bytes);
    return { fd, bytes };
  };
  const close = () => {
    if (file !== undefined) closeSync(file.fd);
    file = undefined;
  };
  const rotate = () => {
    close();
    rmSync(logPath(dir, filesMax - 1), { force: true });
    for (let age = filesMax - 2; age >= 0; age--) moveIfThere(logPath(dir, age), logPath(dir, age + 1));
  };
  const put = (line: string) => {
    file ??= open();
    const bytes = Buffer.from(torn ? `\n${line}` : line);
    if (file.bytes > 0 && file.bytes + bytes.length > fileBytesMax) {
      rotate();
      file = open();
    }
    const written = writeSync(file.fd, bytes);
    file.bytes += written;
    torn = written < bytes.length;
  };
  return {
    write(line) {
      try {
        put(line);
      } catch {
        // Nowhere to say it but here: standard error still has the line.
      }
    },
    close,
  };
}

function endsALine(fd: number, size: number): boolean {
  const last = Buffer.alloc(1);
  readSync(fd, last, 0, 1, size - 1);
  return last.toString('latin1') === '\n';
}

function moveIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}
