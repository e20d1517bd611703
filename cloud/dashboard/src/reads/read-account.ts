import 'server-only';
import type { Account, SessionRows } from '@tillbridge/shared/reads-account';
import { callApi } from './call-api.ts';

export function readAccount(): Promise<Account> {
  return callApi((api) => api.GET('/api/v1/account'));
}

export function readOwnSessions(): Promise<SessionRows> {
  return callApi((api) => api.GET('/api/v1/account/sessions'));
}
