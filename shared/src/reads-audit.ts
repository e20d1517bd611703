import { type Static, Type } from 'typebox';
import { oneOf } from './cash.ts';
import { DaySchema, HashSchema, InstantSchema, UuidSchema } from './ids.ts';
import { NameSchema } from './reads.ts';

const TextOrNull = Type.Union([Type.String(), Type.Null()]);

/** What the trail can be asked for; the same names in the address of the page and of the API. */
export const AUDIT_FILTERS = ['who', 'what', 'subject', 'shop', 'from', 'to', 'refused'] as const;
export type AuditFilters = Readonly<Partial<Record<(typeof AUDIT_FILTERS)[number], string>>>;

export const ACTOR_KINDS = ['person', 'agent', 'system'] as const;

/** One line of the trail. `detail` is flat; a change says `before.x` and `after.x` where it knows both. */
export const AuditEventSchema = Type.Object({
  no: Type.Integer({ minimum: 1 }),
  at: InstantSchema,
  actorKind: oneOf(ACTOR_KINDS),
  actor: Type.Union([UuidSchema, Type.Null()]),
  /** `matter.verb`, such as `session.started`. */
  action: Type.String(),
  subject: TextOrNull,
  refused: Type.Boolean(),
  address: TextOrNull,
  detail: Type.Record(Type.String(), Type.Unknown()),
  hash: HashSchema,
});
export type AuditEvent = Static<typeof AuditEventSchema>;

export const AuditPageSchema = Type.Object({
  asOf: InstantSchema,
  rows: Type.Array(AuditEventSchema),
  /** What the ids of these rows are called, where that is known. */
  names: Type.Record(Type.String(), NameSchema),
  /** Who may be asked for in the filter. */
  people: Type.Array(Type.Object({ id: UuidSchema, name: Type.String() })),
  /** Every matter that this organization's trail knows. */
  matters: Type.Array(Type.String()),
  timeZone: Type.String(),
  /** Opaque; absent on the last page. */
  next: Type.Optional(Type.String()),
});
export type AuditPage = Static<typeof AuditPageSchema>;

/**
 * What is wrong with a trail: `changed` (an event is not what was chained), `missing` (events in between are gone),
 * `cut` (its end is gone), `rewritten` (the chain holds, but not with a checkpoint), `checkpoint_forged` and
 * `checkpoint_missing` (the second place itself was touched).
 */
export const AUDIT_BREAKS = [
  'changed',
  'missing',
  'cut',
  'rewritten',
  'checkpoint_forged',
  'checkpoint_missing',
] as const;

export const AuditCheckSchema = Type.Object({
  asOf: InstantSchema,
  sound: Type.Boolean(),
  events: Type.Integer({ minimum: 0 }),
  headHash: HashSchema,
  breaks: Type.Array(
    Type.Object({
      kind: oneOf(AUDIT_BREAKS),
      from: Type.Integer({ minimum: 0 }),
      to: Type.Integer({ minimum: 0 }),
    }),
  ),
  /** There were more breaks than are told. */
  more: Type.Boolean(),
  checkpoints: Type.Object({
    /** `none`: no second place is set up; `away`: it does not answer. */
    place: oneOf(['read', 'none', 'away']),
    count: Type.Integer({ minimum: 0 }),
    newest: Type.Union([Type.Object({ day: DaySchema, no: Type.Integer() }), Type.Null()]),
  }),
});
export type AuditCheck = Static<typeof AuditCheckSchema>;
