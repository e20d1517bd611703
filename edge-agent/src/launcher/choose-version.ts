import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { orderVersions } from '../update/order-versions.ts';
import { BASE, isSpent, type Pointer, type Trial } from '../update/pointer.ts';
import { PROGRAM_FILE } from '../update/program-file.ts';
import { readRootChain } from '../update/root-chain.ts';
import { findDamage } from '../update/verify-version.ts';
import type { Versions } from '../update/versions.ts';

export interface Chosen {
  readonly slot: string;
  readonly program: string;
}

/** The way to the versions of one PC. */
export interface Shelf {
  readonly versions: Versions;
  /** Folder of the installed package. */
  readonly base: string;
  readonly anchor: string;
  readonly say: (line: string) => void;
}

/**
 * The version that runs when nothing is on trial: the active one, else the one before, else the installed program. Where a
 * newer package was installed by hand since, that is what its installer wants to run.
 */
export function chooseVersion(pointer: Pointer, shelf: Shelf): Chosen {
  const installed = versionOf(shelf.base);
  for (const slot of [pointer.active, pointer.previous]) {
    if (slot === null || slot === BASE) continue;
    if (orderVersions(versionIn(slot), installed) < 0) break;
    const damage = damageOf(slot, shelf);
    if (damage === undefined) return { slot, program: join(shelf.versions.slotOf(slot), PROGRAM_FILE) };
    shelf.say(`version ${slot} cannot be started: ${damage}`);
  }
  return { slot: BASE, program: join(shelf.base, PROGRAM_FILE) };
}

/** What to do about a version on trial before it is started. */
export function judgeStart(trial: Trial, shelf: Shelf): 'start' | 'spent' | 'damaged' {
  if (isSpent(trial)) return 'spent';
  const damage = damageOf(trial.slot, shelf);
  if (damage === undefined) return 'start';
  shelf.say(`version ${trial.slot} cannot be tried: ${damage}`);
  return 'damaged';
}

const versionIn = (slot: string) => slot.split('-').at(-1) ?? '';

/** Of the installed package; 0.0.0 where it does not say. */
function versionOf(base: string): string {
  try {
    const { version } = JSON.parse(readFileSync(join(base, 'package.json'), 'utf8')) as { readonly version?: unknown };
    return typeof version === 'string' ? version : '0.0.0';
  } catch {
    return '0.0.0';
  }
}

function damageOf(slot: string, { versions, anchor }: Shelf): string | undefined {
  try {
    return findDamage(versions, slot, readRootChain(anchor, versions));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
