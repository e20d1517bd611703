import { SILENT_AFTER_MS } from '@tillbridge/shared/live';
import type { OpenRequest } from '@tillbridge/shared/sync';
import type { Tx } from '../db/client.ts';
import type { AgentScope } from '../keys/require-agent.ts';

const MS_PER_S = 1_000;

/**
 * Keeps what an agent says of itself at open. Last of all, because custody locks a stream before its agent. True: the
 * shop's tile or its needs changed by it, because it had been silent or because the room on its disk is another.
 */
export async function noteAgent(tx: Tx, { org, agent, shop }: AgentScope, request: OpenRequest): Promise<boolean> {
  const offsetMs = Date.parse(request.clock) - Date.now();
  const { disk } = request;
  const [before] = await tx<{ silent: boolean | null; disk_state: string | null; free: number | null }[]>`
    select last_heard_at < now() - make_interval(secs => ${SILENT_AFTER_MS / MS_PER_S}) as silent, disk_state,
      disk_free_bytes as free
    from agents
    where org_id = ${org} and agent_id = ${agent}
    for no key update`;
  await tx`
    update agents
    set last_heard_at = now(), install_id = ${request.installId}, software = ${request.software},
      clock_offset_ms = ${Number.isNaN(offsetMs) ? null : offsetMs}, disk_state = ${disk?.state ?? null},
      disk_since = now() - make_interval(secs => ${disk === undefined ? null : ageS(disk.since, request.clock)}),
      disk_free_bytes = ${disk?.freeBytes ?? null},
      pending = coalesce(${request.pending ?? null}::bigint, pending),
      oldest_pending_ms = coalesce(${request.oldestPendingMs ?? null}::bigint, oldest_pending_ms),
      host_name = coalesce(${request.hostName ?? null}, host_name), system = coalesce(${request.system ?? null}, system)
    where org_id = ${org} and agent_id = ${agent}`;
  const sameDisk = before?.disk_state === (disk?.state ?? null) && (isFine(disk) || before?.free === disk?.freeBytes);
  if (before?.silent !== true && sameDisk) return false;
  await tx`
    insert into shop_versions as v (org_id, shop_id, version)
    values (${org}, ${shop}, 1)
    on conflict (org_id, shop_id) do update set version = v.version + 1`;
  return true;
}

/** How much is free is no news while there is enough. */
const isFine = (disk: OpenRequest['disk']) => disk === undefined || disk.state === 'ok';

/** The shop's clock may be wrong, but both of its times are by the same clock. */
function ageS(since: string, clock: string): number {
  return Math.max(0, Date.parse(clock) - Date.parse(since)) / MS_PER_S;
}
