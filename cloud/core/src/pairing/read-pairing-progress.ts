import { Fault } from '@tillbridge/shared/faults/fault';
import type { AgentRow, PairingProgress } from '@tillbridge/shared/reads-agents';
import { readAgentRows } from '../agents/agent-rows.ts';
import type { Database } from '../db/client.ts';
import { readTenant } from '../db/read-tenant.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';
import { WRONG_TRIES_MAX } from './make-pairing-code.ts';

interface Columns {
  readonly shop_id: string;
  readonly expires_at: Date;
  readonly expired: boolean;
  readonly wrong_tries: number;
  readonly redeemed_at: Date | null;
  readonly redeemed_agent_id: string | null;
}

/** How far a code has come, and who redeemed it; never the code. Throws `api.not-found`. */
export function readPairingProgress(db: Database, scope: ShopScope, code: string): Promise<PairingProgress> {
  const { all, list } = shopFilter(scope);
  return readTenant(db, scope.org, async (tx) => {
    const [row] = await tx<Columns[]>`
      select shop_id, expires_at, expires_at <= now() as expired, wrong_tries, redeemed_at, redeemed_agent_id
      from pairing_codes
      where org_id = ${scope.org} and code_id = ${code} and (${all} or shop_id = any(${[...list]}::uuid[]))`;
    if (row === undefined) throw new Fault('api.not-found');
    const now = new Date();
    const [agent] = row.redeemed_agent_id === null ? [] : await readAgentRows(tx, scope, now, row.redeemed_agent_id);
    return {
      asOf: now.toISOString(),
      state: stateOf(row, agent),
      shopId: row.shop_id,
      expiresAt: row.expires_at.toISOString(),
      wrongTries: row.wrong_tries,
      agent: agent ?? null,
    };
  });
}

function stateOf(row: Columns, agent: AgentRow | undefined): PairingProgress['state'] {
  if (agent !== undefined && row.redeemed_at !== null) {
    if (agent.confirmedAt === null) return 'redeemed';
    const heard = agent.lastHeardAt !== null && Date.parse(agent.lastHeardAt) > row.redeemed_at.getTime();
    return heard ? 'appeared' : 'confirmed';
  }
  if (row.wrong_tries >= WRONG_TRIES_MAX) return 'burnt';
  return row.expired ? 'expired' : 'open';
}
