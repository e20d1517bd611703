import type { BackOff } from '../../bytes/back-off.ts';
import type { OpenBytePort } from '../../bytes/byte-port.ts';
import type { Timing } from '../timing.ts';
import type { CurrencyTable } from './currency-table.ts';
import type { RawFrame } from './frame-ring.ts';
import type { DriverTiming } from './talk.ts';

export interface Glory300Settings {
  readonly port: OpenBytePort;
  readonly table: CurrencyTable;
  readonly timing: Timing;
  /** Replaces single waits of the protocol. */
  readonly pace?: Partial<DriverTiming>;
  readonly backOff?: BackOff;
  /** Every piece of traffic, as it happens; the driver keeps the last ones itself. */
  readonly onFrame?: (frame: RawFrame) => void;
}
