import type { CashLine } from '@tillbridge/shared/cash';
import type { Inventory } from '@tillbridge/shared/fact';
import type { OperationOutcome } from '../driver.ts';
import type { Steps } from '../glory-300/steps.ts';
import type { Timing } from '../timing.ts';
import type { Conversation, FccPace } from './converse.ts';
import type { Echoes } from './echoes.ts';
import type { FccTable } from './fcc-table.ts';
import type { MachineLine } from './machine-line.ts';
import type { StatusRead } from './readings.ts';

/** What a verb needs of the driver around it. */
export interface VerbContext {
  /** Names every order of the operation to the machine, also after a restart. */
  readonly operation: string;
  readonly table: FccTable;
  readonly line: MachineLine;
  readonly conversation: Conversation;
  readonly echoes: Echoes;
  readonly pace: FccPace;
  readonly timing: Timing;
  readonly steps: Steps;
  readonly refundOnShortage: boolean;
  readonly pause: (ms: number) => Promise<void>;
  /** Asks for the status and shows it; undefined when the machine does not answer. */
  readonly look: () => Promise<StatusRead | undefined>;
  /** Reads the units; undefined when they cannot be had. */
  readonly inventory: (when: 'before' | 'after') => Promise<Inventory | undefined>;
  /** Minor units paid in, as the events told it last since the deposit began. */
  readonly counted: () => number;
  readonly countFromZero: () => void;
  /** A status told how much has been paid in; `lines` is empty where it did not say in which pieces. */
  readonly tellCounted: (inMinor: number, lines: readonly CashLine[]) => void;
  /** Changes whenever the machine may have been restarted. */
  readonly doubts: () => number;
  /** The fault that the machine shows now. */
  readonly shown: () => string | undefined;
  readonly onTakeCash: () => void;
  readonly onRemoveReject: () => void;
  /** False while the driver is being closed: then nothing is waited for. */
  readonly isOpen: () => boolean;
}

/** What a verb answers: the outcome, and the units as read last. */
export interface VerbEnd {
  readonly result: OperationOutcome;
  readonly inventory?: Inventory;
  readonly differs?: boolean;
}
