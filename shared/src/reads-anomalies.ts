import { type Static, Type } from 'typebox';
import { CASH_KINDS, CurrencySchema, OUTCOMES, oneOf } from './cash.ts';
import { DaySchema, InstantSchema, UuidSchema } from './ids.ts';
import { SaidSchema } from './reads-cases.ts';
import { ShopRefSchema } from './shop-ref.ts';

/** What can stand out, in the words of the rules of `cloud/core/src/anomalies/rules.ts`. */
export const ANOMALY_RULES = [
  'payouts',
  'below_limit',
  'cancelled',
  'open_ends',
  'outside_hours',
  'short_count',
  'shop_payouts',
] as const;
export type AnomalyRuleCode = (typeof ANOMALY_RULES)[number];

export const ANOMALY_STATES = ['open', 'snoozed', 'resolved', 'withdrawn'] as const;
export type AnomalyState = (typeof ANOMALY_STATES)[number];
/** What a list can be asked for; `closed` was resolved by a person or withdrawn after late facts. */
export const ANOMALY_FILTERS = ['open', 'snoozed', 'closed'] as const;
export type AnomalyFilter = (typeof ANOMALY_FILTERS)[number];
/** How a person resolves one: there was a reason, the figures were wrong, or somebody else goes on with it. */
export const ANOMALY_ENDS = ['explained', 'error', 'passed_on'] as const;
export type AnomalyEnd = (typeof ANOMALY_ENDS)[number];

export const EVIDENCE_MAX = 50;

const Count = Type.Integer({ minimum: 0 });
const CountOrNull = Type.Union([Count, Type.Null()]);
const InstantOrNull = Type.Union([InstantSchema, Type.Null()]);
const PersonSchema = Type.Object({ id: UuidSchema, name: Type.String() });

/** The figures that an explanation is worded from; amounts in minor units, counts otherwise, as `unit` says. */
export const AnomalyFiguresSchema = Type.Object({
  unit: oneOf(['minor', 'count']),
  value: Count,
  /** Out of so many: sales, operations or what was taken; null where the rule knows no such whole. */
  outOf: CountOrNull,
  /** What the subject's own periods before let expect, and how many periods that are; null below the least sample. */
  own: Type.Union([Type.Object({ expected: Count, periods: Count }), Type.Null()]),
  /** What comparable others let expect, and their least and most in the same period. */
  peers: Type.Union([Type.Object({ expected: Count, others: Count, least: Count, most: Count }), Type.Null()]),
  /** The shop's limit for a payout without approval, where the rule is about it. */
  limitMinor: CountOrNull,
});
export type AnomalyFigures = Static<typeof AnomalyFiguresSchema>;

export const AnomalyRowSchema = Type.Object({
  id: UuidSchema,
  shop: ShopRefSchema,
  rule: oneOf(ANOMALY_RULES),
  /** As the shop wrote who did it; null where the figures are the shop's. */
  operator: Type.Union([Type.String(), Type.Null()]),
  state: oneOf(ANOMALY_STATES),
  /** Business days, both counted. */
  from: DaySchema,
  to: DaySchema,
  currency: CurrencySchema,
  figures: AnomalyFiguresSchema,
  openedAt: InstantSchema,
  /** When the figures were last computed. */
  judgedAt: InstantSchema,
  resolvedAt: InstantOrNull,
  resolvedAs: Type.Union([oneOf(ANOMALY_ENDS), Type.Null()]),
  snoozedUntil: InstantOrNull,
  assignee: Type.Union([PersonSchema, Type.Null()]),
});
export type AnomalyRow = Static<typeof AnomalyRowSchema>;

export const AnomalyPageSchema = Type.Object({
  asOf: InstantSchema,
  rows: Type.Array(AnomalyRowSchema),
  /** How many are open and put off under the same filter of shop and rule. */
  open: Count,
  snoozed: Count,
  next: Type.Optional(Type.String()),
});
export type AnomalyPage = Static<typeof AnomalyPageSchema>;

/** An operation or a closing that the figures were counted from, readable also when it is archived. */
export const EvidenceSchema = Type.Object({
  id: UuidSchema,
  about: oneOf(['operation', 'closing']),
  kind: Type.Union([oneOf(CASH_KINDS), Type.Null()]),
  outcome: Type.Union([oneOf(OUTCOMES), Type.Null()]),
  at: InstantSchema,
  operator: Type.Union([Type.String(), Type.Null()]),
  amountMinor: Count,
});
export type Evidence = Static<typeof EvidenceSchema>;

export const AnomalyRecordSchema = Type.Object({
  id: UuidSchema,
  at: InstantSchema,
  by: PersonSchema,
  what: oneOf(['noted', 'assigned', 'snoozed', 'woken', 'resolved']),
  said: Type.Union([Type.String(), Type.Null()]),
  resolvedAs: Type.Union([oneOf(ANOMALY_ENDS), Type.Null()]),
  assignee: Type.Union([PersonSchema, Type.Null()]),
  until: InstantOrNull,
});
export type AnomalyRecord = Static<typeof AnomalyRecordSchema>;

export const AnomalyDetailSchema = Type.Object({
  asOf: InstantSchema,
  row: AnomalyRowSchema,
  /** The largest first, at most `EVIDENCE_MAX`. */
  evidence: Type.Array(EvidenceSchema),
  evidenceTotal: Count,
  records: Type.Array(AnomalyRecordSchema),
  /** Who can be asked to look at it; empty for a person who may not record anything. */
  assignable: Type.Array(PersonSchema),
});
export type AnomalyDetail = Static<typeof AnomalyDetailSchema>;

const closed = { additionalProperties: false };

export const AnomalyWishSchema = Type.Union([
  Type.Object({ what: Type.Literal('noted'), said: SaidSchema }, closed),
  Type.Object({ what: Type.Literal('assigned'), to: Type.Union([UuidSchema, Type.Null()]) }, closed),
  Type.Object({ what: Type.Literal('snoozed'), until: InstantSchema, said: SaidSchema }, closed),
  Type.Object({ what: Type.Literal('woken') }, closed),
  Type.Object({ what: Type.Literal('resolved'), as: oneOf(ANOMALY_ENDS), said: SaidSchema }, closed),
]);
export type AnomalyWish = Static<typeof AnomalyWishSchema>;
