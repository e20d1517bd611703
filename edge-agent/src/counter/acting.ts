import type { CashKind, CashLine } from '@tillbridge/shared/cash';
import type { CashTransactionBody } from '@tillbridge/shared/fact';
import type { Driver, OnProgress } from '../recycler/driver.ts';
import type { Hand } from './hand.ts';
import type { CashRequest, Performed } from './operation.ts';

/** What a running operation may use: the machine, and what people at the counter say meanwhile. */
export interface Acting {
  readonly driver: Driver;
  readonly hand: Hand;
  /** Aborted when the agent is being stopped. */
  readonly stopped: AbortSignal;
  readonly onProgress: OnProgress;
}

/** The part of an operation that talks to the machine. */
export type Act = (acting: Acting) => Promise<Performed>;

export interface RunningOperation {
  readonly kind: CashKind;
  readonly request: CashRequest;
  /** Of a collect: what was paid in so far. */
  readonly inMinor: number;
  /** Those pieces. */
  readonly lines: readonly CashLine[];
  readonly since: string;
  /** Resolves after the commit of the outcome. */
  readonly ended: Promise<CashTransactionBody>;
}
