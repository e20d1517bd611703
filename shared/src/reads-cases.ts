import { type Static, Type } from 'typebox';
import { CASH_KINDS, CashLineSchema, CurrencySchema, HoldingSchema, OUTCOMES, oneOf } from './cash.ts';
import { DaySchema, InstantSchema, UuidSchema } from './ids.ts';
import { MachineRefSchema } from './machine-ref.ts';
import { ShopRefSchema } from './shop-ref.ts';

export const CASE_STATES = ['open', 'snoozed', 'settled', 'resolved'] as const;
export type CaseState = (typeof CASE_STATES)[number];
/** What a list can be asked for; `closed` is settled at the shop or resolved here. */
export const CASE_FILTERS = ['open', 'snoozed', 'closed'] as const;
export type CaseFilter = (typeof CASE_FILTERS)[number];
export const CASE_MATTERS = ['operation', 'discrepancy'] as const;
export type CaseMatter = (typeof CASE_MATTERS)[number];

export const SAID_CHARACTERS_MAX = 400;
/** Longest a case can be put off; later it needs a person again. */
export const SNOOZE_DAYS_MAX = 30;

const TextOrNull = Type.Union([Type.String(), Type.Null()]);
const InstantOrNull = Type.Union([InstantSchema, Type.Null()]);
const MinorOrNull = Type.Union([Type.Integer({ minimum: 0 }), Type.Null()]);
const PersonSchema = Type.Object({ id: UuidSchema, name: Type.String() });

export const CaseRowSchema = Type.Object({
  id: UuidSchema,
  shop: ShopRefSchema,
  machine: MachineRefSchema,
  /** An operation that ended partial, retained or unknown, or a movement that nothing explains. */
  about: oneOf(CASE_MATTERS),
  state: oneOf(CASE_STATES),
  openedAt: InstantSchema,
  receivedAt: InstantSchema,
  businessDate: DaySchema,
  currency: CurrencySchema,
  /** Null for a discrepancy, as the amounts are; its lines say what differs. */
  kind: Type.Union([oneOf(CASH_KINDS), Type.Null()]),
  outcome: Type.Union([oneOf(OUTCOMES), Type.Null()]),
  amountMinor: MinorOrNull,
  inMinor: MinorOrNull,
  outMinor: MinorOrNull,
  owedMinor: MinorOrNull,
  operator: TextOrNull,
  reference: TextOrNull,
  reason: TextOrNull,
  detail: TextOrNull,
  lines: Type.Array(CashLineSchema),
  /** Of the recount that settled it. */
  settledAt: InstantOrNull,
  settledBy: TextOrNull,
  resolvedAt: InstantOrNull,
  assignee: Type.Union([PersonSchema, Type.Null()]),
  snoozedUntil: InstantOrNull,
});
export type CaseRow = Static<typeof CaseRowSchema>;

export const CasePageSchema = Type.Object({
  asOf: InstantSchema,
  rows: Type.Array(CaseRowSchema),
  /** How many are open and put off under the same filter of shop and matter. */
  open: Type.Integer({ minimum: 0 }),
  snoozed: Type.Integer({ minimum: 0 }),
  next: Type.Optional(Type.String()),
});
export type CasePage = Static<typeof CasePageSchema>;

export const RecountSchema = Type.Object({
  operation: UuidSchema,
  occurredAt: InstantSchema,
  receivedAt: InstantSchema,
  operator: TextOrNull,
  note: TextOrNull,
  /** How many cases this one count settled. */
  cases: Type.Integer({ minimum: 0 }),
  counted: Type.Array(HoldingSchema),
  expected: Type.Array(HoldingSchema),
  reported: Type.Array(HoldingSchema),
});
export type RecountRow = Static<typeof RecountSchema>;

export const CaseRecordSchema = Type.Object({
  id: UuidSchema,
  at: InstantSchema,
  by: PersonSchema,
  what: oneOf(['noted', 'assigned', 'snoozed', 'woken', 'resolved']),
  said: TextOrNull,
  assignee: Type.Union([PersonSchema, Type.Null()]),
  until: InstantOrNull,
});
export type CaseRecord = Static<typeof CaseRecordSchema>;

export const CaseDetailSchema = Type.Object({
  asOf: InstantSchema,
  row: CaseRowSchema,
  /** Of the fact that opened it. */
  fact: Type.Object({
    agent: UuidSchema,
    epoch: Type.String(),
    sequence: Type.Integer(),
    branch: Type.Integer(),
  }),
  /** The shop can no longer settle it itself: its journal does not hold the case any more, or its agent is gone. */
  orphaned: Type.Boolean(),
  recounts: Type.Array(RecountSchema),
  records: Type.Array(CaseRecordSchema),
  /** Who can be asked to look at it; empty for a person who may not record anything. */
  assignable: Type.Array(PersonSchema),
});
export type CaseDetail = Static<typeof CaseDetailSchema>;

/** One line that says something. */
export const SaidSchema = Type.String({
  minLength: 1,
  maxLength: SAID_CHARACTERS_MAX,
  pattern: '^[^\\p{Cc}\\p{Cs}]*[^\\p{Cc}\\p{Cs}\\s][^\\p{Cc}\\p{Cs}]*$',
});

/** What a person may record about a case. Cash and what is owed are settled at the shop only. */
export const CaseWishSchema = Type.Union([
  Type.Object({ what: Type.Literal('noted'), said: SaidSchema }, { additionalProperties: false }),
  Type.Object(
    { what: Type.Literal('assigned'), to: Type.Union([UuidSchema, Type.Null()]) },
    { additionalProperties: false },
  ),
  Type.Object(
    { what: Type.Literal('snoozed'), until: InstantSchema, said: SaidSchema },
    { additionalProperties: false },
  ),
  Type.Object({ what: Type.Literal('woken') }, { additionalProperties: false }),
  Type.Object({ what: Type.Literal('resolved'), said: SaidSchema }, { additionalProperties: false }),
]);
export type CaseWish = Static<typeof CaseWishSchema>;
