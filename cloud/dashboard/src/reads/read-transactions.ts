import 'server-only';
import type { TransactionPage } from '@tillbridge/shared/reads';
import { callApi } from './call-api.ts';

export const PAGE_ROWS = 50;

export interface TransactionsQuery {
  readonly cursor?: string | undefined;
  /** Business day; all days when left out. */
  readonly day?: string | undefined;
}

export function readTransactions(shopId: string, { cursor, day }: TransactionsQuery): Promise<TransactionPage> {
  const query = new URLSearchParams({ limit: String(PAGE_ROWS) });
  if (cursor !== undefined) query.set('cursor', cursor);
  if (day !== undefined) query.set('day', day);
  return callApi<TransactionPage>(`/api/v1/shops/${encodeURIComponent(shopId)}/transactions?${query}`);
}
