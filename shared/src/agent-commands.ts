import { type Static, Type } from 'typebox';
import { oneOf } from './cash.ts';
import { InstantSchema, UuidSchema } from './ids.ts';

/** Everything that may be asked of a shop PC from afar. Nothing here moves cash, and nothing that does may be added. */
export const COMMAND_KINDS = [
  'configuration.refresh',
  'bundle.send',
  'recount.ask',
  'agent.restart',
  'key.rotate',
] as const;
export type CommandKind = (typeof COMMAND_KINDS)[number];
export const COMMAND_OUTCOMES = ['done', 'refused', 'failed'] as const;

/** A command that was not carried out within this time never will be. */
export const COMMAND_LASTS_MS = 86_400_000;
/** A question for commands is held open at most so long, so that an idle shop hears of one at once. */
export const COMMAND_WAIT_MS = 40_000;
export const BUNDLE_BYTES_MAX = 8_388_608;
export const BUNDLE_CHUNK_BYTES_MAX = 262_144;
/** A bundle is dropped so many days after it came. */
export const BUNDLE_KEPT_DAYS = 14;

export const CommandWishSchema = Type.Object(
  { kind: oneOf(COMMAND_KINDS), machineId: Type.Optional(UuidSchema) },
  { additionalProperties: false },
);
export type CommandWish = Static<typeof CommandWishSchema>;

/** A command as the agent hears it. `kind` is any text: an agent refuses what it does not know, with a code. */
export const AgentCommandSchema = Type.Object({
  id: UuidSchema,
  agent: UuidSchema,
  kind: Type.String({ maxLength: 60 }),
  machine: Type.Optional(UuidSchema),
  /** By the clock of the cloud, as `serverTime` beside it. */
  expiresAt: InstantSchema,
});
export type AgentCommand = Static<typeof AgentCommandSchema>;

export const CommandAnswerSchema = Type.Object({
  serverTime: InstantSchema,
  command: Type.Optional(AgentCommandSchema),
  /** The key is so old that the agent should ask for another one. */
  rotateKey: Type.Optional(Type.Literal(true)),
});

/** What became of a command. */
export const CommandOutcomeSchema = Type.Object(
  { outcome: oneOf(COMMAND_OUTCOMES), code: Type.Optional(Type.String({ pattern: '^[a-z0-9.-]{1,60}$' })) },
  { additionalProperties: false },
);
export type CommandOutcome = Static<typeof CommandOutcomeSchema>;

/** A piece of the bundle, base64, at most BUNDLE_CHUNK_BYTES_MAX when decoded. */
export const BundleChunkSchema = Type.Object(
  {
    totalBytes: Type.Integer({ minimum: 1, maximum: BUNDLE_BYTES_MAX }),
    offset: Type.Integer({ minimum: 0, maximum: BUNDLE_BYTES_MAX }),
    bytes: Type.String({ minLength: 1, maxLength: 350_000, pattern: '^[A-Za-z0-9+/]+={0,2}$' }),
  },
  { additionalProperties: false },
);
export type BundleChunk = Static<typeof BundleChunkSchema>;
export const BundleHeldSchema = Type.Object({ heldTo: Type.Integer({ minimum: 0 }) });

/** `waiting` for the shop, `delivered` without an answer yet, then its outcome; `expired`: it never will be carried out. */
export const COMMAND_STATES = ['waiting', 'delivered', ...COMMAND_OUTCOMES, 'expired'] as const;
export const CommandRowSchema = Type.Object({
  id: UuidSchema,
  kind: oneOf(COMMAND_KINDS),
  state: oneOf(COMMAND_STATES),
  machineId: Type.Union([UuidSchema, Type.Null()]),
  madeBy: Type.Object({ id: UuidSchema, name: Type.String() }),
  madeAt: InstantSchema,
  expiresAt: InstantSchema,
  deliveredAt: Type.Union([InstantSchema, Type.Null()]),
  answeredAt: Type.Union([InstantSchema, Type.Null()]),
  code: Type.Union([Type.String(), Type.Null()]),
  /** Bytes of the bundle that can be fetched; null when there is none, or none any more. */
  bundleBytes: Type.Union([Type.Integer(), Type.Null()]),
});
export type CommandRow = Static<typeof CommandRowSchema>;
