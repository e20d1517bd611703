import 'server-only';
import type { AnomalyDetail, AnomalyPage } from '@tillbridge/shared/reads-anomalies';
import { callApi } from './call-api.ts';
import { given, type QueryOf } from './query.ts';

export function readAnomalies(query: QueryOf<'/api/v1/anomalies'>): Promise<AnomalyPage> {
  return callApi((api) => api.GET('/api/v1/anomalies', { params: { query: given(query) } }));
}

export function readAnomaly(id: string): Promise<AnomalyDetail> {
  return callApi((api) => api.GET('/api/v1/anomalies/{id}', { params: { path: { id } } }));
}
