import 'server-only';
import type { AlarmPage } from '@tillbridge/shared/reads-alarms';
import { callApi } from './call-api.ts';
import { given, type QueryOf } from './query.ts';

export function readAlarms(query: QueryOf<'/api/v1/alarms'>): Promise<AlarmPage> {
  return callApi((api) => api.GET('/api/v1/alarms', { params: { query: given(query) } }));
}
