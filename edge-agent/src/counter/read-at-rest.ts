import type { Inventory } from '@tillbridge/shared/fact';
import type { Driver } from '../recycler/driver.ts';
import { BEAT_MS, type DeskParts } from './desk-parts.ts';
import { elapsed } from './pause.ts';

interface AtRest extends Pick<DeskParts, 'machine' | 'log'> {
  readonly driver: Pick<Driver, 'inventory'>;
  readonly isReady: () => boolean;
}

/** Reads a machine whenever nothing runs, until it is stopped. */
export async function readAtRest(
  { machine, driver, log, isReady }: AtRest,
  counted: (inventory: Inventory) => void,
  stopped: AbortSignal,
): Promise<void> {
  while (!stopped.aborted) {
    await elapsed(BEAT_MS, stopped);
    if (!isReady()) continue;
    try {
      counted(await driver.inventory());
    } catch (error) {
      log.warn('machine not read', { machine: machine.id, error });
    }
  }
}
