import type { EpochHeader, FactBody, FactKind } from '@tillbridge/shared/fact';
import type { Disk, Start } from '@tillbridge/shared/sync';
import type { Clock } from '../clock.ts';
import type { AgentRules } from '../delivery/rules.ts';
import type { StoredLine } from './tables.ts';

export type { StoredLine };

export interface JournalOptions {
  /** Folder of the journal; made when missing. */
  readonly dir: string;
  /** Id of the agent that writes. */
  readonly agent: string;
  readonly clock: Clock;
  /** Names this install when neither database nor witness does; without it one is drawn. */
  readonly installId?: string;
  readonly ballastBytes?: number;
  readonly retentionDays?: number;
  readonly rules?: AgentRules;
}

export interface NewFact<K extends FactKind = FactKind> {
  readonly kind: K;
  readonly body: FactBody<K>;
  readonly occurredAt: string;
  readonly businessDate: string;
  readonly clockOk: boolean;
}
/** A text under a name, beside the facts; null forgets it. */
export interface Note {
  readonly name: string;
  readonly value: string | null;
}
export interface AppendedFact {
  readonly epoch: string;
  readonly sequence: number;
  readonly id: string;
  readonly hash: string;
}
export type LeaveReason = EpochHeader['reason'];

/** A fact as it lies in the journal. */
export interface JournalFact {
  readonly epoch: string;
  readonly sequence: number;
  readonly id: string;
  readonly kind: FactKind;
  readonly occurredAt: string;
  readonly businessDate: string;
  readonly mono: { readonly boot: string; readonly ms: number };
  readonly clockOk: boolean;
  readonly body: FactBody;
}

/** An intent without an outcome: something may have moved. */
export type OpenOperation = FactBody<'operation.intended'> & { readonly occurredAt: string; readonly boot: string };

export interface FoundOperation {
  readonly intended: FactBody<'operation.intended'> | undefined;
  /** Undefined while it runs, and once its bytes were pruned. */
  readonly ended: FactBody<'cash.transaction'> | undefined;
  readonly open: boolean;
}

export interface JournalStatus {
  readonly installId: string;
  readonly epoch: string;
  readonly epochs: number;
  readonly last: number;
  readonly acked: number;
  /** Facts not yet in custody, of all epochs. */
  readonly pending: number;
  readonly oldestPendingAt: string | undefined;
  readonly disk: Disk;
  /** Size of the database in bytes. */
  readonly bytes: number;
}

export interface EpochView {
  readonly epoch: string;
  readonly header: string;
  readonly live: boolean;
  readonly headerHash: string;
  readonly last: number;
  readonly lastHash: string;
  readonly acked: number;
  readonly ackedHash: string;
  readonly held: boolean;
  readonly prunedTo: number;
}

export interface SalvageFile {
  readonly hash: string;
  readonly bytes: number;
}

export type JournalEvent =
  | { readonly code: 'epoch_left'; readonly reason: LeaveReason; readonly left: string; readonly epoch: string }
  /** The room on the disk is another than before. */
  | { readonly code: 'disk'; readonly disk: Disk }
  /** Full, or no longer full; `since` is when it became full. */
  | { readonly code: 'disk_full'; readonly since: string }
  | { readonly code: 'disk_ok'; readonly since: string }
  | { readonly code: 'line_damaged'; readonly epoch: string; readonly sequence: number };

export interface Journal {
  readonly installId: string;
  readonly start: Start;
  /** Why this start began a new epoch; undefined when it went on in the old one. */
  readonly began: LeaveReason | undefined;
  /** One fact, one commit that has reached the disk. Throws `journal.disk-full` and `journal.fact-too-big`; then nothing is written. */
  append(fact: NewFact): AppendedFact;
  /** Several facts in one commit, and the notes that change with them. */
  appendAll(facts: readonly NewFact[], notes?: readonly Note[]): readonly AppendedFact[];
  readNote(name: string): string | undefined;
  /** Notes in one commit of their own. Throws `journal.disk-full`. */
  writeNotes(notes: readonly Note[]): void;
  /** Called after each commit of facts; returns the way to stop it. */
  onAppend(listener: () => void): () => void;
  /** Called after the journal changed its own state, when no write is under way: a listener may append. */
  onEvent(listener: (event: JournalEvent) => void): () => void;
  /** Intents without an outcome, oldest first. */
  openOperations(): readonly OpenOperation[];
  /**
   * Facts that wait for a person, oldest first: operations that ended partial, retained or unknown and discrepancies that no
   * recount has settled. A case goes with its bytes when those are pruned; the cloud keeps it.
   */
  openCases(): readonly JournalFact[];
  findOperation(operation: string): FoundOperation | undefined;
  /** Facts whose bytes are still here, newest first, read as they are asked for. */
  newestFacts(kinds?: readonly FactKind[]): Iterable<JournalFact>;
  status(): JournalStatus;
  disk(): Disk;
  /** Sees whether the disk has room again, or little left. Cheap; call it every few seconds. */
  lookAtDisk(): void;
  close(): void;

  /** For the delivery: all epochs, oldest first; the last is the live one. */
  epochs(): readonly EpochView[];
  live(): EpochView;
  hashAt(epoch: string, sequence: number): string | undefined;
  /** Rows from a place on, also those without bytes. */
  linesFrom(epoch: string, from: number, limit: number): readonly StoredLine[];
  /** Facts not in custody, without reading any. */
  pending(): number;
  oldestPendingAt(): string | undefined;
  /** Custody up to a place, upwards or (after a restore of the cloud) downwards. */
  acknowledge(epoch: string, sequence: number, hash: string): void;
  /** Whether the whole of a left epoch is in custody. */
  hold(epoch: string, held: boolean): void;
  /** Ends the live epoch and begins one whose parent is the last place known to agree, in one commit. */
  leave(reason: LeaveReason): void;
  incarnation(): string | undefined;
  rememberIncarnation(incarnation: string): void;
  files(): readonly SalvageFile[];
  addSalvage(bytes: Uint8Array): SalvageFile;
  readSalvage(hash: string, offset: number, lengthMax: number): Buffer;
  /** Housekeeping between batches: prunes what is due and puts the reserve back. Bounded; call it every few minutes with the best time known. */
  tend(nowMs: number): void;
}
