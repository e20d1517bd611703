import { type Database, inTransaction, type Tx } from './client.ts';

/** Reads of one tenant in one snapshot: figures that stand side by side on a page were true at the same moment. */
export function readTenant<T>(db: Database, orgId: string, fn: (tx: Tx) => Promise<T>): Promise<T> {
  return asTenant(db, 'isolation level repeatable read read only', orgId, fn);
}

/** The same for work that keeps tables of its own for as long as it looks; what it writes elsewhere meets no newer row. */
export function withSnapshot<T>(db: Database, orgId: string, fn: (tx: Tx) => Promise<T>): Promise<T> {
  return asTenant(db, 'isolation level repeatable read', orgId, fn);
}

function asTenant<T>(db: Database, mode: string, orgId: string, fn: (tx: Tx) => Promise<T>): Promise<T> {
  return inTransaction(db, mode, async (tx) => {
    await tx`select set_config('app.org_id', ${orgId}, true)`;
    return fn(tx);
  });
}
