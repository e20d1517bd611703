import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, readdirSync, renameSync, rmSync, statfsSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Fault } from '@tillbridge/shared/faults/fault';
import type { ReleaseFile, ReleaseManifest } from '@tillbridge/shared/release';
import { syncFolder, writeDurably } from '../journal/durable-file.ts';
import type { LoadedRelease } from './load-release.ts';
import { SLOT_PATTERN } from './pointer.ts';
import type { ReleaseSource } from './release-source.ts';
import { slotFor } from './slot-for.ts';
import type { Versions } from './versions.ts';

/** Room that stays for the journal whatever an update takes. */
export const ROOM_KEPT_BYTES = 268_435_456;
const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;

export interface StageWish {
  readonly versions: Versions;
  readonly source: ReleaseSource;
  readonly release: LoadedRelease;
  /** Slots that must stay. */
  readonly keep: readonly string[];
  readonly roomKeptBytes?: number;
  /** Bytes done and to do. */
  readonly onBytes?: (done: number, all: number) => void;
}

/**
 * Makes the folder of versions. Throws `update.other-user` for whoever is not the owner of the home, so that the agent can
 * use what is put there, and `update.unsafe-folder` when something else stands in its place.
 */
export function openVersions({ dir }: Versions): void {
  const owner = statSync(dirname(dir)).uid;
  if (process.getuid !== undefined && owner !== process.getuid()) throw new Fault('update.other-user', { owner });
  mkdirSync(dir, { recursive: true, mode: FOLDER_MODE });
  const stat = lstatSync(dir);
  if (!stat.isDirectory() || stat.uid !== owner) throw new Fault('update.unsafe-folder', { dir });
}

/**
 * Copies a release beside the running version: into a draft folder, every file checked while it comes, all of it on the
 * disk before one rename gives it its place. A cut at any moment leaves the draft, which the next staging throws away.
 * Throws `update.file-wrong`, `update.disk` and `update.source-silent`. Answers the slot.
 */
export async function stageVersion(wish: StageWish): Promise<string> {
  const { versions, release } = wish;
  const { manifest } = release;
  const slot = slotFor(manifest);
  sweep(versions, [...wish.keep, slot]);
  rmSync(versions.staging, { recursive: true, force: true });
  requireRoom(manifest, wish);
  try {
    mkdirSync(versions.staging, { mode: FOLDER_MODE });
    await copyFiles(wish);
    writeDurably(versions.manifestOf(slot), release.bytes);
    rmSync(versions.slotOf(slot), { recursive: true, force: true });
    renameSync(versions.staging, versions.slotOf(slot));
    syncFolder(versions.dir);
    return slot;
  } catch (error) {
    rmSync(versions.staging, { recursive: true, force: true });
    throw isNoRoom(error) ? new Fault('update.disk', { because: 'full while copying' }) : error;
  }
}

/** Removes versions that nothing points at any more. */
function sweep(versions: Versions, keep: readonly string[]): void {
  const slots = new RegExp(SLOT_PATTERN);
  for (const name of readdirSync(versions.dir)) {
    const slot = name.replace(/\.json$/, '');
    if (slots.test(slot) && !keep.includes(slot)) rmSync(join(versions.dir, name), { recursive: true, force: true });
  }
}

function requireRoom({ files }: ReleaseManifest, { versions, roomKeptBytes = ROOM_KEPT_BYTES }: StageWish): void {
  const { bavail, bsize } = statfsSync(versions.dir);
  const needs = files.reduce((sum, { bytes }) => sum + Math.ceil(bytes / bsize) * bsize, 0) + roomKeptBytes;
  const free = bavail * bsize;
  if (free < needs) throw new Fault('update.disk', { freeBytes: free, neededBytes: needs });
}

async function copyFiles({ versions, source, release, onBytes }: StageWish): Promise<void> {
  const { files } = release.manifest;
  const all = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const folders = new Set([versions.staging]);
  let done = 0;
  for (const file of files) {
    const path = join(versions.staging, ...file.path.split('/'));
    for (let folder = dirname(path); !folders.has(folder); folder = dirname(folder)) folders.add(folder);
    mkdirSync(dirname(path), { recursive: true, mode: FOLDER_MODE });
    await copyFile(path, file, source);
    done += file.bytes;
    onBytes?.(done, all);
  }
  for (const folder of folders) syncFolder(folder);
}

/** Stops at the first byte too many; what goes on for ever is not waited for. */
async function copyFile(path: string, file: ReleaseFile, source: ReleaseSource): Promise<void> {
  const handle = await open(path, 'wx', FILE_MODE);
  try {
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const piece of source.file(file.sha256)) {
      bytes += piece.byteLength;
      if (bytes > file.bytes) throw new Fault('update.file-wrong', { path: file.path, because: 'too long' });
      hash.update(piece);
      await handle.writeFile(piece);
    }
    if (bytes < file.bytes) throw new Fault('update.file-wrong', { path: file.path, because: 'cut off' });
    if (hash.digest('hex') !== file.sha256)
      throw new Fault('update.file-wrong', { path: file.path, because: 'other bytes' });
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function isNoRoom(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}
