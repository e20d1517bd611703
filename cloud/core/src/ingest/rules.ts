/**
 * Every rule of custody that has a known counterexample when it is left out. All hold in production; the fault suite
 * switches each off and must see its invariants break.
 */
export interface CloudRules {
  /** What was decided is carried out under the lock of the stream row, if its revision is still the same. */
  readonly lockStream: boolean;
  /** A place at or below the high water is not inserted again. */
  readonly dedupe: boolean;
  /** Summaries are computed from the rows that the inserts returned, never from what was sent. */
  readonly returnedRowsOnly: boolean;
  /** Each new line's `prev` is the hash of the place before, and the last line's hash is `toHash`. */
  readonly everyLink: boolean;
  /** Lines for places already taken are compared by hash. */
  readonly compareOverlap: boolean;
  /** An epoch the cloud does not know is registered with high water 0. */
  readonly createUnknownEpoch: boolean;
  /** Open compares; it never moves a high water. */
  readonly openOnlyCompares: boolean;
  /** The highest start holds the epoch; a lower one, or the same number with another nonce, never gets it again. */
  readonly startDecides: boolean;
  /** A new line is looked up in quarantine before it is inserted. */
  readonly quarantineLookup: boolean;
  /** A redrive inserts only if it turned the row from pending to applied. */
  readonly redriveCompareAndSet: boolean;
  /** A loss is accepted only for exactly the places between the high water and the batch. */
  readonly lostCoversExactly: boolean;
  /** A tail line that is in the stream already is not set aside beside it. */
  readonly tailOnce: boolean;
  /** A line is set aside only behind one in custody, so that whoever holds a line holds what came before it. */
  readonly frontFirst: boolean;
  /** A request made for another incarnation is refused. */
  readonly incarnationCheck: boolean;
  /** A line that cannot be applied is set aside and the high water moves on. */
  readonly poisonAdvances: boolean;
  /** The lines of a transaction add up to its amounts. */
  readonly sumsExact: boolean;
}

export const ALL_RULES: CloudRules = {
  lockStream: true,
  dedupe: true,
  returnedRowsOnly: true,
  everyLink: true,
  compareOverlap: true,
  createUnknownEpoch: true,
  openOnlyCompares: true,
  startDecides: true,
  quarantineLookup: true,
  redriveCompareAndSet: true,
  lostCoversExactly: true,
  tailOnce: true,
  frontFirst: true,
  incarnationCheck: true,
  poisonAdvances: true,
  sumsExact: true,
};
