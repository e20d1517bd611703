import type { Reversal, ReversalState } from '@tillbridge/shared/reads-reversals';
import type { Tx } from '../db/client.ts';
import type { ListPlace } from '../db/list-cursor.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';
import { shopRef } from '../reads/shop-ref.ts';

export interface ReversalQuery {
  readonly shop?: string;
  readonly state?: ReversalState;
  readonly transaction?: string;
}

interface Columns
  extends Omit<Reversal, 'occurredAt' | 'state' | 'askedBy' | 'askedAt' | 'endedBy' | 'endedAt' | 'businessDate'> {
  readonly occurred_at: Date;
  readonly ended: 'approved' | 'withdrawn' | null;
  readonly asker: string;
  readonly asker_name: string;
  readonly asked_at: Date;
  readonly ender: string | null;
  readonly ender_name: string | null;
  readonly ended_at: Date | null;
  readonly business_date: string | null;
}

const ENDED: Readonly<Record<ReversalState, 'approved' | 'withdrawn' | null>> = {
  asked: null,
  booked: 'approved',
  withdrawn: 'withdrawn',
};

/** Reversals of the scope, newest first. */
export async function readReversalRows(
  tx: Tx,
  scope: ShopScope,
  { shop, state, transaction }: ReversalQuery,
  page: { readonly after: ListPlace | null; readonly limit: number },
): Promise<Reversal[]> {
  const { all, list } = shopFilter(scope);
  const { after, limit } = page;
  const rows = await tx<Columns[]>`
    select r.reversal_id as id, r.transaction_id as transaction, ${shopRef(tx)} as shop, r.kind, r.occurred_at, r.currency,
      case when r.reverses is not null then jsonb_build_object('id', target.reversal_id, 'number', target.number) end as reverses,
      case when r.restored_by is not null then jsonb_build_object('id', restorer.reversal_id, 'number', restorer.number) end as "restoredBy",
      r.in_minor as "inMinor", r.out_minor as "outMinor", r.reason, r.ended, r.asked_by as asker, asker.name as asker_name, r.asked_at,
      r.ended_by as ender, ender.name as ender_name, r.ended_at, r.number, r.business_date
    from reversals r
    join shops s on s.org_id = r.org_id and s.shop_id = r.shop_id
    join people asker on asker.person_id = r.asked_by
    left join reversals target on target.org_id = r.org_id and target.reversal_id = r.reverses
    left join reversals restorer on restorer.org_id = r.org_id and restorer.reversal_id = r.restored_by
    left join people ender on ender.person_id = r.ended_by
    where r.org_id = ${scope.org} and (${all} or r.shop_id = any(${[...list]}::uuid[]))
      ${shop === undefined ? tx`` : tx`and r.shop_id = ${shop}`}
      ${state === undefined ? tx`` : tx`and r.ended is not distinct from ${ENDED[state]}`}
      ${transaction === undefined ? tx`` : tx`and r.transaction_id = ${transaction} and r.ended is distinct from 'withdrawn'`}
      ${after === null ? tx`` : tx`and (date_trunc('milliseconds', r.asked_at), r.reversal_id) < (${after.at}::timestamptz, ${after.id}::uuid)`}
    order by date_trunc('milliseconds', r.asked_at) desc, r.reversal_id desc
    limit ${limit}`;
  return rows.map(reversalOf);
}

function reversalOf(row: Columns): Reversal {
  const { id, transaction, shop, kind, currency, reverses, restoredBy, inMinor, outMinor, reason, ended, number } = row;
  return {
    id,
    transaction,
    shop,
    kind,
    occurredAt: row.occurred_at.toISOString(),
    currency,
    reverses,
    restoredBy,
    inMinor,
    outMinor,
    reason,
    state: ended === null ? 'asked' : ended === 'approved' ? 'booked' : 'withdrawn',
    askedBy: { id: row.asker, name: row.asker_name },
    askedAt: row.asked_at.toISOString(),
    endedBy: row.ender === null ? null : { id: row.ender, name: row.ender_name ?? '' },
    endedAt: row.ended_at?.toISOString() ?? null,
    number,
    businessDate: row.business_date,
  };
}
