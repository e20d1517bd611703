import type { KeyRow, KeyScope, KeyState } from '@tillbridge/shared/agent-keys';
import type { Tx } from '../db/client.ts';

/** Dead keys stay in the trail; the page shows the newest. */
const KEYS_MAX = 50;

interface Columns {
  readonly key_id: string;
  readonly label: string;
  readonly scopes: KeyScope[];
  readonly maker_id: string | null;
  readonly maker_name: string | null;
  readonly created_at: Date;
  readonly replaces: string | null;
  readonly first_used_at: Date | null;
  readonly last_used_at: Date | null;
  readonly last_used_from: string | null;
  readonly dies_at: Date | null;
  readonly revoked_at: Date | null;
  readonly expired: boolean;
  readonly waiting: boolean;
  readonly taken_over: boolean;
}

/** The keys of an agent, newest first; never a secret. */
export async function readKeyRows(tx: Tx, org: string, agent: string): Promise<readonly KeyRow[]> {
  const rows = await tx<Columns[]>`
    select k.key_id, k.label, k.scopes, k.made_by as maker_id, p.name as maker_name, k.created_at, k.replaces, k.first_used_at,
      k.last_used_at, k.last_used_from, k.dies_at, k.revoked_at, coalesce(k.dies_at <= now(), false) as expired,
      a.confirmed_at is null as waiting,
      exists (
        select from agent_keys n
        where n.org_id = k.org_id and n.replaces = k.key_id and n.first_used_at is not null
      ) as taken_over
    from agent_keys k
    join agents a on a.org_id = k.org_id and a.agent_id = k.agent_id
    left join people p on p.person_id = k.made_by
    where k.org_id = ${org} and k.agent_id = ${agent}
    order by k.created_at desc, k.key_id
    limit ${KEYS_MAX}`;
  return rows.map((row) => ({
    id: row.key_id,
    label: row.label,
    scopes: row.scopes,
    state: stateOf(row),
    madeBy: row.maker_id === null ? null : { id: row.maker_id, name: row.maker_name ?? '' },
    madeAt: row.created_at.toISOString(),
    replaces: row.replaces,
    firstUsedAt: row.first_used_at?.toISOString() ?? null,
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    lastUsedFrom: row.last_used_from,
    diesAt: row.dies_at?.toISOString() ?? null,
    revokedAt: row.revoked_at?.toISOString() ?? null,
  }));
}

function stateOf(row: Columns): KeyState {
  if (row.revoked_at !== null) return 'revoked';
  if (row.expired) return 'expired';
  if (row.waiting) return 'waiting';
  return row.taken_over ? 'grace' : 'live';
}
