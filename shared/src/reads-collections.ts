import { type Static, Type } from 'typebox';
import { CashLineSchema, CurrencySchema, FORMS, OUTCOMES, oneOf, PiecesSchema } from './cash.ts';
import { DaySchema, InstantSchema, UuidSchema } from './ids.ts';
import { MachineRefSchema } from './machine-ref.ts';
import { AMOUNT_MINOR_MAX } from './money.ts';
import { ShopRefSchema } from './shop-ref.ts';

export const CUSTODY_STATES = ['collected', 'handed_over', 'received', 'counted'] as const;
export type CustodyState = (typeof CUSTODY_STATES)[number];

const TextOrNull = Type.Union([Type.String(), Type.Null()]);
const line = (max: number) =>
  Type.String({
    minLength: 1,
    maxLength: max,
    pattern: '^[^\\p{Cc}\\p{Cs}]*[^\\p{Cc}\\p{Cs}\\s][^\\p{Cc}\\p{Cs}]*$',
  });

/** What the bank counted, by denomination; zero means counted and none. */
export const BankLineSchema = Type.Object(
  { valueMinor: Type.Integer({ minimum: 1, maximum: AMOUNT_MINOR_MAX }), form: oneOf(FORMS), pieces: PiecesSchema },
  { additionalProperties: false },
);
export type BankLine = Static<typeof BankLineSchema>;
const BANK_LINES_MAX = 64;

export const CollectionRowSchema = Type.Object({
  id: UuidSchema,
  shop: ShopRefSchema,
  machine: MachineRefSchema,
  businessDate: DaySchema,
  collectedAt: InstantSchema,
  receivedAt: InstantSchema,
  outcome: oneOf(OUTCOMES),
  currency: CurrencySchema,
  /** What left the machine, by its own account. */
  outMinor: Type.Integer({ minimum: 0 }),
  operator: TextOrNull,
  seal: TextOrNull,
  receiver: TextOrNull,
  state: oneOf(CUSTODY_STATES),
  /** What the bank counted; null until then. */
  countedMinor: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()]),
  countedAt: Type.Union([InstantSchema, Type.Null()]),
});
export type CollectionRow = Static<typeof CollectionRowSchema>;

export const CollectionPageSchema = Type.Object({
  asOf: InstantSchema,
  rows: Type.Array(CollectionRowSchema),
  next: Type.Optional(Type.String()),
});
export type CollectionPage = Static<typeof CollectionPageSchema>;

export const CustodyRecordSchema = Type.Object({
  id: UuidSchema,
  saidAt: InstantSchema,
  by: Type.Object({ id: UuidSchema, name: Type.String() }),
  what: oneOf(['handed_over', 'received', 'counted', 'noted']),
  happenedAt: InstantSchema,
  party: TextOrNull,
  place: TextOrNull,
  seal: TextOrNull,
  said: TextOrNull,
  counted: Type.Union([Type.Array(BankLineSchema), Type.Null()]),
});
export type CustodyRecord = Static<typeof CustodyRecordSchema>;

export const CollectionDetailSchema = Type.Object({
  asOf: InstantSchema,
  row: CollectionRowSchema,
  lines: Type.Array(CashLineSchema),
  records: Type.Array(CustodyRecordSchema),
});
export type CollectionDetail = Static<typeof CollectionDetailSchema>;

const custody = {
  happenedAt: InstantSchema,
  party: line(80),
  place: Type.Optional(line(80)),
  /** The number on the bag as that person read it. */
  seal: Type.Optional(line(40)),
  said: Type.Optional(line(400)),
};

/** What a person may add to the chain of custody; nothing in it is ever changed. */
export const CustodyWishSchema = Type.Union([
  Type.Object({ what: Type.Literal('handed_over'), ...custody }, { additionalProperties: false }),
  Type.Object({ what: Type.Literal('received'), ...custody }, { additionalProperties: false }),
  Type.Object(
    {
      what: Type.Literal('counted'),
      ...custody,
      counted: Type.Array(BankLineSchema, { minItems: 1, maxItems: BANK_LINES_MAX }),
    },
    { additionalProperties: false },
  ),
  Type.Object(
    { what: Type.Literal('noted'), happenedAt: InstantSchema, said: line(400) },
    { additionalProperties: false },
  ),
]);
export type CustodyWish = Static<typeof CustodyWishSchema>;
