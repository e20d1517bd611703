import 'server-only';
import type { TransactionDetail } from '@tillbridge/shared/reads';
import { callApi } from './call-api.ts';

export function readTransaction(id: string): Promise<TransactionDetail> {
  return callApi<TransactionDetail>(`/api/v1/transactions/${encodeURIComponent(id)}`);
}
