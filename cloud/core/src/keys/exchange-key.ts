import { parseAgentKey } from '@tillbridge/shared/agent-key-text';
import { KEY_GRACE_MS, type KeyScope } from '@tillbridge/shared/agent-keys';
import { Fault } from '@tillbridge/shared/faults/fault';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, withKeyId, withTenant } from '../db/client.ts';
import { addressGroup, KEY_BY_ADDRESS, takeTry } from '../people/throttle.ts';
import { isKeyOf } from './agent-key.ts';
import { checkNonce, spendNonce } from './nonce.ts';
import { type AgentScope, requireAgent } from './require-agent.ts';
import { isSignedBy } from './signature.ts';

export interface KeyExchange {
  readonly key: string;
  readonly nonce: string;
  /** Ed25519 over `${nonce}.${key}`, base64url. */
  readonly signature: string;
  readonly address: string;
}

/** An agent that was let in, with what its key may do; fixed for the life of the key. */
export interface Exchanged extends AgentScope {
  readonly scopes: readonly KeyScope[];
}

/**
 * Key and signature together prove the agent. Throws `agent.key-malformed`, `agent.key-revoked` (unknown, wrong secret,
 * revoked or past its time: not told apart), `agent.signature`, `agent.unconfirmed`, `api.throttled`.
 */
export async function exchangeKey(db: Database, pepper: Buffer, request: KeyExchange): Promise<Exchanged> {
  const key = parseAgentKey(request.key);
  checkNonce(pepper, request.nonce, Date.now());
  await takeTry(db, KEY_BY_ADDRESS, addressGroup(request.address));
  const [row] = await withKeyId(
    db,
    key.id,
    (tx) => tx<{ org_id: string; agent_id: string; secret_hmac: Buffer; scopes: KeyScope[] }[]>`
      select org_id, agent_id, secret_hmac, scopes from agent_keys where key_id = ${key.id}`,
  );
  if (row === undefined || !isKeyOf(pepper, key, row.secret_hmac)) throw new Fault('agent.key-revoked');
  const scope = await requireAgent(db, { org: row.org_id, agent: row.agent_id, key: key.id });
  const [agent] = await withTenant(
    db,
    scope.org,
    (tx) => tx<{ public_key: Buffer | null; confirmed_at: Date | null }[]>`
      select public_key, confirmed_at from agents where org_id = ${scope.org} and agent_id = ${scope.agent}`,
  );
  const publicKey = agent?.public_key;
  if (!publicKey || !isSignedBy(publicKey, `${request.nonce}.${request.key}`, request.signature)) {
    throw new Fault('agent.signature');
  }
  await spendNonce(db, request.nonce);
  if (agent?.confirmed_at == null) throw new Fault('agent.unconfirmed');
  await markUsed(db, scope, request.address);
  return { ...scope, scopes: row.scopes };
}

/** The first use of a key begins the grace of the one that it takes over from. */
function markUsed(db: Database, { org, agent, key }: AgentScope, address: string): Promise<void> {
  return withTenant(db, org, async (tx) => {
    const [used] = await tx<{ first: boolean; replaces: string | null }[]>`
      update agent_keys k
      set first_used_at = coalesce(k.first_used_at, now()), last_used_at = now(), last_used_from = ${address}
      from agent_keys before
      where k.org_id = ${org} and k.key_id = ${key} and before.org_id = k.org_id and before.key_id = k.key_id
      returning before.first_used_at is null as first, k.replaces`;
    if (used === undefined || !used.first || used.replaces === null) return;
    const ending = await tx`
      update agent_keys
      set dies_at = least(dies_at, now() + make_interval(secs => ${KEY_GRACE_MS / 1000}))
      where org_id = ${org} and key_id = ${used.replaces} and revoked_at is null`;
    if (ending.count === 0) return;
    const detail = { agent, replaces: used.replaces };
    await appendAudit(tx, {
      org,
      actorKind: 'agent',
      actor: agent,
      action: 'key.taken-over',
      subject: key,
      address,
      detail,
    });
  });
}
