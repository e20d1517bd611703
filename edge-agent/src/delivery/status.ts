import type { Link } from './state.ts';

export interface DeliveryStatus {
  readonly link: Link;
  /** Since when the link is as it is. */
  readonly since: string;
  readonly lastReceiptAt: string | undefined;
  /** Up to when the cloud provably holds all that was recorded here. */
  readonly completeThrough: string | undefined;
  /** Code of the faults table; undefined while all is well. */
  readonly lastFault: string | undefined;
  /** Clock of the cloud minus clock of this PC. */
  readonly clockOffsetMs: number | undefined;
}

/** What an answer of the cloud says beside custody. */
export interface Heard {
  readonly incarnation: string;
  /** Newest version of the shop's configuration; a cloud of an older version does not say it. */
  readonly configuration?: number;
}
