import PgBoss from 'pg-boss';
import { deadLettersOf, LONG_EXPIRE_S, LONG_QUEUES, QUEUE_OPTIONS, QUEUES, SCHEDULES } from './queues.ts';

export const QUEUE_SCHEMA = 'pgboss';

/**
 * Makes the schema of pg-boss, our queues and their schedules, as the owner of the database: the application role
 * that works on them has no right to make tables. May be repeated.
 */
export async function installQueues(ownerUrl: string): Promise<void> {
  // Supervision and schedules run in the worker; here `schedule` is only on because its start makes pg-boss's own queue.
  const boss = new PgBoss({
    connectionString: ownerUrl,
    schema: QUEUE_SCHEMA,
    max: 2,
    migrate: true,
    supervise: false,
    schedule: true,
  });
  const broken: Error[] = [];
  boss.on('error', (error) => broken.push(error));
  await boss.start();
  try {
    for (const name of Object.values(QUEUES)) {
      const expires = LONG_QUEUES.includes(name) ? { expireInSeconds: LONG_EXPIRE_S } : {};
      const deadLetter = deadLettersOf(name);
      const options = { name, ...QUEUE_OPTIONS, ...expires, deadLetter };
      await boss.createQueue(deadLetter);
      await boss.createQueue(name, options);
      // One that an older release made keeps its jobs and takes on what this release wants of it.
      await boss.updateQueue(name, options);
    }
    for (const { queue, cron } of SCHEDULES) await boss.schedule(queue, cron, {}, { tz: 'UTC' });
  } finally {
    await boss.stop({ graceful: false });
  }
  if (broken[0] !== undefined) throw broken[0];
}
