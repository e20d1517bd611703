import 'server-only';
import type { Pipeline, QuarantineDetail, QuarantineList } from '@tillbridge/shared/reads-custody';
import type { DivergenceList } from '@tillbridge/shared/reads-divergences';
import type { MappingList } from '@tillbridge/shared/reads-mappings';
import { notFound } from 'next/navigation';
import { callApi } from './call-api.ts';
import { given, type QueryOf } from './query.ts';

export function readQuarantine(query: QueryOf<'/api/v1/quarantine'>): Promise<QuarantineList> {
  return callApi((api) => api.GET('/api/v1/quarantine', { params: { query: given(query) } }));
}

/** `key` is agent, epoch, sequence and hash, as the address of the page has them. */
export function readQuarantineLine(key: readonly string[]): Promise<QuarantineDetail> {
  const [agent, epoch, sequence, hash] = key;
  if (agent === undefined || epoch === undefined || sequence === undefined || hash === undefined) notFound();
  const path = { agent, epoch, sequence, hash };
  return callApi((api) => api.GET('/api/v1/quarantine/{agent}/{epoch}/{sequence}/{hash}', { params: { path } }));
}

export function readDivergences(cursor: string | undefined): Promise<DivergenceList> {
  return callApi((api) => api.GET('/api/v1/divergences', { params: { query: given({ cursor }) } }));
}

export function readMappings(query: QueryOf<'/api/v1/quarantine/mappings'>): Promise<MappingList> {
  return callApi((api) => api.GET('/api/v1/quarantine/mappings', { params: { query: given(query) } }));
}

export function readPipeline(): Promise<Pipeline> {
  return callApi((api) => api.GET('/api/v1/pipeline'));
}
