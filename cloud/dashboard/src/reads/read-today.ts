import 'server-only';
import type { Today } from '@tillbridge/shared/reads';
import { callApi } from './call-api.ts';

export function readToday(): Promise<Today> {
  return callApi((api) => api.GET('/api/v1/today'));
}
