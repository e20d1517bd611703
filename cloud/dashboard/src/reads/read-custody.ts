import 'server-only';
import type { Pipeline, QuarantineDetail, QuarantineList, QuarantineState } from '@tillbridge/shared/reads-custody';
import type { DivergenceList } from '@tillbridge/shared/reads-divergences';
import type { MappingList, MappingState } from '@tillbridge/shared/reads-mappings';
import { callApi } from './call-api.ts';
import { pathWith } from './query.ts';

export interface QuarantineQuery {
  readonly state?: QuarantineState | undefined;
  readonly shop?: string | undefined;
  readonly cursor?: string | undefined;
}

export function readQuarantine(query: QuarantineQuery): Promise<QuarantineList> {
  return callApi<QuarantineList>(pathWith('/api/v1/quarantine', { ...query }));
}

/** `key` is agent, epoch, sequence and hash, as the address of the page has them. */
export function readQuarantineLine(key: readonly string[]): Promise<QuarantineDetail> {
  return callApi<QuarantineDetail>(`/api/v1/quarantine/${key.map(encodeURIComponent).join('/')}`);
}

export function readDivergences(cursor: string | undefined): Promise<DivergenceList> {
  return callApi<DivergenceList>(pathWith('/api/v1/divergences', { cursor }));
}

export function readMappings(query: {
  readonly state?: MappingState | undefined;
  readonly shop?: string | undefined;
  readonly cursor?: string | undefined;
}): Promise<MappingList> {
  return callApi<MappingList>(pathWith('/api/v1/quarantine/mappings', query));
}

export function readPipeline(): Promise<Pipeline> {
  return callApi<Pipeline>('/api/v1/pipeline');
}
