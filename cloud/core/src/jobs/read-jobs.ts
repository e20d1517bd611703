import { type DeadLetter, JOB_QUEUES, type JobPage, type JobQueue } from '@tillbridge/shared/reads-jobs';
import cronParser from 'cron-parser';
import type { Database, Tx } from '../db/client.ts';
import { readTenant } from '../db/read-tenant.ts';
import { requireWhole } from '../notify/change-channel.ts';
import type { ShopScope } from '../people/require-person.ts';
import { organizationZone } from '../reads/organization-zone.ts';
import { ownOrNobodys } from './own-or-nobodys.ts';

const DEAD_LETTERS_MAX = 100;
const REASON_CHARACTERS_MAX = 300;

interface QueueRow {
  readonly queue: JobQueue;
  readonly waiting: number;
  readonly running: number;
  readonly failed: number;
  readonly last: Date | null;
  readonly cron: string | null;
  readonly zone: string | null;
}

/**
 * What the worker has to do and has done: what concerns the whole installation, and jobs that name the person's own
 * organization. Throws `api.forbidden` for somebody of some shops only.
 */
export async function readJobs(db: Database, scope: ShopScope, now: Date = new Date()): Promise<JobPage> {
  requireWhole(scope);
  return readTenant(db, scope.org, async (tx) => {
    const rows = await queuesOf(tx, scope.org);
    return {
      asOf: now.toISOString(),
      timeZone: await organizationZone(tx, scope.org),
      queues: JOB_QUEUES.flatMap((queue) => {
        const row = rows.find((one) => one.queue === queue);
        if (row === undefined) return [];
        const { waiting, running, failed, last, cron, zone } = row;
        const nextAt = cron === null ? null : nextRun(cron, zone ?? 'UTC', now);
        return [{ queue, waiting, running, failed, lastDoneAt: last?.toISOString() ?? null, nextAt }];
      }),
      deadLetters: await deadLettersOf(tx, scope.org),
    };
  });
}

function nextRun(cron: string, tz: string, now: Date): string {
  return cronParser.parseExpression(cron, { tz, currentDate: now }).next().toDate().toISOString();
}

function queuesOf(tx: Tx, org: string): Promise<QueueRow[]> {
  return tx<QueueRow[]>`
    with jobs as (
      select name, state, completed_on from pgboss.job where ${ownOrNobodys(tx, org)}
      union all
      select name, state, completed_on from pgboss.archive where ${ownOrNobodys(tx, org)}
    )
    select q.name as queue, s.cron, s.timezone as zone,
      count(*) filter (where j.state in ('created', 'retry'))::int as waiting,
      count(*) filter (where j.state = 'active')::int as running,
      count(*) filter (where j.state = 'failed' and j.completed_on > now() - interval '1 day')::int as failed,
      max(j.completed_on) filter (where j.state = 'completed') as last
    from pgboss.queue q
    left join jobs j on j.name = q.name
    left join pgboss.schedule s on s.name = q.name
    where q.name = any(${[...JOB_QUEUES]})
    group by q.name, s.cron, s.timezone`;
}

async function deadLettersOf(tx: Tx, org: string): Promise<DeadLetter[]> {
  const rows = await tx<(Omit<DeadLetter, 'firstAt' | 'lastAt'> & { readonly first: Date; readonly last: Date })[]>`
    select (array_agg(j.id order by j.created_on desc, j.id))[1] as id, q.name as queue, count(*)::int as times,
      min(j.created_on) as first, max(j.created_on) as last,
      coalesce(j.data ->> 'org' = ${org}, false) as own,
      case when j.data ->> 'org' = ${org}
        then left((array_agg(j.output ->> 'message' order by j.created_on desc, j.id))[1], ${REASON_CHARACTERS_MAX})
      end as reason
    from pgboss.queue q
    join pgboss.job j on j.name = q.dead_letter
    where q.name = any(${[...JOB_QUEUES]}) and j.state = 'created' and ${ownOrNobodys(tx, org)}
    group by q.name, j.data
    order by last desc, id
    limit ${DEAD_LETTERS_MAX}`;
  return rows.map(({ first, last, ...row }) => ({ ...row, firstAt: first.toISOString(), lastAt: last.toISOString() }));
}
