import 'server-only';
import type { CaseDetail, CasePage } from '@tillbridge/shared/reads-cases';
import { callApi } from './call-api.ts';
import { given, type QueryOf } from './query.ts';

export function readCases(query: QueryOf<'/api/v1/cases'>): Promise<CasePage> {
  return callApi((api) => api.GET('/api/v1/cases', { params: { query: given(query) } }));
}

export function readCase(id: string): Promise<CaseDetail> {
  return callApi((api) => api.GET('/api/v1/cases/{id}', { params: { path: { id } } }));
}
