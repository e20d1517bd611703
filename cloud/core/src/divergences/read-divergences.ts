import type { AskedShop, DivergenceList, DivergenceRow, DivergenceState } from '@tillbridge/shared/reads-divergences';
import type { Database, Tx } from '../db/client.ts';
import { type ListPlace, listPage, pageRows, readCursor } from '../db/list-cursor.ts';
import { readTenant } from '../db/read-tenant.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';
import { shopRef } from '../reads/shop-ref.ts';

export interface DivergencesWish {
  readonly state?: DivergenceState;
  readonly cursor?: string;
  readonly limit?: number;
}

interface Columns
  extends Pick<DivergenceRow, 'id' | 'shop' | 'what' | 'ordinal' | 'sequence' | 'rows' | 'state' | 'said'> {
  readonly subject: string;
  readonly agent_name: string | null;
  readonly business_date: string | null;
  readonly found_at: Date;
  readonly ended_at: Date | null;
  readonly settler: string | null;
  readonly expected: readonly unknown[];
  readonly found: readonly unknown[];
  readonly asked_at: Date | null;
  readonly put_back: number;
  readonly put_back_at: Date | null;
  readonly gone: number;
  readonly other: number;
}

/** Where the cloud did not agree with what it took custody of, newest first. A shop outside the scope has none. */
export function readDivergences(
  db: Database,
  scope: ShopScope,
  { state, cursor, limit: asked }: DivergencesWish,
  now = new Date(),
): Promise<DivergenceList> {
  const limit = pageRows(asked);
  const after = readCursor(cursor);
  return readTenant(db, scope.org, async (tx) => {
    const rows = await readRows(tx, scope, state, { after, limit: limit + 1 });
    const { all, list } = shopFilter(scope);
    const [counted] = await tx<{ open: number }[]>`
      select count(*) as open
      from divergences
      where org_id = ${scope.org} and state = 'open' and (${all} or shop_id = any(${[...list]}::uuid[]))`;
    const page = listPage(rows, limit, (row) => ({ at: row.foundAt, id: row.id }));
    return { asOf: now.toISOString(), open: counted?.open ?? 0, ...page };
  });
}

async function readRows(
  tx: Tx,
  scope: ShopScope,
  state: DivergenceState | undefined,
  { after, limit }: { readonly after: ListPlace | null; readonly limit: number },
): Promise<readonly DivergenceRow[]> {
  const { all, list } = shopFilter(scope);
  const rows = await tx<Columns[]>`
    select d.divergence_id as id, ${shopRef(tx)} as shop, d.what, d.subject, a.name as agent_name, st.ordinal, d.sequence, d.business_date, d.rows,
      d.state, d.found_at, d.ended_at, p.name as settler, d.said, coalesce(d.expected, '[]') as expected, coalesce(d.found, '[]') as found,
      d.asked_at, d.put_back, d.put_back_at, w.gone, w.other
    from divergences d
    join shops s on s.org_id = d.org_id and s.shop_id = d.shop_id
    left join agents a on a.org_id = d.org_id and a.agent_id = d.agent_id
    left join streams st on st.org_id = d.org_id and st.agent_id = d.agent_id and st.epoch = d.epoch
    left join people p on p.person_id = d.ended_by
    cross join lateral (
      select count(*) filter (where w.answer = 'gone') as gone, count(*) filter (where w.answer = 'other') as other
      from wanted_places w
      where d.state <> 'healed' and w.org_id = d.org_id and w.agent_id = d.agent_id and w.epoch = d.epoch and w.subject = d.subject
        and w.put_back_day is null
    ) w
    where d.org_id = ${scope.org} and (${all} or d.shop_id = any(${[...list]}::uuid[]))
      ${state === undefined ? tx`` : tx`and d.state = ${state}`}
      ${after === null ? tx`` : tx`and (date_trunc('milliseconds', d.found_at), d.divergence_id) < (${after.at}::timestamptz, ${after.id}::uuid)`}
    order by date_trunc('milliseconds', d.found_at) desc, d.divergence_id desc
    limit ${limit}`;
  return rows.map(divergenceOf);
}

function divergenceOf(row: Columns): DivergenceRow {
  const { id, shop, what, ordinal, sequence, rows, state, said } = row;
  return {
    id,
    shop,
    what,
    table: what === 'derived' ? (row.subject.split(' ').at(-1) ?? null) : null,
    agentName: row.agent_name,
    ordinal,
    sequence,
    businessDate: row.business_date,
    rows,
    state,
    foundAt: row.found_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    settledBy: row.settler,
    said,
    asked: askedOf(row),
    expected: linesOf(row.expected),
    found: linesOf(row.found),
  };
}

function askedOf({ asked_at, put_back, put_back_at, gone, other }: Columns): AskedShop | null {
  if (asked_at === null && gone === 0) return null;
  return {
    askedAt: asked_at?.toISOString() ?? null,
    putBack: put_back,
    putBackAt: put_back_at?.toISOString() ?? null,
    gone,
    other,
  };
}

/** What is absent on one side has no line there. */
function linesOf(history: readonly unknown[]): string[] {
  return history.filter((entry) => entry !== null).map((entry) => JSON.stringify(entry));
}
