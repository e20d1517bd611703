import { type Static, Type } from 'typebox';
import { CASH_KINDS, CurrencySchema, oneOf } from './cash.ts';
import { DaySchema, InstantSchema, UuidSchema } from './ids.ts';
import { ShopRefSchema } from './shop-ref.ts';

export const REVERSAL_REASON_CHARACTERS_MAX = 400;
/** Entries of one movement that its page shows. */
export const REVERSALS_SHOWN_MAX = 20;

/** Asked for; booked; or taken back before it was. */
export const REVERSAL_STATES = ['asked', 'booked', 'withdrawn'] as const;
export type ReversalState = (typeof REVERSAL_STATES)[number];

/** An entry by its number; null before it is booked. */
const EntryRefSchema = Type.Object({
  id: UuidSchema,
  number: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]),
});

const PersonSchema = Type.Object({ id: UuidSchema, name: Type.String() });
const Amount = Type.Integer({ minimum: 0 });

/**
 * An entry that takes a movement back in the books, or that takes such an entry back; the movement itself stays as the shop
 * wrote it.
 */
export const ReversalSchema = Type.Object({
  id: UuidSchema,
  transaction: UuidSchema,
  shop: ShopRefSchema,
  kind: oneOf(CASH_KINDS),
  occurredAt: InstantSchema,
  currency: CurrencySchema,
  /** The reversal that this entry takes back; null where it reverses the movement. */
  reverses: Type.Union([EntryRefSchema, Type.Null()]),
  /** The booked entry that took this reversal back: it stands no more. */
  restoredBy: Type.Union([EntryRefSchema, Type.Null()]),
  /** What the entry books: the other way round than what it takes back. */
  inMinor: Amount,
  outMinor: Amount,
  reason: Type.String(),
  state: oneOf(REVERSAL_STATES),
  askedBy: PersonSchema,
  askedAt: InstantSchema,
  endedBy: Type.Union([PersonSchema, Type.Null()]),
  endedAt: Type.Union([InstantSchema, Type.Null()]),
  /** Of a booked one: counted for each shop without gaps, and the business day on which it is booked. */
  number: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]),
  businessDate: Type.Union([DaySchema, Type.Null()]),
});
export type Reversal = Static<typeof ReversalSchema>;

export const ReversalListSchema = Type.Object({
  asOf: InstantSchema,
  rows: Type.Array(ReversalSchema),
  next: Type.Optional(Type.String()),
});
export type ReversalList = Static<typeof ReversalListSchema>;
