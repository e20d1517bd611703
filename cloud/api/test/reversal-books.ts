import { type Database, withTenant } from '@tillbridge/core/db/client';
import type { TestOrganization } from './make-world.ts';

export interface ReversalBooks {
  readonly moved: string;
  readonly hours: string;
  readonly days: string;
  readonly months: string;
}

/** What moved and what was taken back, by kind, beside the sums of each length; one snapshot, equal whenever anybody looks. */
export function readReversalBooks(db: Database, org: TestOrganization): Promise<ReversalBooks> {
  const sums = (table: string) => `
    (select string_agg(concat_ws('/', kind, transactions, in_minor, out_minor), ' ' order by kind)
     from (select kind, sum(transactions) transactions, sum(in_minor) in_minor, sum(out_minor) out_minor from ${table} where shop_id = '${org.shop}' group by kind) t)`;
  return withTenant(db, org.id, async (tx) => {
    const [row] = await tx<ReversalBooks[]>`
      select
        (select string_agg(concat_ws('/', kind, operations, in_minor, out_minor), ' ' order by kind)
         from (
           select kind, sum(n) operations, sum(in_minor) in_minor, sum(out_minor) out_minor
           from (
             select kind, 1 as n, in_minor, out_minor from cash_transactions where shop_id = ${org.shop}
             union all
             select kind, 0, in_minor, out_minor from reversals where shop_id = ${org.shop} and ended = 'approved'
           ) each group by kind) t) as moved,
        ${tx.unsafe(sums('hourly_summaries'))} as hours, ${tx.unsafe(sums('daily_summaries'))} as days, ${tx.unsafe(sums('monthly_summaries'))} as months`;
    if (row === undefined) throw new Error('no books');
    return row;
  });
}
