import { type Static, Type } from 'typebox';
import { oneOf } from './cash.ts';
import { DaySchema, HashSchema, InstantSchema, UuidSchema } from './ids.ts';
import { TransactionRowSchema } from './reads.ts';

const Count = Type.Integer({ minimum: 0 });
const InstantOrNull = Type.Union([InstantSchema, Type.Null()]);

export const ARCHIVE_WISHES = ['archive', 'restore'] as const;
export type ArchiveWishKind = (typeof ARCHIVE_WISHES)[number];

/**
 * Where a month's facts are: `online`, `archived` (written, read back, dropped), `both` (brought back for a while), or
 * `due` (older than the window; the worker has not come to it yet).
 */
export const MONTH_STATES = ['online', 'due', 'archived', 'both'] as const;

export const ArchiveMonthSchema = Type.Object({
  /** `2026-07`. */
  month: Type.String(),
  state: oneOf(MONTH_STATES),
  transactions: Count,
  /** Facts and bytes in the archive. */
  facts: Count,
  bytes: Count,
  volumes: Type.Array(
    Type.Object({
      volume: Type.Integer({ minimum: 1 }),
      state: oneOf(['verified', 'dropped', 'restored']),
      facts: Count,
      manifestHash: HashSchema,
      verifiedAt: InstantSchema,
      droppedAt: InstantOrNull,
      restoredAt: InstantOrNull,
    }),
  ),
  /** What somebody asked for last, and how it ended. */
  wish: Type.Union([
    Type.Object({
      kind: oneOf(ARCHIVE_WISHES),
      askedAt: InstantSchema,
      doneAt: InstantOrNull,
      failure: Type.Union([Type.String(), Type.Null()]),
    }),
    Type.Null(),
  ]),
});
export type ArchiveMonth = Static<typeof ArchiveMonthSchema>;

export const ArchivePageSchema = Type.Object({
  asOf: InstantSchema,
  timeZone: Type.String(),
  /** Whether this installation has a place for the archive; without one nothing is ever dropped. */
  place: oneOf(['set', 'none']),
  onlineMonths: Type.Integer({ minimum: 1 }),
  months: Type.Array(ArchiveMonthSchema),
});
export type ArchivePage = Static<typeof ArchivePageSchema>;

export const ArchiveFoundSchema = Type.Object({
  asOf: InstantSchema,
  rows: Type.Array(TransactionRowSchema),
  /** Opaque; absent when everything was looked through. */
  next: Type.Optional(Type.String()),
});
export type ArchiveFound = Static<typeof ArchiveFoundSchema>;

export const ArchiveVolumeSchema = Type.Object({
  volume: Type.Integer({ minimum: 1 }),
  month: Type.String(),
  manifestHash: HashSchema,
  previous: HashSchema,
  files: Type.Array(
    Type.Object({
      number: Type.Integer({ minimum: 0 }),
      kind: oneOf(['facts', 'places', 'transactions']),
      shop: UuidSchema,
      firstDay: DaySchema,
      lastDay: DaySchema,
      rows: Count,
      bytes: Count,
      sha256: HashSchema,
    }),
  ),
});
export type ArchiveVolume = Static<typeof ArchiveVolumeSchema>;
