import { type Static, Type } from 'typebox';
import { oneOf } from './cash.ts';
import { InstantSchema, UuidSchema } from './ids.ts';

/** What the worker does, one queue a task. */
export const JOB_QUEUES = [
  'alarms',
  'notices',
  'mails',
  'redrive',
  'anomalies',
  'compare',
  'audit-checkpoints',
  'archive-months',
  'archive-wishes',
  'months-ahead',
  'forget-expired',
  'cash-rhythms',
] as const;
export type JobQueue = (typeof JOB_QUEUES)[number];

const Count = Type.Integer({ minimum: 0 });
const InstantOrNull = Type.Union([InstantSchema, Type.Null()]);

export const QueueStateSchema = Type.Object({
  queue: oneOf(JOB_QUEUES),
  waiting: Count,
  running: Count,
  /** Jobs that failed for good within a day. */
  failed: Count,
  lastDoneAt: InstantOrNull,
  /** Null where nothing but events fills the queue. */
  nextAt: InstantOrNull,
});
export type QueueState = Static<typeof QueueStateSchema>;

/** Jobs of the same content that failed for good; each task may be repeated, so one new try stands for all of them. */
export const DeadLetterSchema = Type.Object({
  id: UuidSchema,
  queue: oneOf(JOB_QUEUES),
  times: Type.Integer({ minimum: 1 }),
  firstAt: InstantSchema,
  lastAt: InstantSchema,
  /** Whether it names this organization; else it belongs to the whole installation. */
  own: Type.Boolean(),
  /** Told of one's own jobs only: that of the installation could quote what belongs to others. */
  reason: Type.Union([Type.String(), Type.Null()]),
});
export type DeadLetter = Static<typeof DeadLetterSchema>;

export const JobPageSchema = Type.Object({
  asOf: InstantSchema,
  timeZone: Type.String(),
  queues: Type.Array(QueueStateSchema),
  deadLetters: Type.Array(DeadLetterSchema),
});
export type JobPage = Static<typeof JobPageSchema>;
