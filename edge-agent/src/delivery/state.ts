import { BATCH_BYTES_MAX, BATCH_LINES_MAX, type Stretch } from '@tillbridge/shared/sync';

/** A left epoch on its way: `next` is the place to go on from. */
export interface Tail {
  readonly epoch: string;
  readonly next: number;
  readonly last: number;
  /** High water up to which the stream there is known to be our own chain; undefined after a fork. */
  readonly joinsAt: number | undefined;
  /** The line sent before `next`, by the hash of its bytes as sent; place 0 while the tail is at its beginning. */
  readonly after: SentLine;
}

export interface SentLine {
  readonly sequence: number;
  readonly hash: string;
}

/** A left epoch of which everything still here was answered, though the cloud wants more: it rests for so many opens. */
export interface Exhausted {
  readonly epoch: string;
  readonly opensLeft: number;
}

/** A file the cloud does not hold whole yet. */
export interface Upload {
  readonly hash: string;
  readonly bytes: number;
  readonly heldTo: number;
}

/** A fact that was refused even alone: its bytes travel as a file, its place is declared. */
export interface Culprit {
  readonly epoch: string;
  readonly sequence: number;
}

export type Link = 'starting' | 'connected' | 'offline' | 'refused';

/** Everything the delivery knows that is not in the journal. Changed only by `judge`. */
export interface DeliveryState {
  /** False: nothing is sent before the next open is answered. */
  readonly opened: boolean;
  readonly incarnation: string | undefined;
  readonly limits: { readonly lines: number; readonly bytes: number };
  readonly tails: readonly Tail[];
  readonly exhausted: readonly Exhausted[];
  /** The cloud did not take an open that names epochs of another agent: those wait, the others go on. */
  readonly ownEpochsOnly: boolean;
  readonly uploads: readonly Upload[];
  /** What the cloud asked to be sent again and was not answered yet. */
  readonly again: readonly Stretch[];
  readonly culprits: readonly Culprit[];
  /** A batch waits for the files it speaks of. */
  readonly filesFirst: boolean;
  /** Lines a batch may have now: halved on the way to a culprit, doubled again by each receipt. */
  readonly linesCap: number;
  /** How often the single fact at hand was refused in a row. */
  readonly strikes: number;
  /** Answers in a row that did not come, or asked to wait. */
  readonly failures: number;
  /** Opens and refusals in a row without a receipt between them. */
  readonly refusals: number;
  /** A 401 was answered with a new token already. */
  readonly tokenRenewed: boolean;
  readonly link: Link;
  readonly lastFault: string | undefined;
  /** The live epoch had the last turn; a tail or a file has the next. */
  readonly othersTurn: boolean;
}

export const FIRST_STATE: DeliveryState = {
  opened: false,
  incarnation: undefined,
  limits: { lines: BATCH_LINES_MAX, bytes: BATCH_BYTES_MAX },
  tails: [],
  exhausted: [],
  ownEpochsOnly: false,
  uploads: [],
  again: [],
  culprits: [],
  filesFirst: false,
  linesCap: BATCH_LINES_MAX,
  strikes: 0,
  failures: 0,
  refusals: 0,
  tokenRenewed: false,
  link: 'starting',
  lastFault: undefined,
  othersTurn: false,
};

export function isCulprit(state: Pick<DeliveryState, 'culprits'>, epoch: string, sequence: number): boolean {
  return state.culprits.some((culprit) => culprit.epoch === epoch && culprit.sequence === sequence);
}
