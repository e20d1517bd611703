import { type Static, Type } from 'typebox';
import { oneOf } from './cash.ts';
import { HashSchema, Hex32Schema, InstantSchema, UuidSchema } from './ids.ts';
import { UnknownNameSchema } from './reads-mappings.ts';
import { ShopRefSchema } from './shop-ref.ts';

export const QUARANTINE_STATES = ['pending', 'applied', 'discarded'] as const;
export type QuarantineState = (typeof QUARANTINE_STATES)[number];

export const DISCARD_REASON_CHARACTERS_MAX = 400;
/** Longest part of a line that a page shows; the whole line stays where it is. */
export const SHOWN_BYTES_MAX = 65_536;

const TextOrNull = Type.Union([Type.String(), Type.Null()]);
const InstantOrNull = Type.Union([InstantSchema, Type.Null()]);
const PersonSchema = Type.Object({ id: UuidSchema, name: Type.String() });
const PersonOrNull = Type.Union([PersonSchema, Type.Null()]);

/** Names one line in quarantine: its place, and its bytes by their hash. */
export const QuarantineKeySchema = Type.Object(
  {
    agent: UuidSchema,
    epoch: Hex32Schema,
    sequence: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
    hash: HashSchema,
  },
  { additionalProperties: false },
);
export type QuarantineKeyOf = Static<typeof QuarantineKeySchema>;

export const QuarantineLineSchema = Type.Object({
  agent: UuidSchema,
  epoch: Type.String(),
  sequence: Type.Integer(),
  hash: Type.String(),
  shop: ShopRefSchema,
  agentName: Type.String(),
  /** Which of the agent's epochs, counted from 1. */
  ordinal: Type.Integer(),
  code: Type.String(),
  /** What was wrong, with the place in the line where that is known. */
  detail: TextOrNull,
  state: oneOf(QUARANTINE_STATES),
  /** Set aside at its own place; false: beside another line that has it. */
  inStream: Type.Boolean(),
  receivedAt: InstantSchema,
  settledAt: InstantOrNull,
  settledBy: PersonOrNull,
  /** What the line says of itself, where it can be read. */
  kind: TextOrNull,
  occurredAt: TextOrNull,
  /** Somebody asked to discard it, and nobody has answered yet. */
  discard: Type.Union([
    Type.Object({ id: UuidSchema, by: PersonSchema, at: InstantSchema, reason: Type.String() }),
    Type.Null(),
  ]),
});
export type QuarantineLine = Static<typeof QuarantineLineSchema>;

export const QuarantineListSchema = Type.Object({
  asOf: InstantSchema,
  pending: Type.Integer({ minimum: 0 }),
  rows: Type.Array(QuarantineLineSchema),
  next: Type.Optional(Type.String()),
});
export type QuarantineList = Static<typeof QuarantineListSchema>;

/** Bytes as a page can show them: text where they are UTF-8, else hexadecimal. */
export const ShownBytesSchema = Type.Object({
  text: Type.String(),
  form: oneOf(['text', 'hex']),
  bytes: Type.Integer({ minimum: 0 }),
  cut: Type.Boolean(),
});
export type ShownBytes = Static<typeof ShownBytesSchema>;

export const QuarantineDetailSchema = Type.Object({
  asOf: InstantSchema,
  row: QuarantineLineSchema,
  raw: ShownBytesSchema,
  /** Other lines of the same place: the one in the stream, branches, others in quarantine. */
  besides: Type.Array(
    Type.Object({
      where: oneOf(['stream', 'branch', 'quarantine']),
      hash: Type.String(),
      receivedAt: InstantSchema,
      raw: ShownBytesSchema,
    }),
  ),
  /** Names in the line that its shop does not know, and the machines of the shop; none where no name is the trouble. */
  names: Type.Array(UnknownNameSchema),
  machines: Type.Array(Type.Object({ id: UuidSchema, name: Type.String(), currency: Type.String() })),
});
export type QuarantineDetail = Static<typeof QuarantineDetailSchema>;

export const PipelineStreamSchema = Type.Object({
  shop: ShopRefSchema,
  agent: Type.Object({ id: UuidSchema, name: Type.String() }),
  epoch: Type.String(),
  ordinal: Type.Integer(),
  /** The newest epoch of its agent; the others were left. */
  live: Type.Boolean(),
  highWater: Type.Integer({ minimum: 0 }),
  completeThrough: InstantOrNull,
  lastReceiptAt: InstantOrNull,
  /** Facts taken within the last hour. */
  hourFacts: Type.Integer({ minimum: 0 }),
  /** What the agent says still waits at the shop; of the live epoch only. */
  pending: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()]),
  oldestPendingMs: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()]),
  quarantined: Type.Integer({ minimum: 0 }),
  /** Facts declared lost that no copy has filled. */
  lost: Type.Integer({ minimum: 0 }),
  /** Why the agent began this epoch. */
  reason: Type.String(),
  /** So many of its facts were compared with the hash list, the last and the longest ago; null: none yet. */
  compared: Type.Union([
    Type.Object({ places: Type.Integer({ minimum: 0 }), lastAt: InstantSchema, oldestAt: InstantSchema }),
    Type.Null(),
  ]),
  /** What these comparisons found of the stream: still open, and put right within a month. */
  diverged: Type.Object({ open: Type.Integer({ minimum: 0 }), healed: Type.Integer({ minimum: 0 }) }),
});
export type PipelineStream = Static<typeof PipelineStreamSchema>;

export const SalvageFileSchema = Type.Object({
  shop: ShopRefSchema,
  agent: Type.Object({ id: UuidSchema, name: Type.String() }),
  hash: Type.String(),
  bytes: Type.Integer({ minimum: 0 }),
  heldTo: Type.Integer({ minimum: 0 }),
  receivedAt: InstantSchema,
});
export type SalvageFile = Static<typeof SalvageFileSchema>;

export const PipelineSchema = Type.Object({
  asOf: InstantSchema,
  streams: Type.Array(PipelineStreamSchema),
  /** More streams than are shown; those that need somebody come first. */
  more: Type.Boolean(),
  salvage: Type.Array(SalvageFileSchema),
  /** Business days whose sums, operations and shifts were derived again from their facts. */
  days: Type.Union([
    Type.Object({ count: Type.Integer({ minimum: 1 }), oldest: Type.String(), lastAt: InstantSchema }),
    Type.Null(),
  ]),
});
export type Pipeline = Static<typeof PipelineSchema>;
