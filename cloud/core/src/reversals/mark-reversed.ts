import type { TransactionRow } from '@tillbridge/shared/reads';
import type { Database } from '../db/client.ts';
import { readTenant } from '../db/read-tenant.ts';
import type { ShopScope } from '../people/require-person.ts';

/** Rows that were not read beside their reversals, with what the entries say of them. */
export async function markReversed(
  db: Database,
  { org }: ShopScope,
  rows: readonly TransactionRow[],
): Promise<readonly TransactionRow[]> {
  if (rows.length === 0) return rows;
  const booked = await readTenant(
    db,
    org,
    (tx) => tx<{ id: string }[]>`
      select transaction_id as id
      from reversals
      where org_id = ${org} and ended = 'approved' and reverses is null and restored_by is null
        and transaction_id = any(${rows.map((row) => row.id)}::uuid[])`,
  );
  const reversed = new Set(booked.map(({ id }) => id));
  return rows.map((row) => ({ ...row, reversed: reversed.has(row.id) }));
}
