import type { QuarantineKeyOf, QuarantineLine, QuarantineState } from '@tillbridge/shared/reads-custody';
import type { Tx } from '../db/client.ts';
import type { ListPlace } from '../db/list-cursor.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';
import { shopRef } from '../reads/shop-ref.ts';
import { selfDescription } from './shown-bytes.ts';

/** Enough of a line to read what it says of itself. */
const DESCRIBED_BYTES = 16_384;

export interface QuarantineQuery {
  readonly state?: QuarantineState;
  readonly shop?: string;
  readonly code?: string;
  readonly key?: QuarantineKeyOf;
}

interface Columns extends Pick<QuarantineLine, 'agent' | 'epoch' | 'sequence' | 'hash' | 'shop' | 'ordinal' | 'code'> {
  readonly agent_name: string;
  readonly detail: string | null;
  readonly state: QuarantineState;
  readonly in_stream: boolean;
  readonly received_at: Date;
  readonly settled_at: Date | null;
  readonly settler: string | null;
  readonly settler_name: string | null;
  readonly begins: Buffer;
  readonly discard_id: string | null;
  readonly asker: string | null;
  readonly asker_name: string | null;
  readonly asked_at: Date | null;
  readonly reason: string | null;
  readonly place: string;
}

function matching(tx: Tx, scope: ShopScope, { state, shop, code, key }: QuarantineQuery): ReturnType<Tx> {
  const { all, list } = shopFilter(scope);
  return tx`
    q.org_id = ${scope.org}
      and (${all} or q.shop_id = any(${[...list]}::uuid[]))
      ${state === undefined ? tx`` : tx`and q.state = ${state}`}
      ${shop === undefined ? tx`` : tx`and q.shop_id = ${shop}`}
      ${code === undefined ? tx`` : tx`and q.code = ${code}`}
      ${key === undefined ? tx`` : tx`and q.agent_id = ${key.agent} and q.epoch = ${key.epoch} and q.sequence = ${key.sequence} and q.hash = decode(${key.hash}, 'hex')`}`;
}

/** Lines of the scope, newest first, each with the place of it in the list. */
export async function readQuarantineRows(
  tx: Tx,
  scope: ShopScope,
  query: QuarantineQuery,
  page: { readonly after: ListPlace | null; readonly limit: number },
): Promise<(QuarantineLine & { readonly place: string })[]> {
  const { after, limit } = page;
  const rows = await tx<Columns[]>`
    select q.agent_id as agent, a.name as agent_name, q.epoch, st.ordinal, q.sequence, encode(q.hash, 'hex') as hash,
      ${shopRef(tx)} as shop, q.code, q.detail, q.state, q.in_stream, q.received_at, q.settled_at,
      p.person_id as settler, p.name as settler_name, substring(q.raw from 1 for ${DESCRIBED_BYTES}) as begins,
      d.discard_id, d.asked_by as asker, asker.name as asker_name, d.asked_at, d.reason, line.place
    from quarantine q
    cross join lateral (select md5(concat_ws('/', q.agent_id, q.epoch, q.sequence, encode(q.hash, 'hex')))::uuid as place) line
    join shops s on s.org_id = q.org_id and s.shop_id = q.shop_id
    join agents a on a.org_id = q.org_id and a.agent_id = q.agent_id
    join streams st on st.org_id = q.org_id and st.agent_id = q.agent_id and st.epoch = q.epoch
    left join people p on p.person_id = q.settled_by
    left join quarantine_discards d on d.org_id = q.org_id and d.agent_id = q.agent_id and d.epoch = q.epoch
      and d.sequence = q.sequence and d.hash = q.hash and d.ended is null
    left join people asker on asker.person_id = d.asked_by
    where ${matching(tx, scope, query)}
      ${after === null ? tx`` : tx`and (date_trunc('milliseconds', q.received_at), line.place) < (${after.at}::timestamptz, ${after.id}::uuid)`}
    order by date_trunc('milliseconds', q.received_at) desc, line.place desc
    limit ${limit}`;
  return rows.map(lineOf);
}

function lineOf(row: Columns): QuarantineLine & { readonly place: string } {
  const { agent, epoch, sequence, hash, shop, ordinal, code, detail, state, place } = row;
  return {
    agent,
    epoch,
    sequence,
    hash,
    shop,
    agentName: row.agent_name,
    ordinal,
    code,
    detail,
    state,
    inStream: row.in_stream,
    receivedAt: row.received_at.toISOString(),
    settledAt: row.settled_at?.toISOString() ?? null,
    settledBy: row.settler === null ? null : { id: row.settler, name: row.settler_name ?? '' },
    ...selfDescription(row.begins),
    discard:
      row.discard_id === null
        ? null
        : {
            id: row.discard_id,
            by: { id: row.asker ?? '', name: row.asker_name ?? '' },
            at: row.asked_at?.toISOString() ?? '',
            reason: row.reason ?? '',
          },
    place,
  };
}

/** How many wait under the same filter of shop and code. */
export async function countPending(tx: Tx, scope: ShopScope, query: QuarantineQuery): Promise<number> {
  const [row] = await tx<{ n: number }[]>`
    select count(*)::integer as n from quarantine q where ${matching(tx, scope, { ...query, state: 'pending' })}`;
  return row?.n ?? 0;
}
