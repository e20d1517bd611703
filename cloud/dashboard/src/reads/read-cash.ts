import 'server-only';
import type { CashPosition, Compare, Movements } from '@tillbridge/shared/reads-cash';
import type { ClosingDetail, ClosingPage, OpenShifts } from '@tillbridge/shared/reads-closings';
import type { CollectionDetail, CollectionPage } from '@tillbridge/shared/reads-collections';
import type { CashLevels } from '@tillbridge/shared/reads-levels';
import { callApi } from './call-api.ts';
import { pathWith } from './query.ts';

type Query = Readonly<Record<string, string | undefined>>;

export const readPosition = (query: Query) => callApi<CashPosition>(pathWith('/api/v1/cash/position', query));
export const readLevels = (query: Query) => callApi<CashLevels>(pathWith('/api/v1/cash/levels', query));
export const readMovements = (query: Query) => callApi<Movements>(pathWith('/api/v1/cash/movements', query));
export const readCompare = (query: Query) => callApi<Compare>(pathWith('/api/v1/compare', query));
export const readClosings = (query: Query) => callApi<ClosingPage>(pathWith('/api/v1/closings', query));
export const readCollections = (query: Query) => callApi<CollectionPage>(pathWith('/api/v1/collections', query));

export const readClosing = (id: string) => callApi<ClosingDetail>(`/api/v1/closings/${encodeURIComponent(id)}`);
export const readCollection = (id: string) =>
  callApi<CollectionDetail>(`/api/v1/collections/${encodeURIComponent(id)}`);
export const readOpenShifts = (shop: string) => callApi<OpenShifts>(`/api/v1/shops/${encodeURIComponent(shop)}/shift`);
