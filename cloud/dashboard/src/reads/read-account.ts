import 'server-only';
import type { Account, SessionRows } from '@tillbridge/shared/reads-account';
import { callApi } from './call-api.ts';

export function readAccount(): Promise<Account> {
  return callApi<Account>('/api/v1/account');
}

export function readOwnSessions(): Promise<SessionRows> {
  return callApi<SessionRows>('/api/v1/account/sessions');
}
