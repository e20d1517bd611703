import type { Mapping, MappingState } from '@tillbridge/shared/reads-mappings';
import type { Tx } from '../db/client.ts';
import type { ListPlace } from '../db/list-cursor.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';
import { shopRef } from '../reads/shop-ref.ts';

export interface MappingQuery {
  readonly shop?: string;
  readonly state?: MappingState;
}

interface Columns extends Pick<Mapping, 'id' | 'shop' | 'what' | 'from' | 'to' | 'machine' | 'reason' | 'facts'> {
  readonly asker: string;
  readonly asker_name: string;
  readonly asked_at: Date;
  readonly approver: string | null;
  readonly approver_name: string | null;
  readonly approved_at: Date | null;
  readonly ender: string | null;
  readonly ender_name: string | null;
  readonly ended_at: Date | null;
}

const NEWEST_FIRST: { readonly after: ListPlace | null; readonly limit: number } = { after: null, limit: 200 };

/** Mappings of the scope, newest first. */
export async function readMappingRows(
  tx: Tx,
  scope: ShopScope,
  { shop, state }: MappingQuery,
  { after, limit } = NEWEST_FIRST,
): Promise<Mapping[]> {
  const { all, list } = shopFilter(scope);
  const rows = await tx<Columns[]>`
    select m.mapping_id as id, ${shopRef(tx)} as shop, m.what, m.from_name as "from", m.to_name as "to", known.name as machine, m.reason,
      m.asked_by as asker, asker.name as asker_name, m.asked_at, m.approved_by as approver, approver.name as approver_name, m.approved_at,
      m.ended_by as ender, ender.name as ender_name, m.ended_at,
      (select count(*) from mapped_facts f where f.org_id = m.org_id and f.mapping_id = m.mapping_id) as facts
    from quarantine_mappings m
    join shops s on s.org_id = m.org_id and s.shop_id = m.shop_id
    join people asker on asker.person_id = m.asked_by
    left join people approver on approver.person_id = m.approved_by
    left join people ender on ender.person_id = m.ended_by
    left join machines known on m.what = 'machine' and known.org_id = m.org_id and known.machine_id::text = m.to_name and known.shop_id = m.shop_id
    where m.org_id = ${scope.org} and (${all} or m.shop_id = any(${[...list]}::uuid[]))
      ${shop === undefined ? tx`` : tx`and m.shop_id = ${shop}`}
      ${state === undefined ? tx`` : IN_STATE[state](tx)}
      ${after === null ? tx`` : tx`and (date_trunc('milliseconds', m.asked_at), m.mapping_id) < (${after.at}::timestamptz, ${after.id}::uuid)`}
    order by date_trunc('milliseconds', m.asked_at) desc, m.mapping_id desc
    limit ${limit}`;
  return rows.map(mappingOf);
}

const IN_STATE: Readonly<Record<MappingState, (tx: Tx) => ReturnType<Tx>>> = {
  asked: (tx) => tx`and m.approved_at is null and m.ended_at is null`,
  in_force: (tx) => tx`and m.approved_at is not null and m.ended_at is null`,
  withdrawn: (tx) => tx`and m.approved_at is null and m.ended_at is not null`,
  revoked: (tx) => tx`and m.approved_at is not null and m.ended_at is not null`,
};

function mappingOf(row: Columns): Mapping {
  const { id, shop, what, from, to, machine, reason, facts } = row;
  return {
    id,
    shop,
    what,
    from,
    to,
    machine,
    reason,
    state: stateOf(row),
    askedBy: { id: row.asker, name: row.asker_name },
    askedAt: row.asked_at.toISOString(),
    approvedBy: person(row.approver, row.approver_name),
    approvedAt: row.approved_at?.toISOString() ?? null,
    endedBy: person(row.ender, row.ender_name),
    endedAt: row.ended_at?.toISOString() ?? null,
    facts,
  };
}

function stateOf({ approved_at, ended_at }: Columns): MappingState {
  if (ended_at === null) return approved_at === null ? 'asked' : 'in_force';
  return approved_at === null ? 'withdrawn' : 'revoked';
}

function person(id: string | null, name: string | null): Mapping['approvedBy'] {
  return id === null ? null : { id, name: name ?? '' };
}
