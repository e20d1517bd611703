import 'server-only';
import type { AnomalyDetail, AnomalyFilter, AnomalyPage, AnomalyRuleCode } from '@tillbridge/shared/reads-anomalies';
import { callApi } from './call-api.ts';
import { pathWith } from './query.ts';

export interface AnomaliesQuery {
  readonly state?: AnomalyFilter | undefined;
  readonly rule?: AnomalyRuleCode | undefined;
  readonly shop?: string | undefined;
  readonly cursor?: string | undefined;
}

export function readAnomalies(query: AnomaliesQuery): Promise<AnomalyPage> {
  return callApi<AnomalyPage>(pathWith('/api/v1/anomalies', { ...query }));
}

export function readAnomaly(id: string): Promise<AnomalyDetail> {
  return callApi<AnomalyDetail>(`/api/v1/anomalies/${encodeURIComponent(id)}`);
}
