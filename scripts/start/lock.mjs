import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Plain } from './explain.mjs';

/** One start per clone: two would share one database folder. Released by the returned function. @param {string} home */
export function lockHome(home) {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const file = join(home, 'start.lock');
  const mine = JSON.stringify({ pid: process.pid, since: sinceOf(process.pid) });
  for (;;) {
    try {
      writeFileSync(file, mine, { flag: 'wx', mode: 0o600 });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const holder = readHolder(file);
    if (holder !== undefined && lives(holder)) {
      throw new Plain(
        `Tillbridge already runs in this clone (process ${holder.pid}). Stop that one first, or use another clone.`,
      );
    }
    rmSync(file, { force: true });
  }
}

function readHolder(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function lives({ pid, since }) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') return false;
  }
  return since === sinceOf(pid);
}

/** When the process began, so that a number used again by another program is not taken for us. Only Linux says it. */
function sinceOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ')[19];
  } catch {
    return 'unknown';
  }
}
