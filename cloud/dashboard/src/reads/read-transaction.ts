import 'server-only';
import type { TransactionDetail } from '@tillbridge/shared/reads';
import { callApi } from './call-api.ts';

export function readTransaction(id: string): Promise<TransactionDetail> {
  return callApi((api) => api.GET('/api/v1/transactions/{id}', { params: { path: { id } } }));
}
