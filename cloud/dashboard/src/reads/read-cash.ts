import 'server-only';
import type { CashPosition, Compare, Movements } from '@tillbridge/shared/reads-cash';
import type { ClosingDetail, ClosingPage, OpenShifts } from '@tillbridge/shared/reads-closings';
import type { CollectionDetail, CollectionPage } from '@tillbridge/shared/reads-collections';
import type { CashLevels } from '@tillbridge/shared/reads-levels';
import { callApi } from './call-api.ts';
import { given, type QueryOf } from './query.ts';

export function readPosition(query: QueryOf<'/api/v1/cash/position'>): Promise<CashPosition> {
  return callApi((api) => api.GET('/api/v1/cash/position', { params: { query: given(query) } }));
}

export function readLevels(query: QueryOf<'/api/v1/cash/levels'>): Promise<CashLevels> {
  return callApi((api) => api.GET('/api/v1/cash/levels', { params: { query: given(query) } }));
}

export function readMovements(query: QueryOf<'/api/v1/cash/movements'>): Promise<Movements> {
  return callApi((api) => api.GET('/api/v1/cash/movements', { params: { query: given(query) } }));
}

export function readCompare(query: QueryOf<'/api/v1/compare'>): Promise<Compare> {
  return callApi((api) => api.GET('/api/v1/compare', { params: { query: given(query) } }));
}

export function readClosings(query: QueryOf<'/api/v1/closings'>): Promise<ClosingPage> {
  return callApi((api) => api.GET('/api/v1/closings', { params: { query: given(query) } }));
}

export function readCollections(query: QueryOf<'/api/v1/collections'>): Promise<CollectionPage> {
  return callApi((api) => api.GET('/api/v1/collections', { params: { query: given(query) } }));
}

export function readClosing(id: string): Promise<ClosingDetail> {
  return callApi((api) => api.GET('/api/v1/closings/{id}', { params: { path: { id } } }));
}

export function readCollection(id: string): Promise<CollectionDetail> {
  return callApi((api) => api.GET('/api/v1/collections/{id}', { params: { path: { id } } }));
}

export function readOpenShifts(shopId: string): Promise<OpenShifts> {
  return callApi((api) => api.GET('/api/v1/shops/{shopId}/shift', { params: { path: { shopId } } }));
}
