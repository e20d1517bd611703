import { type Static, Type } from 'typebox';
import { oneOf } from './cash.ts';
import { InstantSchema, UuidSchema } from './ids.ts';
import { NeedSchema } from './reads.ts';

export const ALARM_STATES = ['open', 'acknowledged', 'cleared'] as const;
export type AlarmState = (typeof ALARM_STATES)[number];
export const ALARM_SEVERITIES = ['bad', 'warn', 'off'] as const;
export type AlarmSeverity = (typeof ALARM_SEVERITIES)[number];
export const ALARM_NOTE_MAX = 500;

const OrNull = <T extends typeof InstantSchema>(schema: T) => Type.Union([schema, Type.Null()]);

export const AlarmSchema = Type.Object({
  id: UuidSchema,
  state: oneOf(ALARM_STATES),
  /** What was wrong when it was raised. */
  need: NeedSchema,
  timeZone: Type.String(),
  currency: Type.String(),
  raisedAt: InstantSchema,
  acknowledgedAt: OrNull(InstantSchema),
  acknowledgedBy: Type.Union([Type.String(), Type.Null()]),
  note: Type.Union([Type.String(), Type.Null()]),
  escalatedAt: OrNull(InstantSchema),
  clearedAt: OrNull(InstantSchema),
});
export type Alarm = Static<typeof AlarmSchema>;

export const AlarmPageSchema = Type.Object({
  asOf: InstantSchema,
  /** How many there are of each that still stand, whatever is filtered. */
  open: Type.Integer(),
  acknowledged: Type.Integer(),
  rows: Type.Array(AlarmSchema),
  /** Opaque; absent on the last page. */
  next: Type.Optional(Type.String()),
});
export type AlarmPage = Static<typeof AlarmPageSchema>;

/** A person saw it and says what is done about it. */
export const AcknowledgeSchema = Type.Object(
  { note: Type.Optional(Type.String({ minLength: 1, maxLength: ALARM_NOTE_MAX, pattern: '\\S' })) },
  { additionalProperties: false },
);
export type Acknowledge = Static<typeof AcknowledgeSchema>;
