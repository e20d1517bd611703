import { type Static, Type } from 'typebox';
import { ALARM_MATTERS } from './alarm-matters.ts';
import { oneOf } from './cash.ts';
import { InstantSchema, UuidSchema } from './ids.ts';
import { OpeningHoursSchema } from './opening-hours.ts';
import { ALARM_SEVERITIES } from './reads-alarms.ts';

export const CHANNEL_KINDS = ['email', 'webhook', 'line'] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];
export const NOTICE_STATES = ['waiting', 'sent', 'given-up'] as const;
export const ANNOUNCEMENTS = ['raised', 'cleared', 'escalated', 'test', 'digest'] as const;
export type Announcement = (typeof ANNOUNCEMENTS)[number];
/** Why a notice has not gone out yet: the channel's hours, its digest, the channel is off, or an attempt failed. */
export const NOTICE_WAITS = ['hours', 'digest', 'channel', 'retry'] as const;
export const GIVEN_UP_REASONS = ['tries', 'removed', 'edited'] as const;
export const ESCALATION_MINUTES_MAX = 1_440;
/** So long a webhook is signed with its former secret too. */
export const FORMER_SECRET_HOURS = 24;

const ChannelFields = {
  label: Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' }),
  /** An address, an https URL, or the id of a person or group at LINE. */
  target: Type.String({ minLength: 3, maxLength: 500 }),
  language: oneOf(['th', 'en'] as const),
  severities: Type.Array(oneOf(ALARM_SEVERITIES), { minItems: 1, maxItems: ALARM_SEVERITIES.length }),
  matters: Type.Array(oneOf(ALARM_MATTERS), { minItems: 1, maxItems: ALARM_MATTERS.length }),
  onlyEscalated: Type.Boolean(),
  /** Of one that hears only what nobody acknowledged: after how many minutes. Null: as the rule of the alarm says. */
  afterMinutes: Type.Union([Type.Integer({ minimum: 1, maximum: ESCALATION_MINUTES_MAX }), Type.Null()]),
  /** On the clock of the shop that is told of. What comes outside waits for their beginning. Null: at any hour. */
  hours: Type.Union([Type.Array(OpeningHoursSchema.items, { minItems: 1, maxItems: 28 }), Type.Null()]),
  /** What does not wait for the hours. */
  passes: Type.Array(oneOf(ALARM_SEVERITIES), { maxItems: ALARM_SEVERITIES.length }),
  allShops: Type.Boolean(),
  shops: Type.Array(UuidSchema, { maxItems: 500 }),
};

/** A channel access token of LINE; the secret of a webhook is made here. */
const token = Type.Optional(Type.String({ minLength: 8, maxLength: 400, pattern: '^[\\x21-\\x7e]+$' }));
const kind = oneOf(CHANNEL_KINDS);

export const ChannelWishSchema = Type.Object({ kind, ...ChannelFields, token }, { additionalProperties: false });
export type ChannelWish = Static<typeof ChannelWishSchema>;

/** All of a channel but its kind. A token that is left out stays; `revision` is the one that was looked at. */
export const ChannelEditSchema = Type.Object(
  { ...ChannelFields, token, revision: Type.Integer({ minimum: 1 }) },
  { additionalProperties: false },
);
export type ChannelEdit = Static<typeof ChannelEditSchema>;

/** The secret is shown in this answer and never again. */
export const ChannelAddedSchema = Type.Object({ id: UuidSchema, secret: Type.Optional(Type.String()) });
export type ChannelAdded = Static<typeof ChannelAddedSchema>;

const OrNull = Type.Union([InstantSchema, Type.Null()]);
export const ChannelSchema = Type.Object({
  id: UuidSchema,
  kind,
  ...ChannelFields,
  revision: Type.Integer(),
  /** The former secret of a webhook signs beside the new one until then. */
  formerUntil: OrNull,
  failures: Type.Integer(),
  disabledAt: OrNull,
  disabledBecause: Type.Union([oneOf(['person', 'failures'] as const), Type.Null()]),
});
export type Channel = Static<typeof ChannelSchema>;

export const NoticeSchema = Type.Object({
  id: UuidSchema,
  channelId: UuidSchema,
  channel: Type.String(),
  what: oneOf(ANNOUNCEMENTS),
  subject: Type.String(),
  state: oneOf(NOTICE_STATES),
  queuedAt: InstantSchema,
  nextTryAt: OrNull,
  waits: Type.Union([oneOf(NOTICE_WAITS), Type.Null()]),
  /** The beginning of the hours for which it waits or waited. */
  heldUntil: OrNull,
  /** The digest that tells of it. */
  digestId: Type.Union([UuidSchema, Type.Null()]),
  givenUpBecause: Type.Union([oneOf(GIVEN_UP_REASONS), Type.Null()]),
  attempts: Type.Array(
    Type.Object({
      try: Type.Integer(),
      at: InstantSchema,
      /** Where it went; null for one of before that was kept. */
      target: Type.Union([Type.String(), Type.Null()]),
      status: Type.Union([Type.Integer(), Type.Null()]),
      answer: Type.Union([Type.String(), Type.Null()]),
    }),
  ),
});
export type Notice = Static<typeof NoticeSchema>;

export const NoticePageSchema = Type.Object({
  asOf: InstantSchema,
  /** The clock of what is told of many shops: that of the organization's first. */
  timeZone: Type.String(),
  channels: Type.Array(ChannelSchema),
  notices: Type.Array(NoticeSchema),
});
export type NoticePage = Static<typeof NoticePageSchema>;
