import { movedDay } from '@tillbridge/shared/day-range';
import { type Database, withTenant } from '../db/client.ts';
import { readTenant } from '../db/read-tenant.ts';
import { HISTORY_DAYS } from './judge.ts';
import { type Judged, judgeShop, type ShopRound } from './judge-shop.ts';
import { readShopCells } from './read-cells.ts';

/** Reaches behind the oldest week that a round can judge. */
const SHOP_CELLS_DAYS = 98 + HISTORY_DAYS;

/**
 * Judges each shop of an organization once after each of its business days, by its own zone and cut-off. May run at any
 * time and as often as it likes. A shop that cannot be judged keeps no other from it; the first error is thrown at the end.
 */
export async function sweepAnomalies(db: Database, org: string, now: Date = new Date()): Promise<Judged> {
  const due = await readDue(db, org, now);
  const closed = due.map((one) => one.closed).sort();
  const [first, last] = [closed[0], closed.at(-1)];
  if (first === undefined || last === undefined) return { opened: 0, withdrawn: 0 };
  const range = { from: movedDay(first, -SHOP_CELLS_DAYS), to: last };
  const shopCells = await readTenant(db, org, (tx) => readShopCells(tx, org, range));
  let [opened, withdrawn] = [0, 0];
  let failed: unknown;
  for (const round of due) {
    try {
      const judged = await judgeShop(db, round, shopCells, now);
      opened += judged.opened;
      withdrawn += judged.withdrawn;
    } catch (error) {
      failed ??= error;
    }
  }
  if (failed !== undefined) throw failed;
  return { opened, withdrawn };
}

function readDue(db: Database, org: string, now: Date): Promise<ShopRound[]> {
  return withTenant(db, org, async (tx) => {
    const rows = await tx<Omit<ShopRound, 'org'>[]>`
      select s.shop_id as shop, s.currency, over.closed, r.judged_through as through
      from shops s
      left join anomaly_rounds r on r.org_id = s.org_id and r.shop_id = s.shop_id
      cross join lateral (
        select ((${now}::timestamptz at time zone s.time_zone) - make_interval(mins => s.cut_off_minutes))::date - 1 as closed) over
      where s.org_id = ${org} and (r.judged_day is null or r.judged_day < over.closed)
      order by s.shop_id`;
    return rows.map((row) => ({ org, ...row }));
  });
}
