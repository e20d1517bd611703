import { type Static, Type } from 'typebox';
import { oneOf } from './cash.ts';
import { InstantSchema, UuidSchema } from './ids.ts';
import type { Permission } from './permissions.ts';

/** What a key may do at all; fixed when it is made. */
export const KEY_SCOPES = ['facts.deliver', 'configuration.read', 'command.carry-out'] as const;
export type KeyScope = (typeof KEY_SCOPES)[number];

/** Whoever hands a scope out holds this right. */
export const SCOPE_NEEDS: Readonly<Record<KeyScope, Permission>> = {
  'facts.deliver': 'agent.pair',
  'configuration.read': 'agent.pair',
  'command.carry-out': 'agent.command',
};

export const LIVE_KEYS_MAX = 2;
/** So long does a key live on after the first use of the one that takes over. */
export const KEY_GRACE_MS = 3_600_000;
/** An agent asks for a new key by itself once its own is so old. */
export const KEY_ROTATES_AFTER_DAYS = 90;
export const KEY_LABEL_MAX = 60;
export const KEY_DAYS_MAX = 730;

/** Public id of a key: the eight characters after `tb_live_`. */
export const KeyIdSchema = Type.String({ pattern: '^[0-9A-Za-z]{8}$' });
const ScopesSchema = Type.Array(oneOf(KEY_SCOPES), { minItems: 1, maxItems: KEY_SCOPES.length, uniqueItems: true });

/** A wish for another key; scopes left out are all that its maker may hand out. */
export const KeyWishSchema = Type.Object(
  {
    label: Type.Optional(Type.String({ maxLength: KEY_LABEL_MAX })),
    scopes: Type.Optional(ScopesSchema),
    lastsDays: Type.Optional(Type.Integer({ minimum: 1, maximum: KEY_DAYS_MAX })),
  },
  { additionalProperties: false },
);
export type KeyWish = Static<typeof KeyWishSchema>;

/** The key is shown this once. */
export const KeyMadeSchema = Type.Object({ id: KeyIdSchema, key: Type.String() });
export type KeyMade = Static<typeof KeyMadeSchema>;

/** `grace`: another key took over and this one still lives; `waiting`: nobody has confirmed the PC yet. */
export const KEY_STATES = ['live', 'grace', 'waiting', 'revoked', 'expired'] as const;
export type KeyState = (typeof KEY_STATES)[number];

export const KeyRowSchema = Type.Object({
  id: KeyIdSchema,
  label: Type.String(),
  scopes: ScopesSchema,
  state: oneOf(KEY_STATES),
  /** Null: made by the agent itself. */
  madeBy: Type.Union([Type.Object({ id: UuidSchema, name: Type.String() }), Type.Null()]),
  madeAt: InstantSchema,
  replaces: Type.Union([KeyIdSchema, Type.Null()]),
  firstUsedAt: Type.Union([InstantSchema, Type.Null()]),
  lastUsedAt: Type.Union([InstantSchema, Type.Null()]),
  lastUsedFrom: Type.Union([Type.String(), Type.Null()]),
  /** When it dies by itself, or died. */
  diesAt: Type.Union([InstantSchema, Type.Null()]),
  revokedAt: Type.Union([InstantSchema, Type.Null()]),
});
export type KeyRow = Static<typeof KeyRowSchema>;
