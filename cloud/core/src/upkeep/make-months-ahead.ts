import type { Database } from '../db/client.ts';

/** Months of partitions that lie ready beyond the running one. */
export const MONTHS_AHEAD = 3;

/** Makes the month partitions of today and the coming months. May be repeated; answers how many were new. */
export async function makeMonthsAhead(db: Database, today: Date): Promise<number> {
  const from = today.toISOString().slice(0, 10);
  const [row] = await db.sql<{ made: number }[]>`select ensure_months(${from}::date, ${MONTHS_AHEAD + 1}) as made`;
  return row?.made ?? 0;
}
