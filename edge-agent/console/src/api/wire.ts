import type { CashKind, CashLine, Form, Outcome as OutcomeWord, Place, UnitReading } from '@tillbridge/shared/cash';
import type { DiskState } from '@tillbridge/shared/sync';

/** How an operation ended: the recorded fact, the same each time it is asked for. Amounts in minor units. */
export interface Outcome {
  readonly operation: string;
  readonly machine: string;
  readonly kind: CashKind;
  readonly outcome: OutcomeWord;
  readonly currency: string;
  readonly amountMinor: number;
  readonly inMinor: number;
  readonly outMinor: number;
  readonly owedMinor: number;
  readonly lines: readonly CashLine[];
  readonly reason?: string;
  readonly reference?: string;
}

export interface Raised {
  readonly code: string;
  readonly unit?: string;
  readonly since: string;
}

/** What a machine is doing now. */
export interface Running {
  readonly operation: string;
  readonly kind: CashKind;
  readonly amountMinor: number;
  readonly inMinor: number;
  /** Pieces that went in so far, where the machine tells. */
  readonly lines?: readonly CashLine[];
  readonly since: string;
}

export interface MachinePart {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  readonly state: string;
  readonly since: string;
  readonly faults: readonly Raised[];
  readonly ready: boolean;
  /** The office took it out of service. */
  readonly retired?: true;
  readonly running?: Running;
  /** Since when the office wants this machine counted. */
  readonly recountAskedAt?: string;
  /** The last reading; absent until the machine was read once. */
  readonly inventory?: { readonly readAt: string; readonly units: readonly UnitReading[] };
}

export interface DeliveryPart {
  readonly link: string;
  readonly since: string;
  readonly lastFault?: string;
  readonly pending: number;
  readonly oldestPendingAt?: string | null;
}

export interface ShopPart {
  readonly name: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly clockOk: boolean;
  readonly disk: DiskState;
}

/** Every part as the first event of the stream gives it; later events replace one part whole. */
export interface Snapshot {
  readonly machines: readonly MachinePart[];
  readonly delivery: DeliveryPart;
  readonly shop: ShopPart;
  /** Null between shifts. */
  readonly shift?: OpenShift | null;
}

export interface Who {
  readonly number: string;
  readonly name: string;
}

export interface SignedIn {
  readonly token: string;
  readonly idleMs: number;
  readonly person: Who;
  readonly permissions: readonly string[];
}

/** What would be paid out, and out of which units; or the nearest amounts that could be. */
export type Plan =
  | {
      readonly payable: true;
      readonly amountMinor: number;
      readonly lines: readonly {
        readonly unit: string;
        readonly valueMinor: number;
        readonly form: Form;
        readonly pieces: number;
      }[];
    }
  | { readonly payable: false; readonly belowMinor?: number; readonly aboveMinor?: number };

export type PlanWish =
  | { readonly plan: 'payout'; readonly amountMinor: number }
  | { readonly plan: 'exchange'; readonly amountMinor: number; readonly largestMinor?: number }
  | { readonly plan: 'float'; readonly floatMinor?: number };

/** Something that waits for a person. */
export interface OpenCase {
  readonly case: string;
  readonly machine: string;
  readonly about: 'operation' | 'discrepancy';
  readonly since: string;
  readonly currency: string;
  readonly lines: readonly CashLine[];
  readonly kind?: CashKind;
  readonly outcome?: OutcomeWord;
  readonly amountMinor?: number;
  readonly owedMinor?: number;
  readonly reason?: string;
  readonly operator?: string;
}

/** So many pieces of one denomination in one place. */
export interface Holding {
  readonly valueMinor: number;
  readonly form: Form;
  readonly place: Place;
  readonly pieces: number;
}

export type ShiftLine = Holding & { readonly machine: string };

export interface KindSum {
  readonly kind: CashKind;
  readonly currency: string;
  readonly operations: number;
  readonly inMinor: number;
  readonly outMinor: number;
}

/** The shift that is open, without anything that says what is expected. */
export interface OpenShift {
  readonly shift: string;
  readonly openedAt: string;
  readonly openedBy: string;
  readonly kinds: readonly KindSum[];
  readonly counts: number;
  readonly counted: boolean;
}

export type FigureLine = Omit<ShiftLine, 'pieces'> & {
  readonly expected: number | null;
  readonly reported: number | null;
  readonly counted: number | null;
};

/** Expected, reported and counted of a shift; null is not known. */
export interface Figures {
  readonly lines: readonly FigureLine[];
  readonly sums: readonly {
    readonly currency: string;
    readonly openingMinor: number;
    readonly inMinor: number;
    readonly outMinor: number;
    readonly expectedMinor: number;
    readonly reportedMinor: number | null;
    readonly countedMinor: number | null;
    readonly varianceMinor: number;
  }[];
  readonly tier: 'automatic' | 'reason' | 'approval';
}

export type Closing = Figures & {
  readonly number: number;
  readonly openedAt: string;
  readonly openedBy: string;
  /** Absent in the answer to the closing itself. */
  readonly closedAt?: string;
  readonly by: string;
  readonly reason?: string;
  readonly approvedBy?: string;
  readonly blind: boolean;
  readonly settled: boolean;
  readonly kinds: readonly KindSum[];
};

/** A closing in the list of those before: everything but its denominations. */
export type ClosingHead = Omit<Closing, 'lines'>;
