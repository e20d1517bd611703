import 'server-only';
import type { ProviderButtons } from '@tillbridge/shared/reads-providers';
import { callApi } from './call-api.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The sign-in services of an organization; for anything that is no organization there are none. */
export async function readSignInButtons(id: string): Promise<ProviderButtons['rows']> {
  if (!UUID.test(id)) return [];
  return (await callApi((api) => api.GET('/api/v1/organizations/{id}/providers', { params: { path: { id } } }))).rows;
}
