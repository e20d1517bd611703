import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Driver } from '../recycler/driver.ts';
import type { Ledger } from './ledger.ts';
import type { CountedMachine } from './operation.ts';
import type { Records } from './records.ts';

/** How soon a reconciliation or a write that failed is tried again. */
export const AGAIN_MS = 2_000;
/** How long a running operation may still end by itself when the agent is stopped. */
export const STOP_GRACE_MS = 800;
/** How soon a write that failed is tried again within that time. */
export const STOPPING_AGAIN_MS = 50;
/** A machine at rest is read so often, so that its figures keep young and a hand in it is noticed. */
export const BEAT_MS = 60_000;
export const CLOSE_MS = 200;

export interface DeskParts {
  readonly machine: CountedMachine;
  readonly driver: Driver;
  readonly ledger: Ledger;
  readonly records: Records;
  readonly clock: Pick<Clock, 'boot'>;
  readonly log: Log;
}
