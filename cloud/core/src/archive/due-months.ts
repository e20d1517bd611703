import type { Database } from '../db/client.ts';
import { readTenant } from '../db/read-tenant.ts';
import { everyOrganization } from '../upkeep/every-organization.ts';

/** Whole months that stay online beside the running one. */
export const ONLINE_MONTHS = 3;
/** A month that a person had brought back is left online for so long. */
export const RESTORED_DAYS = 7;

/** First day of the oldest month that stays online. */
export function firstOnlineMonth(now: Date, onlineMonths: number): string {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - onlineMonths, 1)).toISOString().slice(0, 10);
}

/** First days of the months that are older than the online window and still hold, or could hold, rows. */
export async function dueMonths(db: Database, now: Date, onlineMonths: number): Promise<readonly string[]> {
  const before = firstOnlineMonth(now, onlineMonths);
  const attached = await db.sql<{ month: string }[]>`
    select to_char(to_date(right(c.relname, 7), 'YYYY_MM'), 'YYYY-MM-DD') as month
    from pg_inherits i
    join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'facts'::regclass and c.relname ~ '^facts_[0-9]{4}_[0-9]{2}$'`;
  const months = new Set(attached.map((row) => row.month).filter((month) => month < before));
  const kept = new Set<string>();
  for (const org of await everyOrganization(db)) {
    const rows = await readTenant(
      db,
      org,
      (tx) => tx<{ month: string; kept: boolean }[]>`
        select distinct to_char(business_date, 'YYYY-MM-01') as month, false as kept
        from facts
        where org_id = ${org} and business_date < ${before}::date
        union all
        select to_char(month, 'YYYY-MM-01'), true
        from archive_volumes
        where org_id = ${org} and state = 'restored' and restored_at > ${now}::timestamptz - make_interval(days => ${RESTORED_DAYS})`,
    );
    for (const { month, kept: stays } of rows) (stays ? kept : months).add(month);
  }
  return [...months].filter((month) => !kept.has(month)).sort();
}
