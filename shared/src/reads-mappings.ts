import { type Static, Type } from 'typebox';
import { oneOf } from './cash.ts';
import { InstantSchema, UuidSchema } from './ids.ts';
import { ShopRefSchema } from './shop-ref.ts';

/**
 * What a line may name in a way that its shop does not know, and two people may say what it stands for: a machine, a
 * currency, a kind of movement, a form of a denomination. Amounts, directions, places, outcomes, times and sums say what
 * happened; nobody but the shop can.
 */
export const MAPPED_NAMES = ['machine', 'currency', 'kind', 'form'] as const;
export type MappedName = (typeof MAPPED_NAMES)[number];

/** Asked for; in force; taken back before it was; or revoked for what comes later. */
export const MAPPING_STATES = ['asked', 'in_force', 'withdrawn', 'revoked'] as const;
export type MappingState = (typeof MAPPING_STATES)[number];

export const NAME_CHARACTERS_MAX = 64;
export const MAPPING_REASON_CHARACTERS_MAX = 400;
/** So many waiting lines one press tries again; it says whether more wait. */
export const MAPPED_REDRIVE_MAX = 200;

const PersonSchema = Type.Object({ id: UuidSchema, name: Type.String() });
const PersonOrNull = Type.Union([PersonSchema, Type.Null()]);
const InstantOrNull = Type.Union([InstantSchema, Type.Null()]);

export const MappingSchema = Type.Object({
  id: UuidSchema,
  shop: ShopRefSchema,
  what: oneOf(MAPPED_NAMES),
  from: Type.String(),
  to: Type.String(),
  /** Name of the machine that `to` is; null for everything else. */
  machine: Type.Union([Type.String(), Type.Null()]),
  reason: Type.String(),
  state: oneOf(MAPPING_STATES),
  askedBy: PersonSchema,
  askedAt: InstantSchema,
  approvedBy: PersonOrNull,
  approvedAt: InstantOrNull,
  endedBy: PersonOrNull,
  endedAt: InstantOrNull,
  /** Facts that were read by it. */
  facts: Type.Integer({ minimum: 0 }),
});
export type Mapping = Static<typeof MappingSchema>;

export const MappingListSchema = Type.Object({
  asOf: InstantSchema,
  rows: Type.Array(MappingSchema),
  next: Type.Optional(Type.String()),
});
export type MappingList = Static<typeof MappingListSchema>;

/** A name in a quarantined line that its shop does not know, and the mapping of it that was asked for or is in force. */
export const UnknownNameSchema = Type.Object({
  what: oneOf(MAPPED_NAMES),
  name: Type.String(),
  mapping: Type.Union([MappingSchema, Type.Null()]),
});
export type UnknownName = Static<typeof UnknownNameSchema>;

/** What became of the lines that waited for a mapping. */
export const MappedRedriveSchema = Type.Object({
  applied: Type.Integer({ minimum: 0 }),
  /** Still in quarantine: something else is wrong with them, too. */
  pending: Type.Integer({ minimum: 0 }),
  /** More lines wait than one press tries. */
  more: Type.Boolean(),
});
export type MappedRedrive = Static<typeof MappedRedriveSchema>;
