import 'server-only';
import type { OrganizationSettings } from '@tillbridge/shared/reads-settings';
import { callApi } from './call-api.ts';

export function readOrganizationSettings(): Promise<OrganizationSettings> {
  return callApi((api) => api.GET('/api/v1/organization/settings'));
}
