import 'server-only';
import type { TransactionPage } from '@tillbridge/shared/reads';
import { callApi } from './call-api.ts';
import { given, type QueryOf } from './query.ts';

export const PAGE_ROWS = 50;
const PATH = '/api/v1/shops/{shopId}/transactions';

export type TransactionsQuery = Omit<QueryOf<typeof PATH>, 'limit'>;

/** Of one business day; of all where none is named. */
export function readTransactions(shopId: string, query: TransactionsQuery): Promise<TransactionPage> {
  const params = { path: { shopId }, query: { ...given(query), limit: String(PAGE_ROWS) } };
  return callApi((api) => api.GET(PATH, { params }));
}
