import { readJobs } from '@tillbridge/core/jobs/read-jobs';
import { redriveDeadLetter } from '@tillbridge/core/jobs/redrive-dead-letter';
import { UuidSchema } from '@tillbridge/shared/ids';
import { JobPageSchema } from '@tillbridge/shared/reads-jobs';
import { Type } from 'typebox';
import { personOf } from '../access/access.ts';
import { answers } from '../answers/answer-schemas.ts';
import type { ApiOptions } from '../options.ts';
import type { App } from './app-type.ts';

const IdParams = Type.Object({ id: UuidSchema });

/** What the worker does for this organization and for the whole installation. */
export async function jobRoutes(app: App, { database }: ApiOptions): Promise<void> {
  const tags = ['jobs'];
  app.get(
    '/api/v1/jobs',
    { config: { access: 'job.see' }, schema: { tags, response: answers(JobPageSchema, [401, 403]) } },
    (request) => readJobs(database, personOf(request)),
  );
  app.post(
    '/api/v1/jobs/dead-letters/:id/redrive',
    {
      config: { access: 'job.manage' },
      schema: { tags, params: IdParams, response: answers(Type.Object({ id: UuidSchema }), [401, 403, 404]) },
    },
    (request) => redriveDeadLetter(database, personOf(request), request.params.id, request.ip),
  );
}
