import { showFingerprint } from '@tillbridge/shared/fingerprint';
import type { WaitingAgents } from '@tillbridge/shared/reads-agents';
import type { Database } from '../db/client.ts';
import { readTenant } from '../db/read-tenant.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';
import { fingerprintOf } from './confirm-agent.ts';

const WAITING_MAX = 200;

interface Columns {
  readonly agent_id: string;
  readonly shop_id: string;
  readonly host_name: string | null;
  readonly system: string | null;
  readonly public_key: Buffer;
  readonly paired_at: Date | null;
}

/** Shop PCs that redeemed a code and wait for somebody to vouch for them, newest first. */
export async function readWaitingAgents(db: Database, scope: ShopScope): Promise<WaitingAgents> {
  const { all, list } = shopFilter(scope);
  const rows = await readTenant(
    db,
    scope.org,
    (tx) => tx<Columns[]>`
      select agent_id, shop_id, host_name, system, public_key, paired_at
      from agents
      where org_id = ${scope.org}
        and confirmed_at is null
        and revoked_at is null
        and public_key is not null
        and (${all} or shop_id = any(${[...list]}::uuid[]))
      order by paired_at desc nulls last
      limit ${WAITING_MAX}`,
  );
  return {
    agents: rows.map((row) => ({
      agentId: row.agent_id,
      shopId: row.shop_id,
      hostName: row.host_name ?? '',
      system: row.system ?? '',
      fingerprint: showFingerprint(fingerprintOf(row.public_key) ?? ''),
      pairedAt: row.paired_at?.toISOString() ?? null,
    })),
  };
}
