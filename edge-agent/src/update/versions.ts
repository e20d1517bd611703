import { join } from 'node:path';

/** Where everything about versions lies below the folder of that name; nothing is read or made. */
export interface Versions {
  readonly dir: string;
  readonly pointer: string;
  readonly wish: string;
  readonly memory: string;
  readonly lock: string;
  readonly staging: string;
  readonly rehearsal: string;
  readonly rootOf: (version: number) => string;
  readonly slotOf: (slot: string) => string;
  /** Beside its folder, so that the folder holds exactly what was signed. */
  readonly manifestOf: (slot: string) => string;
}

export function versionsAt(dir: string): Versions {
  return {
    dir,
    pointer: join(dir, 'pointer.json'),
    wish: join(dir, 'wish.json'),
    memory: join(dir, 'memory.json'),
    lock: join(dir, 'lock'),
    staging: join(dir, 'staging'),
    rehearsal: join(dir, 'rehearsal'),
    rootOf: (version) => join(dir, `root-${version}.json`),
    slotOf: (slot) => join(dir, slot),
    manifestOf: (slot) => join(dir, `${slot}.json`),
  };
}
