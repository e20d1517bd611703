import type { Pipeline, PipelineStream, SalvageFile } from '@tillbridge/shared/reads-custody';
import type { Database, Tx } from '../db/client.ts';
import { readTenant } from '../db/read-tenant.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';
import { shopRef } from '../reads/shop-ref.ts';

export const STREAMS_SHOWN_MAX = 500;
const SALVAGE_SHOWN_MAX = 200;
const HEALED_DAYS = 30;
/** A stream's batches that are looked at for the last hour: cost must not grow with history. */
const HOUR_BATCHES_MAX = 400;

interface StreamColumns
  extends Omit<
    PipelineStream,
    | 'agent'
    | 'completeThrough'
    | 'lastReceiptAt'
    | 'highWater'
    | 'hourFacts'
    | 'oldestPendingMs'
    | 'compared'
    | 'diverged'
  > {
  readonly agent_id: string;
  readonly agent_name: string;
  readonly high_water: number;
  readonly complete_through: Date | null;
  readonly last_receipt_at: Date | null;
  readonly hour_facts: number;
  readonly oldest_pending_ms: number | null;
  readonly compared_places: number | null;
  readonly compared_last: Date | null;
  readonly compared_oldest: Date | null;
  readonly open: number;
  readonly healed: number;
}

/** How the facts of every stream arrive: those that need somebody first, then by who was heard last. */
export function readPipeline(db: Database, scope: ShopScope, now = new Date()): Promise<Pipeline> {
  return readTenant(db, scope.org, async (tx) => {
    const [streams, salvage, days] = await Promise.all([
      readStreams(tx, scope, now),
      readSalvage(tx, scope),
      readDays(tx, scope),
    ]);
    return {
      asOf: now.toISOString(),
      streams: streams.slice(0, STREAMS_SHOWN_MAX).map(streamOf),
      more: streams.length > STREAMS_SHOWN_MAX,
      salvage,
      days,
    };
  });
}

function readStreams(tx: Tx, scope: ShopScope, now: Date): Promise<readonly StreamColumns[]> {
  const { all, list } = shopFilter(scope);
  return tx<StreamColumns[]>`
    with mine as (
      select st.*, a.shop_id, a.name as agent_name, a.pending, a.oldest_pending_ms,
        st.ordinal = max(st.ordinal) over (partition by st.agent_id) as live
      from streams st
      join agents a on a.org_id = st.org_id and a.agent_id = st.agent_id
      where st.org_id = ${scope.org} and (${all} or a.shop_id = any(${[...list]}::uuid[]))
    ), waiting as (
      select agent_id, epoch, count(*)::integer as n
      from quarantine
      where org_id = ${scope.org} and state = 'pending'
      group by agent_id, epoch
    ), lost as (
      select agent_id, epoch, sum(open_to - first + 1)::bigint as n
      from declared_losses
      where org_id = ${scope.org} and filled_at is null
      group by agent_id, epoch
    ), compared as (
      select agent_id, epoch, sum(last - first + 1)::bigint as places, max(compared_at) as last_at, min(compared_at) as oldest_at
      from compared_ranges
      where org_id = ${scope.org}
      group by agent_id, epoch
    ), diverged as (
      select agent_id, epoch, count(*) filter (where state = 'open') as open,
        count(*) filter (where state = 'healed' and ended_at > ${now}::timestamptz - make_interval(days => ${HEALED_DAYS})) as healed
      from divergences
      where org_id = ${scope.org} and agent_id is not null
      group by agent_id, epoch
    )
    select ${shopRef(tx)} as shop, m.agent_id, m.agent_name, m.epoch, m.ordinal, m.live, m.high_water, m.complete_through,
      m.last_receipt_at, (
        select coalesce(sum(newest.last - newest.first + 1), 0)::bigint
        from (
          select g.first, g.last, g.received_at
          from stream_segments g
          where g.org_id = m.org_id and g.agent_id = m.agent_id and g.epoch = m.epoch
          order by g.last desc
          limit ${HOUR_BATCHES_MAX}
        ) newest
        where newest.received_at > ${now}::timestamptz - interval '1 hour'
      ) as hour_facts, case when m.live then m.pending end as pending,
      case when m.live then m.oldest_pending_ms end as oldest_pending_ms, coalesce(w.n, 0) as quarantined,
      coalesce(l.n, 0) as lost, coalesce(m.header::jsonb ->> 'reason', '') as reason,
      c.places as compared_places, c.last_at as compared_last, c.oldest_at as compared_oldest,
      coalesce(d.open, 0) as open, coalesce(d.healed, 0) as healed
    from mine m
    join shops s on s.org_id = m.org_id and s.shop_id = m.shop_id
    left join waiting w on w.agent_id = m.agent_id and w.epoch = m.epoch
    left join lost l on l.agent_id = m.agent_id and l.epoch = m.epoch
    left join compared c on c.agent_id = m.agent_id and c.epoch = m.epoch
    left join diverged d on d.agent_id = m.agent_id and d.epoch = m.epoch
    order by (coalesce(w.n, 0) + coalesce(l.n, 0) + coalesce(d.open, 0) > 0) desc, m.live desc, m.last_receipt_at desc nulls last, m.agent_id, m.ordinal
    limit ${STREAMS_SHOWN_MAX + 1}`;
}

function streamOf(row: StreamColumns): PipelineStream {
  const { shop, epoch, ordinal, live, pending, quarantined, lost, reason } = row;
  return {
    shop,
    agent: { id: row.agent_id, name: row.agent_name },
    epoch,
    ordinal,
    live,
    highWater: row.high_water,
    completeThrough: row.complete_through?.toISOString() ?? null,
    lastReceiptAt: row.last_receipt_at?.toISOString() ?? null,
    hourFacts: row.hour_facts,
    pending,
    oldestPendingMs: row.oldest_pending_ms,
    quarantined,
    lost,
    reason,
    compared: comparedOf(row),
    diverged: { open: row.open, healed: row.healed },
  };
}

function comparedOf({ compared_places, compared_last, compared_oldest }: StreamColumns): PipelineStream['compared'] {
  if (compared_places === null || compared_last === null || compared_oldest === null) return null;
  return { places: compared_places, lastAt: compared_last.toISOString(), oldestAt: compared_oldest.toISOString() };
}

async function readDays(tx: Tx, scope: ShopScope): Promise<Pipeline['days']> {
  const { all, list } = shopFilter(scope);
  const [row] = await tx<{ count: number; oldest: string | null; last: Date | null }[]>`
    select count(*) as count, min(business_date) as oldest, max(compared_at) as last
    from compared_days
    where org_id = ${scope.org} and (${all} or shop_id = any(${[...list]}::uuid[]))`;
  if (row === undefined || row.oldest === null || row.last === null) return null;
  return { count: row.count, oldest: row.oldest, lastAt: row.last.toISOString() };
}

interface SalvageColumns {
  readonly shop: SalvageFile['shop'];
  readonly agent_id: string;
  readonly agent_name: string;
  readonly hash: string;
  readonly total_bytes: number;
  readonly held_to: number;
  readonly created_at: Date;
}

/** What could not be read as lines at a shop: kept as it came, applied by nobody. */
async function readSalvage(tx: Tx, scope: ShopScope): Promise<SalvageFile[]> {
  const { all, list } = shopFilter(scope);
  const rows = await tx<SalvageColumns[]>`
    select ${shopRef(tx)} as shop, f.agent_id, a.name as agent_name, encode(f.file_hash, 'hex') as hash, f.total_bytes,
      f.held_to, f.created_at
    from salvage_files f
    join agents a on a.org_id = f.org_id and a.agent_id = f.agent_id
    join shops s on s.org_id = a.org_id and s.shop_id = a.shop_id
    where f.org_id = ${scope.org} and (${all} or a.shop_id = any(${[...list]}::uuid[]))
    order by f.created_at desc, f.file_hash
    limit ${SALVAGE_SHOWN_MAX}`;
  return rows.map((row) => ({
    shop: row.shop,
    agent: { id: row.agent_id, name: row.agent_name },
    hash: row.hash,
    bytes: row.total_bytes,
    heldTo: row.held_to,
    receivedAt: row.created_at.toISOString(),
  }));
}
