import { type Static, Type } from 'typebox';
import {
  AmountSchema,
  CASH_KINDS,
  CashLineSchema,
  CurrencySchema,
  FORMS,
  oneOf,
  PiecesSchema,
  PLACES,
} from './cash.ts';
import { InstantSchema, UuidSchema } from './ids.ts';
import { AMOUNT_MINOR_MAX } from './money.ts';

/** Denominations of all machines of a shop, by place. */
export const SHIFT_LINES_MAX = 256;
const SHIFT_SUMS_MAX = 8;
const UNSETTLED_MAX = 32;
const text = (max: number) => Type.String({ minLength: 1, maxLength: max });
const PersonSchema = text(80);
export const ReasonSchema = Type.String({ minLength: 1, maxLength: 200, pattern: '^[^\\p{Cc}\\p{Cs}]+$' });
/** A difference, in minor units; below zero something is missing. */
const DifferenceSchema = Type.Integer({ minimum: -AMOUNT_MINOR_MAX, maximum: AMOUNT_MINOR_MAX });
const Known = <S extends typeof PiecesSchema>(schema: S) => Type.Union([schema, Type.Null()]);

const denomination = {
  machine: UuidSchema,
  place: oneOf(PLACES),
  form: oneOf(FORMS),
  valueMinor: Type.Integer({ minimum: 1, maximum: AMOUNT_MINOR_MAX }),
};

/** So many pieces of one denomination in one place of one machine. Zero means counted and none there. */
export const CountLineSchema = Type.Object({ ...denomination, pieces: PiecesSchema }, { additionalProperties: false });
export type CountLine = Static<typeof CountLineSchema>;
export const CountLinesSchema = Type.Array(CountLineSchema, { maxItems: SHIFT_LINES_MAX });

/** Where the opening figures come from: the device's own word, or a person who counted. */
export const OPENING_SOURCES = ['machine', 'counted'] as const;
/** What a difference takes: nothing, a reason, or a second person. */
export const TIERS = ['automatic', 'reason', 'approval'] as const;
export type Tier = (typeof TIERS)[number];

export const ShiftOpenedSchema = Type.Object(
  {
    shift: UuidSchema,
    by: PersonSchema,
    source: oneOf(OPENING_SOURCES),
    /** The opening that counts from here on; what is not listed is not known. */
    lines: CountLinesSchema,
    /** What the device said at the same time, where a person counted. */
    reported: Type.Optional(CountLinesSchema),
  },
  { additionalProperties: false },
);

export const ShiftCountedSchema = Type.Object(
  {
    shift: UuidSchema,
    by: PersonSchema,
    /** 1 for the first count of the shift. */
    attempt: Type.Integer({ minimum: 1, maximum: 1_000 }),
    /** Whether this person had not been shown what is expected. */
    blind: Type.Boolean(),
    lines: CountLinesSchema,
  },
  { additionalProperties: false },
);

/** One denomination of a closing: expected (our ledger), reported (the device) and counted (a person), side by side. Null: not known. */
export const ClosingLineSchema = Type.Object(
  {
    ...denomination,
    opening: Known(PiecesSchema),
    in: PiecesSchema,
    out: PiecesSchema,
    /** opening + in − out; below zero more went out than the books held. */
    expected: Type.Union([Type.Integer({ minimum: -100_000, maximum: 200_000 }), Type.Null()]),
    reported: Known(PiecesSchema),
    counted: Known(PiecesSchema),
  },
  { additionalProperties: false },
);
export type ClosingLine = Static<typeof ClosingLineSchema>;

export const ClosingSumSchema = Type.Object(
  {
    currency: CurrencySchema,
    openingMinor: AmountSchema,
    inMinor: AmountSchema,
    outMinor: AmountSchema,
    expectedMinor: DifferenceSchema,
    /** Over the lines that the device reports; null when it reports none. */
    reportedMinor: Type.Union([AmountSchema, Type.Null()]),
    /** Over the lines that were counted; null when none was. */
    countedMinor: Type.Union([AmountSchema, Type.Null()]),
    /** Counted, where nobody counted reported, less expected. */
    varianceMinor: DifferenceSchema,
    /** Lines whose expected pieces nobody counted and no device reports. */
    unproven: Type.Integer({ minimum: 0 }),
  },
  { additionalProperties: false },
);
export type ClosingSum = Static<typeof ClosingSumSchema>;

export const KindSumSchema = Type.Object(
  {
    kind: oneOf(CASH_KINDS),
    currency: CurrencySchema,
    operations: Type.Integer({ minimum: 0 }),
    inMinor: AmountSchema,
    outMinor: AmountSchema,
  },
  { additionalProperties: false },
);
export type KindSum = Static<typeof KindSumSchema>;

/** The numbered end of a shift. Never changed: what comes later is an adjustment with a date of its own. */
export const ShiftClosedSchema = Type.Object(
  {
    shift: UuidSchema,
    /** 1, 2, 3 … for each agent, without gaps. */
    number: Type.Integer({ minimum: 1, maximum: 1_000_000_000 }),
    openedAt: InstantSchema,
    openedBy: PersonSchema,
    by: PersonSchema,
    source: oneOf(OPENING_SOURCES),
    counts: Type.Integer({ minimum: 1 }),
    /** Whether the count it stands on was made blind. */
    blind: Type.Boolean(),
    lines: Type.Array(ClosingLineSchema, { maxItems: SHIFT_LINES_MAX }),
    sums: Type.Array(ClosingSumSchema, { maxItems: SHIFT_SUMS_MAX }),
    kinds: Type.Array(KindSumSchema, { maxItems: CASH_KINDS.length * SHIFT_SUMS_MAX }),
    tier: oneOf(TIERS),
    /** Whether what the tier takes was given. A closing is never refused for want of it. */
    settled: Type.Boolean(),
    reason: Type.Optional(ReasonSchema),
    approvedBy: Type.Optional(PersonSchema),
    /** Operations whose end is not known yet, or not known at all. */
    unsettled: Type.Array(UuidSchema, { maxItems: UNSETTLED_MAX }),
  },
  { additionalProperties: false },
);
export type ClosingBody = Static<typeof ShiftClosedSchema>;

/** What became known about a closing after it: an operation that ended late, or the reason or approval it lacked. */
export const ShiftAdjustedSchema = Type.Object(
  {
    shift: UuidSchema,
    number: Type.Integer({ minimum: 1, maximum: 1_000_000_000 }),
    what: oneOf(['late', 'approved']),
    by: Type.Optional(PersonSchema),
    reason: Type.Optional(ReasonSchema),
    operation: Type.Optional(UuidSchema),
    machine: Type.Optional(UuidSchema),
    currency: Type.Optional(CurrencySchema),
    /** What moved; the same lines stand in the operation's own fact, and are not to be added to them. */
    moved: Type.Array(CashLineSchema, { maxItems: 64 }),
    inMinor: AmountSchema,
    outMinor: AmountSchema,
  },
  { additionalProperties: false },
);
