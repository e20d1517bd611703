import type { CashKind, Outcome } from '@tillbridge/shared/cash';

/**
 * Figures that belong together: of one subject (a person at a shop, or a shop) and business day, all operations alike or
 * all closings. A single operation is a cell of one, so that a rule counts history and evidence by the same words.
 */
export interface Cell {
  readonly subject: string;
  readonly day: string;
  /** Null for a closing. */
  readonly kind: CashKind | null;
  /** Null for a closing, and where only sums are known. */
  readonly outcome: Outcome | null;
  /** A payout that stayed just below the shop's limit for one without approval. */
  readonly belowLimit: boolean;
  /** Outside the hours that the shop says it is open. */
  readonly outsideHours: boolean;
  readonly many: number;
  /** Taken in less given back, and paid out, in minor units. */
  readonly takenMinor: number;
  readonly paidMinor: number;
  /** Of closings: what was missing against the books. */
  readonly shortMinor: number;
}
