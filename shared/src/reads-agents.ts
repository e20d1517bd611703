import { type Static, Type } from 'typebox';
import { CommandRowSchema } from './agent-commands.ts';
import { KeyRowSchema } from './agent-keys.ts';
import { oneOf } from './cash.ts';
import { InstantSchema, UuidSchema } from './ids.ts';
import { NameSchema } from './reads.ts';
import { DiskSchema } from './sync.ts';

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()]);

/** `waiting`: nobody vouched for it; `new`: vouched for and not heard of yet. */
export const AGENT_STATES = ['revoked', 'waiting', 'new', 'silent', 'connected'] as const;
export type AgentState = (typeof AGENT_STATES)[number];

export const AgentRowSchema = Type.Object({
  id: UuidSchema,
  state: oneOf(AGENT_STATES),
  shop: Type.Object({ id: UuidSchema, code: Type.String(), name: NameSchema, timeZone: Type.String() }),
  name: Type.String(),
  hostName: Nullable(Type.String()),
  system: Nullable(Type.String()),
  software: Nullable(Type.String()),
  /** As the PC shows it; null for an agent that was never paired. */
  fingerprint: Nullable(Type.String()),
  pairedAt: Nullable(InstantSchema),
  confirmedAt: Nullable(InstantSchema),
  revokedAt: Nullable(InstantSchema),
  lastHeardAt: Nullable(InstantSchema),
  completeThrough: Nullable(InstantSchema),
  /** Facts not in the cloud yet, as the shop said last. */
  pending: Type.Integer(),
  oldestPendingMs: Type.Integer(),
  /** Clock of the PC minus ours. */
  clockOffsetMs: Nullable(Type.Integer()),
  disk: Nullable(DiskSchema),
  quarantined: Type.Integer(),
  configuration: Type.Object({ desired: Type.Integer({ minimum: 0 }), applied: Nullable(Type.Integer()) }),
  liveKeys: Type.Integer(),
});
export type AgentRow = Static<typeof AgentRowSchema>;

export const AgentListSchema = Type.Object({ asOf: InstantSchema, agents: Type.Array(AgentRowSchema) });
export type AgentList = Static<typeof AgentListSchema>;

export const AgentPageSchema = Type.Object({
  asOf: InstantSchema,
  agent: AgentRowSchema,
  streams: Type.Array(
    Type.Object({
      epoch: Type.String(),
      ordinal: Type.Integer(),
      since: InstantSchema,
      highWater: Type.Integer(),
      completeThrough: Nullable(InstantSchema),
      lastReceiptAt: Nullable(InstantSchema),
      quarantined: Type.Integer(),
      /** Facts declared gone that no copy has filled. */
      lost: Type.Integer(),
    }),
  ),
  keys: Type.Array(KeyRowSchema),
  commands: Type.Array(CommandRowSchema),
  machines: Type.Array(Type.Object({ id: UuidSchema, name: Type.String(), retired: Type.Boolean() })),
});
export type AgentPage = Static<typeof AgentPageSchema>;

/** How far a pairing code has come. `appeared`: the shop was heard of after it. */
export const PAIRING_STATES = ['open', 'burnt', 'expired', 'redeemed', 'confirmed', 'appeared'] as const;
export const PairingProgressSchema = Type.Object({
  asOf: InstantSchema,
  state: oneOf(PAIRING_STATES),
  shopId: UuidSchema,
  expiresAt: InstantSchema,
  wrongTries: Type.Integer(),
  agent: Nullable(AgentRowSchema),
});
export type PairingProgress = Static<typeof PairingProgressSchema>;

/** Shop PCs that redeemed a code and that nobody has vouched for yet. */
export const WaitingAgentsSchema = Type.Object({
  agents: Type.Array(
    Type.Object({
      agentId: UuidSchema,
      shopId: UuidSchema,
      hostName: Type.String(),
      system: Type.String(),
      /** As the shop PC shows it. */
      fingerprint: Type.String(),
      pairedAt: Type.Union([InstantSchema, Type.Null()]),
    }),
  ),
});
export type WaitingAgents = Static<typeof WaitingAgentsSchema>;

/** A pairing code, shown once, such as `7KM-3QX9P-VT2HD`, with what to type at the shop and the same to scan. */
export const PairingCodeSchema = Type.Object({
  id: UuidSchema,
  code: Type.String(),
  expiresAt: InstantSchema,
  command: Type.String(),
  qr: Type.Object({ size: Type.Integer(), path: Type.String() }),
});
export type PairingCodeMade = Static<typeof PairingCodeSchema>;
