import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { POSITIONS } from '../src/recycler/glory-300/constants.ts';
import type { CashState } from './cash-store.ts';

const PLACES = ['opening', 'stock', 'cassette', 'path', 'outlet', 'taken', 'inserted', 'reject'] as const;

/** Cash of an earlier run; undefined when the file is missing or not one of ours. */
export function readState(file: string): CashState | undefined {
  try {
    const found: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return isState(found) ? found : undefined;
  } catch {
    return undefined;
  }
}

/** Replaces the file in one step, so that a kill leaves the old one or the new one. */
export function writeState(file: string, state: CashState): void {
  writeFileSync(`${file}.new`, JSON.stringify(state));
  renameSync(`${file}.new`, file);
}

function isState(found: unknown): found is CashState {
  if (typeof found !== 'object' || found === null) return false;
  return PLACES.every((place) => {
    const counts: unknown = Reflect.get(found, place);
    return (
      Array.isArray(counts) &&
      counts.length === POSITIONS.length &&
      counts.every((pieces) => Number.isSafeInteger(pieces))
    );
  });
}
