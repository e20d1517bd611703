import 'server-only';
import type { AuditFilters, AuditPage } from '@tillbridge/shared/reads-audit';
import { callApi } from './call-api.ts';

export function readAudit(filters: AuditFilters, cursor: string | undefined): Promise<AuditPage> {
  const query = new URLSearchParams(Object.entries(filters));
  if (cursor !== undefined) query.set('cursor', cursor);
  return callApi<AuditPage>(`/api/v1/audit?${query}`);
}
