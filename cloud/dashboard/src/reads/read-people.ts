import 'server-only';
import type { SessionRows } from '@tillbridge/shared/reads-account';
import type { PeoplePage } from '@tillbridge/shared/reads-people';
import { callApi } from './call-api.ts';

export function readPeople(): Promise<PeoplePage> {
  return callApi<PeoplePage>('/api/v1/people');
}

/** Where somebody is signed in; `person` is a part of a path. */
export function readSessionsOf(person: string): Promise<SessionRows> {
  return callApi<SessionRows>(`/api/v1/people/${person}/sessions`);
}
