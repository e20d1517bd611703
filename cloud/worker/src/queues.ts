import type { JobQueue } from '@tillbridge/shared/reads-jobs';

/** The worker's queues. A job carries keys, never bytes, and names in `org` the organization that it is about; every task may run twice. */
export const QUEUES = {
  monthsAhead: 'months-ahead',
  forgetExpired: 'forget-expired',
  redrive: 'redrive',
  auditCheckpoints: 'audit-checkpoints',
  archiveMonths: 'archive-months',
  archiveWishes: 'archive-wishes',
  mails: 'mails',
  alarms: 'alarms',
  notices: 'notices',
  cashRhythms: 'cash-rhythms',
  anomalies: 'anomalies',
  compare: 'compare',
} as const satisfies Record<string, JobQueue>;

/** Jobs of a queue that failed for good wait here for a person; one for each queue, since a dead letter does not say where it died. */
export const deadLettersOf = (queue: string): string => `dead-${queue}`;

export const QUEUE_OPTIONS = {
  retryLimit: 5,
  retryDelay: 5,
  retryBackoff: true,
  expireInSeconds: 120,
} as const;

/** A month or all shops of a large organization take longer than other tasks; a job that is cut off is simply done again. */
export const LONG_QUEUES: readonly string[] = [
  QUEUES.archiveMonths,
  QUEUES.archiveWishes,
  QUEUES.anomalies,
  QUEUES.compare,
];
export const LONG_EXPIRE_S = 6 * 3_600;

/** Cron lines in UTC. */
export const SCHEDULES = [
  { queue: QUEUES.monthsAhead, cron: '17 3 * * *' },
  { queue: QUEUES.forgetExpired, cron: '*/10 * * * *' },
  // Hourly, because a worker that was away at the one hour of a day would leave that day without a checkpoint.
  { queue: QUEUES.auditCheckpoints, cron: '41 * * * *' },
  { queue: QUEUES.archiveMonths, cron: '23 19 * * *' },
  { queue: QUEUES.archiveWishes, cron: '* * * * *' },
  { queue: QUEUES.compare, cron: '*/10 * * * *' },
  { queue: QUEUES.mails, cron: '* * * * *' },
  // What only time changes: a shop that fell silent, an alarm that nobody acknowledged.
  { queue: QUEUES.alarms, cron: '* * * * *' },
  { queue: QUEUES.notices, cron: '* * * * *' },
  // A shop's rhythm changes once a business day, and shops end theirs at any hour.
  { queue: QUEUES.cashRhythms, cron: '*/15 * * * *' },
  // Each shop once after its own business day; its zone says when.
  { queue: QUEUES.anomalies, cron: '11 * * * *' },
] as const;
