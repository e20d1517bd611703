import type { CashKind } from '@tillbridge/shared/cash';
import type { CountLine, KindSum } from '@tillbridge/shared/shift';

/** Movements of one denomination since the shift was opened. */
export interface MovedLine extends Omit<CountLine, 'pieces'> {
  readonly in: number;
  readonly out: number;
}

/** A count that still holds: a movement after it makes it void. */
export interface ShiftCount {
  readonly by: string;
  readonly blind: boolean;
  readonly lines: readonly CountLine[];
}

export interface OpenShift {
  readonly shift: string;
  readonly openedAt: string;
  readonly openedBy: string;
  readonly source: 'machine' | 'counted';
  readonly opening: readonly CountLine[];
  readonly moved: readonly MovedLine[];
  readonly kinds: readonly KindSum[];
  /** Operations begun in this shift that have no outcome yet. */
  readonly running: readonly string[];
  /** Operations of this shift that ended as unknown. */
  readonly unknown: readonly string[];
  readonly counts: number;
  readonly count: ShiftCount | undefined;
  /** Who was shown what is expected; a count of theirs is not blind. */
  readonly seenBy: readonly string[];
}

/** What the agent knows of shifts. Changed only by `foldShift`, and kept as a note in the commit of the fact. */
export interface ShiftState {
  readonly open: OpenShift | undefined;
  /** Number of the newest closing; 0 before the first. */
  readonly lastNumber: number;
  /** Operations that had no outcome when their shift was closed, and the closing that they belong to. */
  readonly late: Readonly<Record<string, { readonly shift: string; readonly number: number }>>;
}

export const NO_SHIFT: ShiftState = { open: undefined, lastNumber: 0, late: {} };

export const denominationKey = (line: Omit<CountLine, 'pieces'>): string =>
  `${line.machine}/${line.place}/${line.form}/${line.valueMinor}`;

export const kindKey = (kind: CashKind, currency: string): string => `${kind}/${currency}`;

/** A shift without anything that says what is expected. */
export function told({ shift, openedAt, openedBy, source, kinds, counts, count, running, unknown }: OpenShift) {
  return { shift, openedAt, openedBy, source, kinds, counts, counted: count !== undefined, running, unknown };
}
