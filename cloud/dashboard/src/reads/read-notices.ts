import 'server-only';
import type { NoticePage } from '@tillbridge/shared/reads-notices';
import { callApi } from './call-api.ts';

export function readNotices(): Promise<NoticePage> {
  return callApi((api) => api.GET('/api/v1/notices'));
}
