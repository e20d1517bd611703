import 'server-only';
import type { JobPage } from '@tillbridge/shared/reads-jobs';
import { callApi } from './call-api.ts';

export function readJobs(): Promise<JobPage> {
  return callApi((api) => api.GET('/api/v1/jobs'));
}
