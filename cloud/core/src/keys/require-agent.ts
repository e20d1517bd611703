import { Fault } from '@tillbridge/shared/faults/fault';
import type { Database } from '../db/client.ts';

declare const agentScopeBrand: unique symbol;

/** Proof that a live key of a live agent speaks. Only `requireAgent` makes one. */
export interface AgentScope {
  readonly org: string;
  readonly agent: string;
  readonly shop: string;
  readonly key: string;
  readonly [agentScopeBrand]: true;
}

/** What a verified agent token says; nothing of it is believed without the rows behind it. */
export interface AgentClaim {
  readonly org: string;
  readonly agent: string;
  readonly key: string;
}

/**
 * Reads key and agent on every request, so that a revocation is in force on every process at once.
 * Throws `agent.key-revoked`.
 */
export async function requireAgent(db: Database, claim: AgentClaim): Promise<AgentScope> {
  // One round trip: the function names the tenant for its own transaction and reads both rows.
  const [row] = await db.sql<{ shop: string | null }[]>`
    select live_agent(${claim.org}, ${claim.agent}, ${claim.key}) as shop`;
  if (!row?.shop) throw new Fault('agent.key-revoked');
  return { org: claim.org, agent: claim.agent, shop: row.shop, key: claim.key } as AgentScope;
}
