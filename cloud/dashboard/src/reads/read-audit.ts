import 'server-only';
import type { AuditFilters, AuditPage } from '@tillbridge/shared/reads-audit';
import { callApi } from './call-api.ts';
import { given } from './query.ts';

export function readAudit({ refused, ...filters }: AuditFilters, cursor: string | undefined): Promise<AuditPage> {
  const query = { ...filters, ...given({ refused: refused === undefined ? undefined : ('yes' as const), cursor }) };
  return callApi((api) => api.GET('/api/v1/audit', { params: { query } }));
}
