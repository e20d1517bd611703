import { type Static, Type } from 'typebox';
import { oneOf } from './cash.ts';
import { InstantSchema, UuidSchema } from './ids.ts';
import { ShopRefSchema } from './shop-ref.ts';

/** What a comparison can find: of custody itself, or of a table that was derived from it. */
export const DIVERGENCE_KINDS = ['fact_missing', 'fact_altered', 'fact_unlisted', 'list_altered', 'derived'] as const;
export type DivergenceKind = (typeof DIVERGENCE_KINDS)[number];

export const DIVERGENCE_STATES = ['open', 'healed', 'settled'] as const;
export type DivergenceState = (typeof DIVERGENCE_STATES)[number];

export const SETTLED_CHARACTERS_MAX = 400;

const TextOrNull = Type.Union([Type.String(), Type.Null()]);
const InstantOrNull = Type.Union([InstantSchema, Type.Null()]);
const CountOrNull = Type.Union([Type.Integer({ minimum: 0 }), Type.Null()]);

/** What came of asking the shop for the bytes; facts only. */
const AskedShopSchema = Type.Object({
  /** Null: its journal said by itself that it goes no further back. */
  askedAt: InstantOrNull,
  putBack: Type.Integer({ minimum: 0 }),
  putBackAt: InstantOrNull,
  /** Places whose bytes the shop does not have any more, and those for which it sent others. */
  gone: Type.Integer({ minimum: 0 }),
  other: Type.Integer({ minimum: 0 }),
});
export type AskedShop = Static<typeof AskedShopSchema>;

/** One matter in which the cloud did not agree with what it took custody of. */
export const DivergenceSchema = Type.Object({
  id: UuidSchema,
  shop: ShopRefSchema,
  what: oneOf(DIVERGENCE_KINDS),
  /** Of what is derived: the table. */
  table: TextOrNull,
  /** Of custody: the stream and the first place. */
  agentName: TextOrNull,
  ordinal: CountOrNull,
  sequence: CountOrNull,
  businessDate: TextOrNull,
  rows: Type.Integer({ minimum: 1 }),
  state: oneOf(DIVERGENCE_STATES),
  foundAt: InstantSchema,
  endedAt: InstantOrNull,
  settledBy: TextOrNull,
  said: TextOrNull,
  /** Null: nobody was asked. */
  asked: Type.Union([AskedShopSchema, Type.Null()]),
  /** The two histories, some rows of each, as JSON. */
  expected: Type.Array(Type.String()),
  found: Type.Array(Type.String()),
});
export type DivergenceRow = Static<typeof DivergenceSchema>;

export const DivergenceListSchema = Type.Object({
  asOf: InstantSchema,
  open: Type.Integer({ minimum: 0 }),
  rows: Type.Array(DivergenceSchema),
  next: Type.Optional(Type.String()),
});
export type DivergenceList = Static<typeof DivergenceListSchema>;
