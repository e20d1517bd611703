import { type Static, Type } from 'typebox';
import { BUCKETS, CASH_KINDS, CurrencySchema, FORMS, oneOf } from './cash.ts';
import { DaySchema, InstantSchema, UuidSchema } from './ids.ts';
import { PositionSchema } from './reads.ts';
import { ShopRefSchema } from './shop-ref.ts';

const InstantOrNull = Type.Union([InstantSchema, Type.Null()]);
const MinorSchema = Type.Integer({ minimum: 0 });

/** So many pieces of one denomination in one bucket. `dispensable` is a part of `stock`, never added to it. */
const PositionLineSchema = Type.Object({
  currency: CurrencySchema,
  bucket: oneOf(BUCKETS),
  form: oneOf(FORMS),
  valueMinor: Type.Integer({ minimum: 1 }),
  pieces: Type.Integer({ minimum: 0 }),
});

export const MachinePositionSchema = Type.Object({
  shop: ShopRefSchema,
  machine: Type.Object({ id: UuidSchema, name: Type.String() }),
  /** When its units were last read; null: never. */
  readAt: InstantOrNull,
  position: PositionSchema,
});
export type MachinePosition = Static<typeof MachinePositionSchema>;

export const CashPositionSchema = Type.Object({
  asOf: InstantSchema,
  /** Over every machine of the filter, whichever page is read. */
  machines: Type.Integer({ minimum: 0 }),
  /** The oldest and newest reading among them, and how many were never read. */
  oldestAt: InstantOrNull,
  newestAt: InstantOrNull,
  unread: Type.Integer({ minimum: 0 }),
  lines: Type.Array(PositionLineSchema),
  rows: Type.Array(MachinePositionSchema),
  next: Type.Optional(Type.String()),
});
export type CashPosition = Static<typeof CashPositionSchema>;

/** Longest range of movements by kind, in days; they come from the sums of each day. */
export const MOVEMENT_DAYS_MAX = 366;
/** By person the operations themselves are read: one shop, and no longer than this. */
export const MOVEMENT_PERSON_DAYS_MAX = 31;
export const MOVEMENT_GROUPS = ['kind', 'person'] as const;
export type MovementGroup = (typeof MOVEMENT_GROUPS)[number];
/** `before`: as many days right before; `year`: the same days 52 weeks earlier, so that weekdays meet. */
export const COMPARISONS = ['before', 'year'] as const;
export type Comparison = (typeof COMPARISONS)[number];

export const RangeSchema = Type.Object({ from: DaySchema, to: DaySchema });
export type Range = Static<typeof RangeSchema>;

const SumsSchema = Type.Object({
  transactions: Type.Integer({ minimum: 0 }),
  inMinor: MinorSchema,
  outMinor: MinorSchema,
});

export const MovementRowSchema = Type.Object({
  /** Null for a person: operations of all kinds, of whom the operator may be null. */
  kind: Type.Union([oneOf(CASH_KINDS), Type.Null()]),
  operator: Type.Union([Type.String(), Type.Null()]),
  currency: CurrencySchema,
  ...SumsSchema.properties,
  before: Type.Union([SumsSchema, Type.Null()]),
});
export type MovementRow = Static<typeof MovementRowSchema>;

export const MovementsSchema = Type.Object({
  asOf: InstantSchema,
  range: RangeSchema,
  before: Type.Union([RangeSchema, Type.Null()]),
  /** The cloud provably holds everything that the shops recorded up to here; null: of one of them nothing is known. */
  completeThrough: InstantOrNull,
  rows: Type.Array(MovementRowSchema),
});
export type Movements = Static<typeof MovementsSchema>;

/** Most shops on one page of a comparison. */
export const COMPARE_SHOPS_MAX = 24;
export const COMPARE_DAYS_MAX = 92;

export const ComparedShopSchema = Type.Object({
  shop: ShopRefSchema,
  cutOffMinutes: Type.Integer(),
  currency: CurrencySchema,
  /** The business day that the shop is in now. */
  businessDate: DaySchema,
  completeThrough: InstantOrNull,
  /** One entry a business day of the range, also where nothing happened. */
  days: Type.Array(Type.Object({ day: DaySchema, takingsMinor: Type.Integer(), payoutsMinor: Type.Integer() })),
  takingsMinor: Type.Integer(),
  payoutsMinor: Type.Integer(),
  transactions: Type.Integer({ minimum: 0 }),
  /** Sales and deposits, of which the average is told. */
  sales: Type.Integer({ minimum: 0 }),
  /** Sum of the variances of the closings of these days, and how many closings there were. */
  varianceMinor: Type.Integer(),
  closings: Type.Integer({ minimum: 0 }),
});
export type ComparedShop = Static<typeof ComparedShopSchema>;

export const CompareSchema = Type.Object({
  asOf: InstantSchema,
  range: RangeSchema,
  rows: Type.Array(ComparedShopSchema),
  /** The largest takings of a day among all shops of the scope, by currency: one scale for every page. */
  peaks: Type.Array(Type.Object({ currency: CurrencySchema, takingsMinor: Type.Integer() })),
  next: Type.Optional(Type.String()),
});
export type Compare = Static<typeof CompareSchema>;
