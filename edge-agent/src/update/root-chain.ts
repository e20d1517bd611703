import { readFileSync } from 'node:fs';
import { Fault } from '@tillbridge/shared/faults/fault';
import type { SignedRoot } from '@tillbridge/shared/release';
import { nextRoot, requireOwnKeys } from './judge-root.ts';
import { parseRoot } from './parse-document.ts';
import type { Versions } from './versions.ts';

/** At least the one that came with the installation; each follows on the one before. */
export type RootChain = readonly [SignedRoot, ...SignedRoot[]];

/** Links that a PC that was away for years takes in one go. */
export const ROOTS_AHEAD_MAX = 64;

/**
 * The roots that this PC believes, oldest first: the one beside the program, and those learned since. A kept one that does
 * not follow ends the chain; it is fetched again. Throws `update.no-root` without a first one.
 */
export function readRootChain(anchor: string, versions: Versions): RootChain {
  const chain: [SignedRoot, ...SignedRoot[]] = [requireOwnKeys(parseRoot(readAnchor(anchor)))];
  while (chain.length <= ROOTS_AHEAD_MAX) {
    const last = newestOf(chain);
    try {
      chain.push(nextRoot(last, parseRoot(readFileSync(versions.rootOf(last.signed.version + 1)))));
    } catch {
      break;
    }
  }
  return chain;
}

export function newestOf(chain: RootChain): SignedRoot {
  return chain.at(-1) ?? chain[0];
}

function readAnchor(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch {
    throw new Fault('update.no-root', { path });
  }
}
