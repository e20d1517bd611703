import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BASE } from './pointer.ts';
import { readStagedManifest } from './verify-version.ts';
import type { Versions } from './versions.ts';

/** How this program came to run. */
export interface Installation {
  /** Folder of the package that npm installed; it is never changed by an update. */
  readonly base: string;
  /** The version that the launcher chose; undefined when it was started without one. */
  readonly slot: string | undefined;
}

export const ANCHOR_FILE = 'release-root.json';

/** The root that came with the installation. */
export function anchorOf({ base }: Installation): string {
  return join(base, ANCHOR_FILE);
}

/** The newest version of the journal that a slot knows; undefined when it cannot be told. */
export function journalKnownBy(slot: string, { base }: Installation, versions: Versions): number | undefined {
  if (slot !== BASE) return readStagedManifest(versions, slot)?.journal.version;
  try {
    const about = JSON.parse(readFileSync(join(base, 'package.json'), 'utf8')) as {
      tillbridge?: { journal?: unknown };
    };
    const known = about.tillbridge?.journal;
    return typeof known === 'number' ? known : undefined;
  } catch {
    return undefined;
  }
}
