import { Fault } from '@tillbridge/shared/faults/fault';
import { JOB_QUEUES, type JobQueue } from '@tillbridge/shared/reads-jobs';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, type Tx, withTenant } from '../db/client.ts';
import { requireWhole } from '../notify/change-channel.ts';
import type { ShopScope } from '../people/require-person.ts';
import { ownOrNobodys } from './own-or-nobodys.ts';

/**
 * Puts a job that failed for good back into its queue, once for all of the same content. The old ones are done with in
 * the same transaction, so that two people who press at once make one try. Throws `api.not-found` where it is not there,
 * not theirs, or was put back meanwhile.
 */
export async function redriveDeadLetter(
  db: Database,
  scope: ShopScope,
  id: string,
  address: string,
): Promise<{ readonly id: string }> {
  requireWhole(scope);
  await withTenant(db, scope.org, async (tx) => {
    const letter = await lockLetter(tx, scope.org, id);
    const taken = await tx`
      update pgboss.job
      set state = 'completed', completed_on = now()
      where name = ${letter.dead} and state = 'created'
        and data is not distinct from (select data from pgboss.job where name = ${letter.dead} and id = ${id})`;
    await tx`
      insert into pgboss.job (name, data, retry_limit, retry_delay, retry_backoff, expire_in, dead_letter, policy)
      select q.name, j.data, q.retry_limit, q.retry_delay, q.retry_backoff, make_interval(secs => q.expire_seconds),
        q.dead_letter, q.policy
      from pgboss.queue q
      join pgboss.job j on j.name = q.dead_letter and j.id = ${id}
      where q.name = ${letter.queue}`;
    await appendAudit(tx, {
      org: scope.org,
      actorKind: 'person',
      actor: scope.person,
      action: 'job.redriven',
      subject: letter.queue,
      address,
      detail: { jobs: taken.count },
    });
  });
  return { id };
}

async function lockLetter(
  tx: Tx,
  org: string,
  id: string,
): Promise<{ readonly queue: JobQueue; readonly dead: string }> {
  const [letter] = await tx<{ queue: JobQueue; dead: string }[]>`
    select q.name as queue, j.name as dead
    from pgboss.job j
    join pgboss.queue q on q.dead_letter = j.name
    where j.id = ${id} and j.state = 'created' and q.name = any(${[...JOB_QUEUES]}) and ${ownOrNobodys(tx, org)}
    for update of j`;
  if (letter === undefined) throw new Fault('api.not-found');
  return letter;
}
