import { createHash } from 'node:crypto';
import { closeSync, constants, lstatSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { ReleaseFile, ReleaseManifest } from '@tillbridge/shared/release';
import { isSignedBy } from './judge-manifest.ts';
import { parseManifest } from './parse-document.ts';
import { platformHere } from './platform.ts';
import type { RootChain } from './root-chain.ts';
import { slotFor } from './slot-for.ts';
import type { Versions } from './versions.ts';

/** Windows has no such flag; links there need rights that a service does not have. */
const NO_FOLLOW = constants.O_NOFOLLOW ?? 0;
const READ_BYTES = 1_048_576;

/**
 * Whether a version on the disk is, file by file and with none beside them, what a maker signed for this platform. Any root
 * of the chain will do: a version that was right when it came keeps a shop running after its key was changed. Answers
 * what is wrong, or undefined. Never throws.
 */
export function findDamage(versions: Versions, slot: string, chain: RootChain): string | undefined {
  try {
    const offered = parseManifest(readFileSync(versions.manifestOf(slot)));
    const { signed } = offered;
    if (!chain.some((root) => isSignedBy(root.signed, offered))) return 'not signed';
    if (slotFor(signed) !== slot) return 'lies in the place of another';
    if (signed.platform !== platformHere()) return `made for ${signed.platform}, this is ${platformHere()}`;
    return wrongFile(versions.slotOf(slot), signed.files);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The manifest of a version on the disk, for what it says of itself; undefined when there is none. */
export function readStagedManifest(versions: Versions, slot: string): ReleaseManifest | undefined {
  try {
    return parseManifest(readFileSync(versions.manifestOf(slot))).signed;
  } catch {
    return undefined;
  }
}

function wrongFile(folder: string, files: readonly ReleaseFile[]): string | undefined {
  const wanted = new Map(files.map((file) => [file.path, file]));
  if (!lstatSync(folder).isDirectory()) return 'no folder';
  for (const path of pathsBelow(folder, '')) {
    const file = wanted.get(path);
    if (file === undefined) return `${path} does not belong there`;
    if (!isFile(join(folder, ...path.split('/')), file)) return `${path} is not what was signed`;
    wanted.delete(path);
  }
  const [missing] = wanted.keys();
  return missing === undefined ? undefined : `${missing} is missing`;
}

function* pathsBelow(folder: string, above: string): Generator<string> {
  for (const entry of readdirSync(join(folder, above), { withFileTypes: true })) {
    const path = above === '' ? entry.name : `${above}/${entry.name}`;
    if (entry.isDirectory()) yield* pathsBelow(folder, path);
    else yield path;
  }
}

function isFile(path: string, { bytes, sha256 }: ReleaseFile): boolean {
  const stat = lstatSync(path);
  if (!stat.isFile() || stat.size !== bytes) return false;
  const handle = openSync(path, constants.O_RDONLY | NO_FOLLOW);
  try {
    const hash = createHash('sha256');
    const buffer = Buffer.alloc(Math.min(READ_BYTES, bytes + 1));
    for (let read = readSync(handle, buffer); read > 0; read = readSync(handle, buffer))
      hash.update(buffer.subarray(0, read));
    return hash.digest('hex') === sha256;
  } finally {
    closeSync(handle);
  }
}
