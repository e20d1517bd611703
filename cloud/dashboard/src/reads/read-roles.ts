import 'server-only';
import type { Assignment, RolesPage } from '@tillbridge/shared/reads-roles';
import { callApi } from './call-api.ts';

export function readRoles(): Promise<RolesPage> {
  return callApi<RolesPage>('/api/v1/roles');
}

export function readAssignment(person: string): Promise<Assignment> {
  return callApi<Assignment>(`/api/v1/people/${person}/assignment`);
}
