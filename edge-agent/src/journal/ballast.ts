import {
  closeSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  truncateSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** Room for tens of thousands of facts, enough for a shop to trade on for days while somebody clears the disk. */
export const BALLAST_BYTES = 16_777_216;
/** The reserve is made again only when the disk has this many times its size to spare. */
const ROOM_FACTOR = 3;
const BLOCK_BYTES = 65_536;
const MS = 1_000;
/** What opening writes before the first fact: the log, its index, the number of the start. */
const START_STEP_BYTES = 131_072;
/** So often a journal is opened on a disk that stays full before somebody has to clear it. */
const STARTS_MAX = 8;
/** Below so many times its size the disk counts as nearly full … */
const LOW_FACTOR = 16;
/** … until it has so many times its size to spare again, so that it does not go to and fro. */
const LOW_OVER_FACTOR = 20;
/** Below this the disk counts as full already at start, when even opening the journal could fail. */
const TIGHT_BYTES = 262_144;

export interface Ballast {
  /** Gives the reserve up; false when there was none. What is left notes when that was, and outlives the process. */
  release(): boolean;
  /** Gives up what one more start needs, kept apart from what recording may use up; false when nothing is left of that. */
  releaseForStart(): boolean;
  /** Makes the reserve again where there is room; true when it stands afterwards. */
  restore(): boolean;
  /** Milliseconds since 1970 at which the reserve was given up; undefined while it was not. */
  givenUpAtMs(): number | undefined;
  /** Bytes that this process could still write. */
  freeBytes(): number;
  /** Whether little is free; `was` says how it was judged last. */
  isLow(was: boolean): boolean;
  /** Whether so little is free that opening the journal could fail. */
  isTight(): boolean;
}

/**
 * A file of real blocks beside the journal: a full disk fails insert, update, delete and checkpoint alike, and this buys
 * them back. Given up, an empty file beside it keeps the time as its date, which a full disk still takes.
 */
export function ballastAt(path: string, bytes: number, nowMs: () => number): Ballast {
  const freeBytes = () => {
    try {
      const disk = statfsSync(dirname(path));
      return disk.bavail * disk.bsize;
    } catch {
      return 0;
    }
  };
  const mark = `${path}.given`;
  const starts = `${path}.starts`;
  const startsBytes = Math.min(bytes, START_STEP_BYTES * STARTS_MAX);
  const stands = () => statSync(path, { throwIfNoEntry: false })?.size === bytes;
  return {
    release() {
      if (bytes === 0) return false;
      if (stands()) renameSync(path, mark);
      else if (statSync(mark, { throwIfNoEntry: false })?.size === 0) return false;
      const given = (statSync(mark, { throwIfNoEntry: false })?.size ?? 0) > 0;
      if (given) truncateSync(mark);
      noteTime(mark, nowMs());
      return given;
    },
    releaseForStart: () => bytes > 0 && shorten(starts),
    restore() {
      if (bytes === 0) return freeBytes() >= TIGHT_BYTES;
      if (!stands() && (freeBytes() < bytes * ROOM_FACTOR || !make(path, bytes))) return false;
      // Without room for it recording goes on all the same.
      if ((statSync(starts, { throwIfNoEntry: false })?.size ?? 0) < startsBytes) make(starts, startsBytes);
      rmSync(mark, { force: true });
      return true;
    },
    givenUpAtMs() {
      const file = statSync(mark, { throwIfNoEntry: false });
      return file === undefined ? undefined : Math.round(file.mtimeMs);
    },
    freeBytes,
    isLow: (was) => freeBytes() < bytes * (was ? LOW_OVER_FACTOR : LOW_FACTOR),
    isTight: () => freeBytes() < TIGHT_BYTES,
  };
}

/** A disk without a reserve, for journals opened without that rule. */
export const NO_BALLAST: Ballast = {
  release: () => false,
  releaseForStart: () => false,
  restore: () => true,
  givenUpAtMs: () => undefined,
  freeBytes: () => 0,
  isLow: () => false,
  isTight: () => false,
};

function make(path: string, bytes: number): boolean {
  try {
    fill(`${path}.new`, bytes);
    renameSync(`${path}.new`, path);
    return true;
  } catch {
    // The room went to somebody else meanwhile: what was taken so far is given back and tried again later.
    rmSync(`${path}.new`, { force: true });
    return false;
  }
}

/** A name and a date without bytes: as much as a full disk still takes, and where it does not, the reserve is what counts. */
function noteTime(path: string, atMs: number): void {
  try {
    closeSync(openSync(path, 'a', 0o600));
    utimesSync(path, atMs / MS, atMs / MS);
  } catch {
    // The process knows the time; only a restart would not.
  }
}

/** Takes one step off a file of real blocks; false when nothing is left of it. */
function shorten(path: string): boolean {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > 0) truncateSync(path, Math.max(0, size - START_STEP_BYTES));
  return size > 0;
}

/** Not zeros: some file systems would keep no blocks for them. */
function fill(path: string, bytes: number): void {
  const block = Buffer.alloc(BLOCK_BYTES, 'ballast ');
  const file = openSync(path, 'w', 0o600);
  try {
    for (let left = bytes; left > 0; left -= BLOCK_BYTES) writeSync(file, block, 0, Math.min(BLOCK_BYTES, left));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
