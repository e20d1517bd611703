import 'server-only';
import type { ArchiveFound, ArchivePage, ArchiveVolume } from '@tillbridge/shared/reads-archive';
import { callApi } from './call-api.ts';

export function readArchive(): Promise<ArchivePage> {
  return callApi<ArchivePage>('/api/v1/archive');
}

export function searchArchive(query: Readonly<Record<string, string>>): Promise<ArchiveFound> {
  return callApi<ArchiveFound>(`/api/v1/archive/transactions?${new URLSearchParams(query)}`);
}

export function readArchiveVolume(volume: string): Promise<ArchiveVolume> {
  return callApi<ArchiveVolume>(`/api/v1/archive/volumes/${encodeURIComponent(volume)}`);
}
