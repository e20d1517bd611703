import type { Tx } from '../db/client.ts';
import type { UuidArray } from '../db/uuid-array.ts';

export interface CustodyRow {
  readonly what:
    | 'quarantine'
    | 'quarantine_grows'
    | 'declared_lost'
    | 'epoch_left'
    | 'divergence'
    | 'divergence_healed';
  readonly shop_id: string;
  readonly agent: string | null;
  /** How many; of an epoch, which one. */
  readonly facts: number;
  readonly since: Date;
  /** Why an epoch was begun. */
  readonly reason: string | null;
}

/** What is over by itself is told for so long. */
const TOLD_HOURS = 24;

/**
 * What did not arrive as it should: facts in quarantine by shop, and how many came within an hour; declared losses by
 * agent; journals that were left; records that did not agree with custody.
 */
export async function readCustodyRows(
  tx: Tx,
  org: string,
  shops: UuidArray,
  now: Date,
): Promise<readonly CustodyRow[]> {
  const told = tx`${now}::timestamptz - make_interval(hours => ${TOLD_HOURS})`;
  return tx<CustodyRow[]>`
    with here as materialized (select ${shops}::uuid[] as ids)
    select 'quarantine' as what, shop_id, null as agent, count(*) as facts, min(received_at) as since, null as reason
    from quarantine
    where org_id = ${org} and shop_id = any((select ids from here)::uuid[]) and state = 'pending'
    group by shop_id
    union all
    select 'quarantine_grows', shop_id, null, count(*), min(received_at), null
    from quarantine
    where org_id = ${org} and shop_id = any((select ids from here)::uuid[]) and received_at > ${now}::timestamptz - interval '1 hour'
    group by shop_id
    union all
    select 'declared_lost', a.shop_id, a.name, sum(d.open_to - d.first + 1)::bigint, min(d.declared_at), null
    from declared_losses d
    join agents a on a.org_id = d.org_id and a.agent_id = d.agent_id
    where d.org_id = ${org} and a.shop_id = any((select ids from here)::uuid[]) and d.filled_at is null
    group by a.shop_id, a.agent_id, a.name
    union all
    select 'epoch_left', a.shop_id, a.name, s.ordinal, s.created_at, s.header::jsonb ->> 'reason'
    from agents a
    join streams s on s.org_id = a.org_id and s.agent_id = a.agent_id
    where a.org_id = ${org} and a.shop_id = any((select ids from here)::uuid[]) and s.ordinal > 1 and s.created_at > ${told}
      and s.header::jsonb ->> 'reason' <> 'first'
    union all
    select 'divergence', shop_id, null, sum(rows)::bigint, min(found_at), null
    from divergences
    where org_id = ${org} and shop_id = any((select ids from here)::uuid[]) and state = 'open'
    group by shop_id
    union all
    select 'divergence_healed', shop_id, null, sum(rows)::bigint, max(ended_at), null
    from divergences
    where org_id = ${org} and shop_id = any((select ids from here)::uuid[]) and state = 'healed' and ended_at > ${told}
    group by shop_id`;
}
