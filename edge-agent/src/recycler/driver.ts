import type { CashLine, Form, MachineState } from '@tillbridge/shared/cash';
import type { Inventory, Step } from '@tillbridge/shared/fact';

/** The only six ways an operation of a machine may end. Amounts are minor units; lines carry their direction. */
export type OperationOutcome =
  | { readonly outcome: 'completed' | 'cancelled'; readonly in: readonly CashLine[]; readonly out: readonly CashLine[] }
  | { readonly outcome: 'refused'; readonly reason: string }
  | {
      readonly outcome: 'partial';
      readonly in: readonly CashLine[];
      readonly out: readonly CashLine[];
      readonly owedMinor: number;
      readonly reason: string;
    }
  | { readonly outcome: 'retained'; readonly in: readonly CashLine[]; readonly reason: string }
  | {
      readonly outcome: 'unknown';
      readonly evidence: string;
      readonly in: readonly CashLine[];
      readonly out: readonly CashLine[];
    };

/** What an operation did, the moments on its way, and what the machine held afterwards (absent when it could not be read). */
export interface OperationResult {
  readonly result: OperationOutcome;
  readonly steps: readonly Step[];
  readonly inventory?: Inventory;
}

/** A fault that holds now; `code` is a row of the faults table. */
export interface RaisedFault {
  readonly code: string;
  readonly unit?: string;
  readonly since: string;
}

/** State of the machine as last heard; `faults` is the whole list that holds now. */
export interface MachineStatus {
  readonly state: MachineState;
  readonly faults: readonly RaisedFault[];
  readonly serial?: string;
}

export type DriverEvent =
  | { readonly event: 'link'; readonly up: boolean; readonly at: string }
  | { readonly event: 'state'; readonly status: MachineStatus; readonly at: string }
  | {
      readonly event: 'fault';
      readonly code: string;
      readonly unit?: string;
      readonly raised: boolean;
      readonly at: string;
    }
  | { readonly event: 'deposit'; readonly operation: string; readonly inMinor: number; readonly at: string }
  | { readonly event: 'inventory'; readonly inventory: Inventory }
  | { readonly event: 'hand'; readonly need: 'take_cash' | 'remove_reject' | 'verify_count'; readonly at: string };

/** Told while cash comes in: what was paid in so far, and in which pieces; without lines where the machine tells only the sum. */
export type OnProgress = (inMinor: number, lines: readonly CashLine[]) => void;

/** What the journal knows of an operation that has an intent and no outcome. */
export interface RecoverKnowledge {
  readonly verb: 'collect' | 'dispense';
  /** What was asked, in minor units. */
  readonly amountMinor: number;
  /** The last inventory journalled before the intent; without it the outcome can only be `unknown`. */
  readonly inventoryBefore?: Inventory;
  /** True when the shop PC itself was restarted since, or nobody knows: the machine may have lost its power too. */
  readonly powerMayHaveFailed: boolean;
}

export type DispenseWant =
  | { readonly amountMinor: number }
  | {
      readonly lines: readonly {
        readonly valueMinor: number;
        readonly pieces: number;
        /** Where given, only pieces of this form, or out of this unit. */
        readonly form?: Form;
        readonly unit?: string;
      }[];
    };

/**
 * A recycler of any maker. It knows nothing of journals or facts. One operation at a time: a second one is `refused`
 * with `machine.busy`. Operations never reject; `status` and `inventory` reject with a `Fault` when the machine
 * does not answer.
 */
export interface Driver {
  open(): Promise<void>;
  /**
   * Gives the port back. A running operation ends at once, mostly `unknown`: whoever closes for a restart should leave
   * its intent open and let `recover` say what became of it.
   */
  close(): Promise<void>;
  status(): Promise<MachineStatus>;
  inventory(): Promise<Inventory>;
  /** The customer pays in until `amountMinor` is reached (more may come in), `cancel()` is called or the time is over. */
  collect(operation: string, amountMinor: number, timeoutMs: number, onProgress?: OnProgress): Promise<OperationResult>;
  dispense(operation: string, want: DispenseWant): Promise<OperationResult>;
  /** Moves pieces from the stock into the collection box; absent where a machine cannot. */
  toBox?(operation: string, want: DispenseWant): Promise<OperationResult>;
  /** Ends the running collect; what was paid in is given back. */
  cancel(): void;
  /** Ends the running collect and keeps what was paid in; absent where a machine cannot. */
  finish?(): void;
  reset(): Promise<void>;
  /** A person has counted the machine: what it reports may be trusted again. */
  counted?(): void;
  /** After a restart: compares the stock before (journal) with the stock now. Never moves cash. */
  recover(operation: string, known: RecoverKnowledge): Promise<OperationResult>;
  on(listener: (event: DriverEvent) => void): () => void;
}
