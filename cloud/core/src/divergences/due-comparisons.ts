import type { Database } from '../db/client.ts';
import { readTenant } from '../db/read-tenant.ts';

/** Places that are compared at once; ranges of this length from place 1 on are the same in every round. */
export const RANGE_PLACES = 4_096;

/** What is new is compared often, what is old slowly, because more hands and more code touch what is new. */
const RECENT_DAYS = 2;
const RECENT_EVERY_HOURS = 6;
const MIDDLE_DAYS = 35;
const MIDDLE_EVERY_HOURS = 3 * 24;
const OLD_EVERY_HOURS = 14 * 24;
/** Days before it are compared through the sums of their months only. */
const DAYS_BACK_MAX = 400;

export interface DueRange {
  readonly shop: string;
  readonly agent: string;
  readonly epoch: string;
  readonly first: number;
  readonly last: number;
}

export interface DueDay {
  readonly shop: string;
  readonly day: string;
}

/** Ranges of streams that are due: those into which a shop put bytes back, then the newest and those that waited longest. */
export function dueRanges(db: Database, org: string, now: Date, limit: number): Promise<readonly DueRange[]> {
  return readTenant(
    db,
    org,
    (tx) => tx<DueRange[]>`
      select a.shop_id as shop, s.agent_id as agent, s.epoch, r.first, least(r.first + ${RANGE_PLACES} - 1, s.high_water) as last
      from streams s
      join agents a on a.org_id = s.org_id and a.agent_id = s.agent_id
      cross join generate_series(1, s.high_water, ${RANGE_PLACES}) r (first)
      left join compared_ranges c
        on c.org_id = s.org_id and c.agent_id = s.agent_id and c.epoch = s.epoch and c.first = r.first
      cross join lateral (
        select exists (
          select from wanted_places w
          where w.org_id = s.org_id and w.agent_id = s.agent_id and w.epoch = s.epoch and w.put_back_day is not null
            and w.sequence between r.first and r.first + ${RANGE_PLACES} - 1
        ) as touched
      ) w
      where s.org_id = ${org} and (w.touched or c.compared_at is null or c.compared_at <= ${now}::timestamptz - make_interval(hours =>
        case
          when c.received_at > ${now}::timestamptz - make_interval(days => ${RECENT_DAYS}) then ${RECENT_EVERY_HOURS}::integer
          when c.received_at > ${now}::timestamptz - make_interval(days => ${MIDDLE_DAYS}) then ${MIDDLE_EVERY_HOURS}::integer
          else ${OLD_EVERY_HOURS}::integer
        end))
      order by w.touched desc, (c.received_at > ${now}::timestamptz - make_interval(days => ${RECENT_DAYS})) desc nulls last,
        c.compared_at nulls first, s.last_receipt_at desc nulls last, r.first desc
      limit ${limit}`,
  );
}

/** Business days of shops that are due: days with facts, with sums, or with a comparison before. */
export function dueDays(db: Database, org: string, now: Date, limit: number): Promise<readonly DueDay[]> {
  return readTenant(
    db,
    org,
    (tx) => tx<DueDay[]>`
      with recursive with_facts as (
        select min(business_date) as day from facts where org_id = ${org}
        union all
        select (select min(f.business_date) from facts f where f.org_id = ${org} and f.business_date > w.day)
        from with_facts w
        where w.day is not null
      ), candidates as (
        select a.shop_id, w.day
        from with_facts w
        join agents a on a.org_id = ${org}
        where exists (select from facts f where f.org_id = ${org} and f.business_date = w.day and f.agent_id = a.agent_id)
        union
        select shop_id, business_date from daily_summaries where org_id = ${org}
        union
        select shop_id, business_date from compared_days where org_id = ${org}
      )
      select d.shop_id as shop, d.day
      from candidates d
      left join compared_days c on c.org_id = ${org} and c.shop_id = d.shop_id and c.business_date = d.day
      where d.day > ${now}::date - ${DAYS_BACK_MAX}::integer
        and (c.compared_at is null or c.compared_at <= ${now}::timestamptz - make_interval(hours =>
          case
            when d.day >= ${now}::date - ${RECENT_DAYS}::integer then ${RECENT_EVERY_HOURS}::integer
            when d.day >= ${now}::date - ${MIDDLE_DAYS}::integer then ${MIDDLE_EVERY_HOURS}::integer
            else ${OLD_EVERY_HOURS}::integer
          end))
      order by d.day >= ${now}::date - ${RECENT_DAYS}::integer desc, c.compared_at nulls first, d.day desc, d.shop_id
      limit ${limit}`,
  );
}
