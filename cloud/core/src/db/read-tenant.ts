import type { Database, Tx } from './client.ts';

/** Reads of one tenant in one snapshot: figures that stand side by side on a page were true at the same moment. */
export async function readTenant<T>(db: Database, orgId: string, fn: (tx: Tx) => Promise<T>): Promise<T> {
  const result = await db.sql.begin('isolation level repeatable read read only', async (tx) => {
    await tx`select set_config('app.org_id', ${orgId}, true)`;
    // Boxed because the driver would await the members of an array result.
    return { value: await fn(tx) };
  });
  return result.value;
}

/** The same for work that keeps tables of its own for as long as it looks; what it writes elsewhere meets no newer row. */
export async function withSnapshot<T>(db: Database, orgId: string, fn: (tx: Tx) => Promise<T>): Promise<T> {
  const result = await db.sql.begin('isolation level repeatable read', async (tx) => {
    await tx`select set_config('app.org_id', ${orgId}, true)`;
    return { value: await fn(tx) };
  });
  return result.value;
}
