import 'server-only';
import type { ArchiveFound, ArchivePage, ArchiveVolume } from '@tillbridge/shared/reads-archive';
import { callApi } from './call-api.ts';
import { given, type QueryOf } from './query.ts';

export function readArchive(): Promise<ArchivePage> {
  return callApi((api) => api.GET('/api/v1/archive'));
}

export function searchArchive(query: QueryOf<'/api/v1/archive/transactions'>): Promise<ArchiveFound> {
  return callApi((api) => api.GET('/api/v1/archive/transactions', { params: { query: given(query) } }));
}

export function readArchiveVolume(volume: string): Promise<ArchiveVolume> {
  return callApi((api) => api.GET('/api/v1/archive/volumes/{volume}', { params: { path: { volume } } }));
}
