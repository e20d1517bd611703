import { sweepAlarms } from '@tillbridge/core/alarms/evaluate-alarms';
import { sweepAnomalies } from '@tillbridge/core/anomalies/sweep-anomalies';
import { archiveDueMonths, archiveWishes } from '@tillbridge/core/archive/archive-round';
import { writeCheckpoint } from '@tillbridge/core/audit/write-checkpoint';
import { dropOldBundles } from '@tillbridge/core/commands/keep-bundle';
import type { Database } from '@tillbridge/core/db/client';
import { compareRound } from '@tillbridge/core/divergences/compare-round';
import { learnRhythms } from '@tillbridge/core/forecast/learn-rhythms';
import { type QuarantineKey, redrive } from '@tillbridge/core/ingest/redrive';
import { deliverMails, type SendMail } from '@tillbridge/core/notify/deliver-mails';
import { deliverNotices, type NoticeTools } from '@tillbridge/core/notify/deliver-notices';
import type { Places } from '@tillbridge/core/store/read-places';
import { ARCHIVE_LOCK, alone, COMPARE_LOCK } from '@tillbridge/core/upkeep/alone';
import { everyOrganization } from '@tillbridge/core/upkeep/every-organization';
import { forgetExpired } from '@tillbridge/core/upkeep/forget-expired';
import { makeMonthsAhead } from '@tillbridge/core/upkeep/make-months-ahead';
import type { Logger } from 'pino';
import { postOutside } from './post-outside.ts';
import { QUEUES } from './queues.ts';

export interface TaskTools {
  readonly db: Database;
  readonly log: Pick<Logger, 'info' | 'error'>;
  readonly places: Places;
  readonly onlineMonths: number;
  /** Undefined where no mail server is named: mails then wait in the outbox. */
  readonly sendMail: SendMail | undefined;
  /** Left out where the installation does not say who it is: notices wait. */
  readonly notices: Pick<NoticeTools, 'origin' | 'pepper'> | undefined;
}

type Queue = (typeof QUEUES)[keyof typeof QUEUES];

/** One verb of core per queue. A task that throws is tried again, then put among the dead letters. */
export const TASKS: Readonly<Record<Queue, (tools: TaskTools, data: unknown) => Promise<void>>> = {
  async [QUEUES.monthsAhead]({ db, log }) {
    const made = await makeMonthsAhead(db, new Date());
    if (made > 0) log.info({ partitions: made }, 'months made ahead');
  },
  async [QUEUES.forgetExpired]({ db, log }) {
    log.info(await forgetExpired(db), 'expired things forgotten');
    let bundles = 0;
    for (const org of await everyOrganization(db)) bundles += await dropOldBundles(db, org);
    if (bundles > 0) log.info({ bundles }, 'old bundles dropped');
  },
  /** A line that is still wrong stays where it is; trying again by itself would not mend it. */
  async [QUEUES.redrive]({ db, log }, data) {
    const key = quarantineKey(data);
    log.info({ ...key, ...(await redrive(db, key)) }, 'redriven');
  },
  /** One organization that cannot be looked at keeps no other from it. */
  async [QUEUES.alarms]({ db, log }) {
    let announced = 0;
    let failed: unknown;
    for (const org of await everyOrganization(db)) {
      try {
        announced += await sweepAlarms(db, org);
      } catch (error) {
        failed = error;
        log.error({ err: error, org }, 'alarms of an organization were not looked at');
      }
    }
    if (announced > 0) log.info({ announced }, 'alarms announced');
    if (failed !== undefined) throw failed;
  },
  /** One organization that cannot be learned keeps no other from it. */
  async [QUEUES.cashRhythms]({ db, log }) {
    let shops = 0;
    let failed: unknown;
    for (const org of await everyOrganization(db)) {
      try {
        shops += await learnRhythms(db, org);
      } catch (error) {
        failed = error;
        log.error({ err: error, org }, 'cash rhythms of an organization were not learned');
      }
    }
    if (shops > 0) log.info({ shops }, 'cash rhythms learned');
    if (failed !== undefined) throw failed;
  },
  /** One organization that cannot be judged keeps no other from it. */
  async [QUEUES.anomalies]({ db, log }) {
    let failed: unknown;
    for (const org of await everyOrganization(db)) {
      try {
        const judged = await sweepAnomalies(db, org);
        if (judged.opened + judged.withdrawn > 0) log.info({ org, ...judged }, 'anomalies judged');
      } catch (error) {
        failed = error;
        log.error({ err: error, org }, 'anomalies of an organization were not judged');
      }
    }
    if (failed !== undefined) throw failed;
  },
  async [QUEUES.notices]({ db, log, sendMail, notices }) {
    if (notices === undefined) return;
    const sent = await deliverNotices(db, { ...notices, sendMail, post: postOutside });
    if (sent > 0) log.info({ sent }, 'notices sent');
  },
  async [QUEUES.mails]({ db, log, sendMail }) {
    if (sendMail === undefined) return;
    const { sent, failed } = await deliverMails(db, sendMail);
    if (sent + failed > 0) log.info({ sent, failed }, 'mails delivered');
  },
  /** One trail that cannot be sealed keeps no other from it; the task fails at its end and is tried again. */
  async [QUEUES.auditCheckpoints]({ db, log, places: { audit } }) {
    if (audit === undefined) return;
    let written = 0;
    let failed: unknown;
    for (const org of await everyOrganization(db)) {
      try {
        if (await writeCheckpoint(db, org, { ...audit, now: new Date() })) written += 1;
      } catch (error) {
        failed = error;
        log.error({ err: error, org }, 'a trail got no checkpoint');
      }
    }
    if (written > 0) log.info({ written }, 'audit checkpoints written');
    if (failed !== undefined) throw failed;
  },
  async [QUEUES.archiveMonths]({ db, log, places: { archive }, onlineMonths }) {
    if (archive === undefined) return;
    const failed = (month: string, error: unknown) => log.error({ err: error, month }, 'a month was not archived');
    const ended = await alone(db, ARCHIVE_LOCK, () => archiveDueMonths({ db, ...archive }, onlineMonths, failed));
    if (ended !== undefined && ended.size > 0) log.info(Object.fromEntries(ended), 'months archived');
    if ([...(ended?.values() ?? [])].some((how) => how !== 'dropped' && how !== 'nothing'))
      throw new Error('a month that is due was not archived');
  },
  /** One organization that cannot be compared keeps no other from it; two rounds at once would only wait for each other. */
  async [QUEUES.compare]({ db, log, places: { archive } }) {
    let failed: unknown;
    await alone(db, COMPARE_LOCK, async () => {
      for (const org of await everyOrganization(db)) {
        try {
          const round = await compareRound({ db, archive }, org);
          if (round.ranges + round.days > 0) log.info({ org, ...round }, 'compared with custody');
        } catch (error) {
          failed = error;
          log.error({ err: error, org }, 'an organization was not compared');
        }
      }
    });
    if (failed !== undefined) throw failed;
  },
  async [QUEUES.archiveWishes]({ db, log, places: { archive }, onlineMonths }) {
    const done = archive === undefined ? 0 : await archiveWishes({ db, ...archive }, onlineMonths);
    if (done > 0) log.info({ done }, 'archive wishes done');
  },
};

/** A job names one row of quarantine and carries nothing else. Throws on anything but that. */
function quarantineKey(data: unknown): QuarantineKey {
  const { org, agent, epoch, sequence, hash } = Object(data) as Partial<QuarantineKey>;
  const texts = [org, agent, epoch, hash].every((text) => typeof text === 'string');
  if (!texts || !Number.isSafeInteger(sequence)) throw new Error('a redrive job without the key of a quarantine row');
  return { org, agent, epoch, sequence, hash } as QuarantineKey;
}
