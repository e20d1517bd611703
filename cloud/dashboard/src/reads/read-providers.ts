import 'server-only';
import type { IdentityRows, ProviderRows } from '@tillbridge/shared/reads-providers';
import { callApi } from './call-api.ts';

export function readProviders(): Promise<ProviderRows> {
  return callApi((api) => api.GET('/api/v1/providers'));
}

export function readOwnIdentities(): Promise<IdentityRows> {
  return callApi((api) => api.GET('/api/v1/account/identities'));
}
