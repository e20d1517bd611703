import { showFingerprint } from '@tillbridge/shared/fingerprint';
import { SILENT_AFTER_MS } from '@tillbridge/shared/live';
import type { AgentRow, AgentState } from '@tillbridge/shared/reads-agents';
import type { DiskState } from '@tillbridge/shared/sync';
import type { Tx } from '../db/client.ts';
import { fingerprintOf } from '../pairing/confirm-agent.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';

/** More shop PCs than an organization has shops many times over. */
const AGENTS_MAX = 2_000;

interface Columns {
  readonly agent_id: string;
  readonly shop_id: string;
  readonly code: string;
  readonly name_th: string;
  readonly name_en: string;
  readonly time_zone: string;
  readonly name: string;
  readonly host_name: string | null;
  readonly system: string | null;
  readonly software: string | null;
  readonly public_key: Buffer | null;
  readonly paired_at: Date | null;
  readonly confirmed_at: Date | null;
  readonly revoked_at: Date | null;
  readonly heard_at: Date | null;
  readonly complete_through: Date | null;
  readonly pending: number;
  readonly oldest_pending_ms: number;
  readonly clock_offset_ms: number | null;
  readonly disk_state: DiskState | null;
  readonly disk_since: Date | null;
  readonly disk_free_bytes: number | null;
  readonly quarantined: number;
  readonly configuration_desired: number;
  readonly configuration_applied: number | null;
  readonly live_keys: number;
}

/** The agents of the shops that this person sees, or one of them; revoked ones last. */
export async function readAgentRows(tx: Tx, scope: ShopScope, now: Date, agent?: string): Promise<readonly AgentRow[]> {
  const { all, list } = shopFilter(scope);
  const rows = await tx<Columns[]>`
    select a.agent_id, a.shop_id, s.code, s.name_th, s.name_en, s.time_zone, a.name, a.host_name, a.system, a.software,
      a.public_key, a.paired_at, a.confirmed_at, a.revoked_at, a.pending, a.oldest_pending_ms, a.clock_offset_ms,
      a.disk_state, a.disk_since, a.disk_free_bytes,
      greatest(a.last_heard_at, st.last_receipt_at) as heard_at, st.complete_through,
      coalesce(c.version, 0) as configuration_desired,
      -- A version of another history of the database stands for something else.
      case when a.configuration_incarnation = i.incarnation then a.configuration_version end as configuration_applied,
      (
        select count(*)
        from quarantine q
        where q.org_id = a.org_id and q.shop_id = a.shop_id and q.agent_id = a.agent_id and q.state = 'pending'
      ) as quarantined,
      (
        select count(*)
        from agent_keys k
        where k.org_id = a.org_id and k.agent_id = a.agent_id and k.revoked_at is null
          and (k.dies_at is null or k.dies_at > now())
      ) as live_keys
    from agents a
    join shops s on s.org_id = a.org_id and s.shop_id = a.shop_id
    cross join incarnations i
    left join shop_configurations c on c.org_id = a.org_id and c.shop_id = a.shop_id
    cross join lateral (
      select max(t.last_receipt_at) as last_receipt_at,
        (array_agg(t.complete_through order by t.ordinal desc) filter (where t.complete_through is not null))[1] as complete_through
      from streams t
      where t.org_id = a.org_id and t.agent_id = a.agent_id
    ) st
    where a.org_id = ${scope.org} and (${all} or a.shop_id = any(${[...list]}::uuid[]))
      and (${agent === undefined} or a.agent_id = ${agent ?? null})
    order by a.revoked_at is not null, s.code, a.name, a.agent_id
    limit ${AGENTS_MAX}`;
  return rows.map((row) => agentRow(row, now));
}

function agentRow(row: Columns, now: Date): AgentRow {
  const { disk_state: state, disk_since: since, disk_free_bytes: freeBytes } = row;
  const known = state !== null && since !== null && freeBytes !== null;
  return {
    id: row.agent_id,
    state: stateOf(row, now),
    shop: { id: row.shop_id, code: row.code, name: { th: row.name_th, en: row.name_en }, timeZone: row.time_zone },
    name: row.name,
    hostName: row.host_name,
    system: row.system,
    software: row.software,
    fingerprint: row.public_key === null ? null : showFingerprint(fingerprintOf(row.public_key) ?? ''),
    pairedAt: row.paired_at?.toISOString() ?? null,
    confirmedAt: row.confirmed_at?.toISOString() ?? null,
    revokedAt: row.revoked_at?.toISOString() ?? null,
    lastHeardAt: row.heard_at?.toISOString() ?? null,
    completeThrough: row.complete_through?.toISOString() ?? null,
    pending: row.pending,
    oldestPendingMs: row.oldest_pending_ms,
    clockOffsetMs: row.clock_offset_ms,
    disk: known ? { state, since: since.toISOString(), freeBytes } : null,
    quarantined: row.quarantined,
    configuration: { desired: row.configuration_desired, applied: row.configuration_applied },
    liveKeys: row.live_keys,
  };
}

function stateOf({ revoked_at, confirmed_at, heard_at }: Columns, now: Date): AgentState {
  if (revoked_at !== null) return 'revoked';
  if (confirmed_at === null) return 'waiting';
  if (heard_at === null) return 'new';
  return now.getTime() - heard_at.getTime() > SILENT_AFTER_MS ? 'silent' : 'connected';
}
