import { appendFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A log is turned over at this size; one old one is kept. */
const LOG_BYTES_MAX = 8 * 1024 * 1024;

export interface LogFile {
  line(text: string): void;
}

/** One file per program, each line with its time and the program's name. A full disk loses lines, never the program. */
export function openLogFile(folder: string, name: string): LogFile {
  const path = join(folder, `${name}.log`);
  let bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  return {
    line(text) {
      const line = `${new Date().toISOString()} ${name} ${text}\n`;
      try {
        if (bytes > LOG_BYTES_MAX) {
          renameSync(path, `${path}.1`);
          bytes = 0;
        }
        appendFileSync(path, line, { mode: 0o600 });
        bytes += Buffer.byteLength(line);
      } catch {
        bytes = 0;
      }
    },
  };
}
