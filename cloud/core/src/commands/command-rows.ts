import type { CommandKind, CommandRow } from '@tillbridge/shared/agent-commands';
import type { Tx } from '../db/client.ts';

const COMMANDS_MAX = 50;

interface Columns {
  readonly command_id: string;
  readonly kind: CommandKind;
  readonly machine_id: string | null;
  readonly maker_id: string;
  readonly maker_name: string;
  readonly made_at: Date;
  readonly expires_at: Date;
  readonly delivered_at: Date | null;
  readonly answered_at: Date | null;
  readonly outcome: 'done' | 'refused' | 'failed' | null;
  readonly code: string | null;
  readonly bundle_bytes: number | null;
  readonly over: boolean;
}

/** What was asked of an agent, newest first. */
export async function readCommandRows(tx: Tx, org: string, agent: string): Promise<readonly CommandRow[]> {
  const rows = await tx<Columns[]>`
    select c.command_id, c.kind, c.machine_id, c.made_by as maker_id, p.name as maker_name, c.made_at, c.expires_at,
      c.delivered_at, c.answered_at, c.outcome, c.code, c.expires_at <= now() as over,
      case when b.held_to = b.total_bytes then b.total_bytes end as bundle_bytes
    from agent_commands c
    join people p on p.person_id = c.made_by
    left join agent_bundles b on b.org_id = c.org_id and b.command_id = c.command_id
    where c.org_id = ${org} and c.agent_id = ${agent}
    order by c.made_at desc, c.command_id
    limit ${COMMANDS_MAX}`;
  return rows.map((row) => ({
    id: row.command_id,
    kind: row.kind,
    state: stateOf(row),
    machineId: row.machine_id,
    madeBy: { id: row.maker_id, name: row.maker_name },
    madeAt: row.made_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    deliveredAt: row.delivered_at?.toISOString() ?? null,
    answeredAt: row.answered_at?.toISOString() ?? null,
    code: row.code,
    bundleBytes: row.bundle_bytes,
  }));
}

function stateOf({ outcome, over, delivered_at }: Columns): CommandRow['state'] {
  if (outcome !== null) return outcome;
  if (over) return 'expired';
  return delivered_at === null ? 'waiting' : 'delivered';
}
