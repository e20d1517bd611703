import { watchShops } from '@tillbridge/core/alarms/watch-shops';
import { ONLINE_MONTHS } from '@tillbridge/core/archive/due-months';
import { connectDatabase } from '@tillbridge/core/db/client';
import { openDoorbell } from '@tillbridge/core/live/doorbell';
import type { SendMail } from '@tillbridge/core/notify/deliver-mails';
import type { Places } from '@tillbridge/core/store/read-places';
import PgBoss from 'pg-boss';
import { QUEUE_SCHEMA } from './install-queues.ts';
import { QUEUES } from './queues.ts';
import { TASKS, type TaskTools } from './tasks.ts';

export interface WorkerOptions {
  readonly databaseUrl: string;
  readonly log: TaskTools['log'];
  /** What lies outside the database; left out: nowhere. */
  readonly places?: Places;
  readonly onlineMonths?: number;
  /** Left out: mails wait. */
  readonly sendMail?: SendMail | undefined;
  /** Left out: notices of alarms wait. */
  readonly notices?: TaskTools['notices'];
  /** How often a queue is looked at; tests shorten it. */
  readonly pollSeconds?: number;
}

export interface Worker {
  /** Takes no new job, lets the running ones end (at most STOP_WAIT_MS), then closes the connections. */
  stop(): Promise<void>;
}

const POLL_SECONDS = 2;
/** One for the lock of the archive, one for its work, the rest for everything else. */
const POOL_MAX = 4;
const STOP_WAIT_MS = 3_000;

/** Works on the queues under the application role. Every task runs once at the start too: all of them may be repeated. */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const {
    log,
    places = { audit: undefined, archive: undefined },
    onlineMonths = ONLINE_MONTHS,
    sendMail,
    notices,
  } = options;
  const db = await connectDatabase({ url: options.databaseUrl, poolMax: POOL_MAX });
  const boss = new PgBoss({
    connectionString: options.databaseUrl,
    schema: QUEUE_SCHEMA,
    max: POOL_MAX,
    migrate: false,
  });
  boss.on('error', (error) => log.error({ err: error }, 'queue error'));
  try {
    await boss.start();
  } catch (error) {
    await db.close();
    throw error;
  }
  for (const queue of Object.values(QUEUES)) {
    await boss.work<unknown>(queue, { pollingIntervalSeconds: options.pollSeconds ?? POLL_SECONDS }, async (jobs) => {
      for (const job of jobs) await TASKS[queue]({ db, log, places, onlineMonths, sendMail, notices }, job.data);
    });
  }
  for (const queue of [
    QUEUES.monthsAhead,
    QUEUES.forgetExpired,
    QUEUES.auditCheckpoints,
    QUEUES.mails,
    QUEUES.alarms,
    QUEUES.cashRhythms,
    QUEUES.anomalies,
  ]) {
    await boss.send(queue, {}, { singletonKey: 'at-start', singletonSeconds: 60 });
  }
  // What a killed worker held and is overdue goes back into its queue now, not at the next round of maintenance.
  await boss.maintain();
  // What a task changed of a shop is told to open dashboards like what the shop sends.
  const bell = openDoorbell(db, options.databaseUrl);
  const watch = await watchShops(db, options.databaseUrl, (error) =>
    log.error({ err: error }, 'alarms of a shop were not looked at'),
  );
  return {
    async stop() {
      await watch.close();
      await boss.stop({ graceful: true, timeout: STOP_WAIT_MS });
      await bell.close();
      await db.close();
    },
  };
}
