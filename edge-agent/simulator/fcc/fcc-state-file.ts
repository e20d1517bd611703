import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { FccCashState } from './fcc-cash.ts';

const PLACES = ['opening', 'stackers', 'box', 'path', 'outlet', 'taken', 'inserted', 'reject'] as const;

/** Cash of an earlier run; undefined when the file is missing or not one of ours. */
export function readFccState(file: string): FccCashState | undefined {
  try {
    const found: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return isState(found) ? found : undefined;
  } catch {
    return undefined;
  }
}

/** Replaces the file in one step, so that a kill leaves the old one or the new one. */
export function writeFccState(file: string, state: FccCashState): void {
  writeFileSync(`${file}.new`, JSON.stringify(state));
  renameSync(`${file}.new`, file);
}

function isState(found: unknown): found is FccCashState {
  if (typeof found !== 'object' || found === null) return false;
  return PLACES.every((place) => {
    const pile: unknown = Reflect.get(found, place);
    return (
      typeof pile === 'object' && pile !== null && Object.values(pile).every((pieces) => Number.isSafeInteger(pieces))
    );
  });
}
