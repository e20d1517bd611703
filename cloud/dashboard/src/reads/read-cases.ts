import 'server-only';
import type { CaseDetail, CaseFilter, CaseMatter, CasePage } from '@tillbridge/shared/reads-cases';
import { callApi } from './call-api.ts';
import { pathWith } from './query.ts';

export interface CasesQuery {
  readonly state?: CaseFilter | undefined;
  readonly about?: CaseMatter | undefined;
  readonly shop?: string | undefined;
  readonly cursor?: string | undefined;
}

export function readCases(query: CasesQuery): Promise<CasePage> {
  return callApi<CasePage>(pathWith('/api/v1/cases', { ...query }));
}

export function readCase(id: string): Promise<CaseDetail> {
  return callApi<CaseDetail>(`/api/v1/cases/${encodeURIComponent(id)}`);
}
