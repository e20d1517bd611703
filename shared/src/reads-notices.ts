import { type Static, Type } from 'typebox';
import { oneOf } from './cash.ts';
import { InstantSchema, UuidSchema } from './ids.ts';
import { ALARM_SEVERITIES } from './reads-alarms.ts';

export const CHANNEL_KINDS = ['email', 'webhook', 'line'] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];
export const NOTICE_STATES = ['waiting', 'sent', 'given-up'] as const;
export const ANNOUNCEMENTS = ['raised', 'cleared', 'escalated', 'test'] as const;
export type Announcement = (typeof ANNOUNCEMENTS)[number];

const ChannelFields = {
  kind: oneOf(CHANNEL_KINDS),
  label: Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' }),
  /** An address, an https URL, or the id of a person or group at LINE. */
  target: Type.String({ minLength: 3, maxLength: 500 }),
  language: oneOf(['th', 'en'] as const),
  severities: Type.Array(oneOf(ALARM_SEVERITIES), { minItems: 1, maxItems: ALARM_SEVERITIES.length }),
  onlyEscalated: Type.Boolean(),
  allShops: Type.Boolean(),
  shops: Type.Array(UuidSchema, { maxItems: 500 }),
};

export const ChannelWishSchema = Type.Object(
  {
    ...ChannelFields,
    /** A channel access token of LINE; the secret of a webhook is made here. */
    token: Type.Optional(Type.String({ minLength: 8, maxLength: 400, pattern: '^[\\x21-\\x7e]+$' })),
  },
  { additionalProperties: false },
);
export type ChannelWish = Static<typeof ChannelWishSchema>;

/** The secret is shown in this answer and never again. */
export const ChannelAddedSchema = Type.Object({ id: UuidSchema, secret: Type.Optional(Type.String()) });
export type ChannelAdded = Static<typeof ChannelAddedSchema>;

const OrNull = Type.Union([InstantSchema, Type.Null()]);
export const ChannelSchema = Type.Object({
  id: UuidSchema,
  ...ChannelFields,
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
  attempts: Type.Array(
    Type.Object({
      try: Type.Integer(),
      at: InstantSchema,
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
