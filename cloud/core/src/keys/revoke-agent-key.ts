import { Fault } from '@tillbridge/shared/faults/fault';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, type Tx, withTenant } from '../db/client.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';
import { ringAgent } from './key-notice.ts';
import type { RevocationFile } from './revocations.ts';

/**
 * Revokes every live key of an agent: dead on all processes with the commit. Pairing it again revives the agent with a
 * new key and its old streams. Throws `api.not-found` for an agent outside the scope.
 */
export async function revokeAgentKey(
  db: Database,
  scope: ShopScope,
  agent: string,
  file: RevocationFile,
  address: string,
): Promise<{ readonly keys: number }> {
  const { all, list } = shopFilter(scope);
  return withTenant(db, scope.org, async (tx) => {
    const [row] = await tx`
      update agents
      set revoked_at = coalesce(revoked_at, now())
      where org_id = ${scope.org} and agent_id = ${agent} and (${all} or shop_id = any(${[...list]}::uuid[]))
      returning agent_id`;
    if (row === undefined) throw new Fault('api.not-found');
    const keys = await revokeLiveKeys(tx, scope.org, agent, file);
    await appendAudit(tx, {
      org: scope.org,
      actorKind: 'person',
      actor: scope.person,
      action: 'agent.revoked',
      subject: agent,
      address,
      detail: { keys: keys.length },
    });
    return { keys: keys.length };
  });
}

/** The file is written before the commit: should the commit fail, the key dies at the next start, which is the safe side. */
export async function revokeLiveKeys(
  tx: Tx,
  org: string,
  agent: string,
  file: RevocationFile,
): Promise<readonly string[]> {
  const rows = await tx<{ key_id: string }[]>`
    update agent_keys
    set revoked_at = now()
    where org_id = ${org} and agent_id = ${agent} and revoked_at is null
    returning key_id`;
  const keys = rows.map((row) => row.key_id);
  if (keys.length > 0) await file.append({ at: new Date().toISOString(), org, agent, keys });
  await ringAgent(tx, agent);
  return keys;
}
