import { movedDay } from '@tillbridge/shared/day-range';
import { LEARNED_DAYS_MAX } from '@tillbridge/shared/reads-levels';
import { type Database, type Tx, withTenant } from '../db/client.ts';
import { readTenant } from '../db/read-tenant.ts';
import { fitRhythm, type Learned } from './fit-rhythm.ts';
import { flowHistory } from './flow-history.ts';
import { readFlows, readFlowUnits } from './read-flows.ts';

/** Raised with every change of how a rhythm is learned, so that what an older release learned is learned anew. */
const METHOD = 1;

interface DueShop {
  readonly shop: string;
  readonly zone: string;
  /** Newest complete business day, and transactions up to then that could be learned from. */
  readonly through: string | null;
  readonly transactions: number;
}

/**
 * Learns the rhythm of every machine of which more is known than when it was learned last, a shop a transaction; answers
 * how many shops that were. May be repeated and cut off anywhere: what is missing is found by comparing with the sums of the days.
 */
export async function learnRhythms(db: Database, org: string): Promise<number> {
  const due = await readTenant(db, org, (tx) => readDue(tx, org));
  for (const shop of due) await withTenant(db, org, (tx) => learnShop(tx, org, shop));
  return due.length;
}

/**
 * A business day is complete when the cloud holds something of a later one, because custody grows from the front. Days that lie
 * ahead of the shop's clock are not believed.
 */
async function readDue(tx: Tx, org: string): Promise<DueShop[]> {
  return tx<DueShop[]>`
    with known as (
      select s.shop_id as shop, s.time_zone as zone, t.through, coalesce(sum(d.transactions), 0)::bigint as transactions
      from shops s
      left join lateral (
        select (array_agg(business_date order by business_date desc))[2] as through
        from (
          select distinct business_date
          from daily_summaries
          where org_id = s.org_id and shop_id = s.shop_id and business_date <= (now() at time zone s.time_zone)::date
          order by business_date desc
          limit 2
        ) newest
      ) t on true
      left join daily_summaries d on d.org_id = s.org_id and d.shop_id = s.shop_id
        and d.business_date between t.through - ${LEARNED_DAYS_MAX}::integer and t.through
      where s.org_id = ${org} and s.closed_at is null
      group by s.shop_id, s.time_zone, t.through
    )
    select k.shop, k.zone, k.through, k.transactions
    from known k
    where exists (
      select from machines m
      left join cash_rhythms r on r.org_id = m.org_id and r.machine_id = m.machine_id
      where m.org_id = ${org} and m.shop_id = k.shop and m.retired_at is null
        and (r.machine_id is null or r.method <> ${METHOD} or r.transactions <> k.transactions or r.through is distinct from k.through))
    order by k.shop`;
}

async function learnShop(tx: Tx, org: string, due: DueShop): Promise<void> {
  const { shop, zone: timeZone, through } = due;
  const units = await readFlowUnits(tx, org, shop);
  // One day more than is learned from: the first one is left out.
  const wish = through && { org, shop, timeZone, from: movedDay(through, -LEARNED_DAYS_MAX), through };
  const flows = wish ? await readFlows(tx, wish) : undefined;
  for (const [machine, its] of units) {
    const history = flowHistory(flows?.get(machine) ?? [], its, through);
    await keep(tx, org, machine, due, fitRhythm(history));
  }
}

async function keep(tx: Tx, org: string, machine: string, due: DueShop, learned: Learned): Promise<void> {
  const { days, rhythm, backtest } = learned;
  await tx`
    insert into cash_rhythms (org_id, machine_id, shop_id, through, transactions, method, days, rhythm, backtest, learned_at)
    values (${org}, ${machine}, ${due.shop}, ${due.through}, ${due.transactions}, ${METHOD}, ${days},
      ${rhythm && JSON.stringify(rhythm)}::jsonb, ${backtest && JSON.stringify(backtest)}::jsonb, now())
    on conflict (org_id, machine_id) do update
    set shop_id = excluded.shop_id, through = excluded.through, transactions = excluded.transactions, method = excluded.method,
      days = excluded.days, rhythm = excluded.rhythm, backtest = excluded.backtest, learned_at = excluded.learned_at`;
}
