import 'server-only';
import type { SessionRows } from '@tillbridge/shared/reads-account';
import type { PeoplePage } from '@tillbridge/shared/reads-people';
import { callApi } from './call-api.ts';

export function readPeople(): Promise<PeoplePage> {
  return callApi((api) => api.GET('/api/v1/people'));
}

/** Where somebody is signed in. */
export function readSessionsOf(id: string): Promise<SessionRows> {
  return callApi((api) => api.GET('/api/v1/people/{id}/sessions', { params: { path: { id } } }));
}
