import { randomUUID } from 'node:crypto';
import type { Database } from '@tillbridge/core/db/client';

export interface JobTarget {
  readonly deadLetter: string;
}

/** A job that failed for good and names this organization. */
export async function addDeadLetter(db: Database, org: string): Promise<JobTarget> {
  const deadLetter = randomUUID();
  await db.sql`
    insert into pgboss.job (id, name, data, output)
    values (${deadLetter}, 'dead-redrive', ${JSON.stringify({ org, sequence: 1, hash: deadLetter })}::text::jsonb, '{"message": "no"}')`;
  return { deadLetter };
}

export const JOB_CALLS = {
  'GET /api/v1/jobs': () => ({ method: 'GET', url: '/api/v1/jobs' }) as const,
  'POST /api/v1/jobs/dead-letters/:id/redrive': ({ deadLetter }: JobTarget) =>
    ({ method: 'POST', url: `/api/v1/jobs/dead-letters/${deadLetter}/redrive` }) as const,
};
export const JOBS_WITHOUT_TARGET = ['GET /api/v1/jobs'];
