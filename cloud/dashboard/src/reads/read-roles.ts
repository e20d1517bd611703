import 'server-only';
import type { Assignment, RolesPage } from '@tillbridge/shared/reads-roles';
import { callApi } from './call-api.ts';

export function readRoles(): Promise<RolesPage> {
  return callApi((api) => api.GET('/api/v1/roles'));
}

export function readAssignment(id: string): Promise<Assignment> {
  return callApi((api) => api.GET('/api/v1/people/{id}/assignment', { params: { path: { id } } }));
}
