import { Fault } from '@tillbridge/shared/faults/fault';
import type { TransactionPage } from '@tillbridge/shared/reads';
import type { Database } from '../db/client.ts';
import { listPage, pageRows, readCursor } from '../db/list-cursor.ts';
import { readTenant } from '../db/read-tenant.ts';
import type { ShopScope } from '../people/require-person.ts';
import { readShopRows } from './shop-rows.ts';
import { readTransactionRows } from './transaction-rows.ts';

export interface TransactionsWish {
  readonly shop: string;
  readonly cursor?: string;
  readonly limit?: number;
  readonly day?: string;
}

/**
 * A page of a shop's transactions, newest first; rows that arrive meanwhile move nothing. Throws `api.not-found` for a
 * shop outside the scope and `api.invalid` for a cursor that is not ours.
 */
export function readTransactions(db: Database, scope: ShopScope, wish: TransactionsWish): Promise<TransactionPage> {
  const limit = pageRows(wish.limit);
  const after = readCursor(wish.cursor);
  return readTenant(db, scope.org, async (tx) => {
    const [shop] = await readShopRows(tx, scope, new Date(), wish.shop);
    if (shop === undefined) throw new Fault('api.not-found');
    // One row more than asked for tells whether there is another page.
    const rows = await readTransactionRows(tx, scope.org, {
      shop: wish.shop,
      limit: limit + 1,
      after,
      day: wish.day ?? null,
    });
    return listPage(rows, limit, (row) => ({ at: row.occurredAt, id: row.id }));
  });
}
