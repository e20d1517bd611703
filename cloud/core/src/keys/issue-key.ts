import type { KeyMode } from '@tillbridge/shared/agent-key-text';
import { type KeyScope, LIVE_KEYS_MAX } from '@tillbridge/shared/agent-keys';
import { Fault } from '@tillbridge/shared/faults/fault';
import type { Tx } from '../db/client.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';
import { hmacOfKey, makeAgentKey } from './agent-key.ts';
import { ringAgent } from './key-notice.ts';
import type { RevocationFile } from './revocations.ts';

export interface KeySecrets {
  readonly pepper: Buffer;
  readonly keyMode: KeyMode;
  readonly revocations: RevocationFile;
}

export interface NewKey {
  readonly org: string;
  readonly agent: string;
  readonly scopes: readonly KeyScope[];
  /** Null: the agent itself. */
  readonly madeBy: string | null;
  readonly label?: string;
  readonly replaces?: string;
  readonly lastsDays?: number;
}

/** A key that is alive now, with its row locked through the row of its agent. */
export interface LiveKey {
  readonly id: string;
  readonly label: string;
  readonly scopes: readonly KeyScope[];
  readonly replaces: string | null;
  readonly used: boolean;
}

/** Draws a key and keeps what proves it. Call with the agent's row locked. Throws `key.third`. */
export async function issueKey(tx: Tx, secrets: KeySecrets, wish: NewKey): Promise<{ id: string; key: string }> {
  const { org, agent, scopes, madeBy, label = '', replaces = null, lastsDays = null } = wish;
  if ((await readLiveKeys(tx, org, agent)).length >= LIVE_KEYS_MAX) throw new Fault('key.third');
  const key = makeAgentKey(secrets.keyMode);
  await tx`
    insert into agent_keys (org_id, key_id, agent_id, secret_hmac, label, scopes, made_by, replaces, dies_at)
    values (${org}, ${key.id}, ${agent}, ${hmacOfKey(secrets.pepper, key)}, ${label}, ${[...scopes]}, ${madeBy}, ${replaces},
      now() + make_interval(days => ${lastsDays}))`;
  return { id: key.id, key: key.text };
}

/** Locks an agent so that its keys change one after the other. Throws `api.not-found` and `key.agent-revoked`. */
export async function lockAgent(tx: Tx, scope: ShopScope, agent: string): Promise<void> {
  const { all, list } = shopFilter(scope);
  const [row] = await tx<{ revoked: boolean }[]>`
    select revoked_at is not null or public_key is null as revoked
    from agents
    where org_id = ${scope.org} and agent_id = ${agent} and (${all} or shop_id = any(${[...list]}::uuid[]))
    for update`;
  if (row === undefined) throw new Fault('api.not-found');
  if (row.revoked) throw new Fault('key.agent-revoked');
}

export function readLiveKeys(tx: Tx, org: string, agent: string): Promise<readonly LiveKey[]> {
  return tx<LiveKey[]>`
    select key_id as id, label, scopes, replaces, first_used_at is not null as used
    from agent_keys
    where org_id = ${org} and agent_id = ${agent} and revoked_at is null and (dies_at is null or dies_at > now())
    order by created_at, key_id`;
}

/**
 * Dead with the commit, on every process and also outside the database. The file is written before the commit: should
 * that fail, the key dies at the next start, which is the safe side. False: it was dead already.
 */
export async function endKey(
  tx: Tx,
  { revocations }: KeySecrets,
  org: string,
  agent: string,
  key: string,
): Promise<boolean> {
  const ended = await tx`
    update agent_keys
    set revoked_at = now()
    where org_id = ${org} and agent_id = ${agent} and key_id = ${key} and revoked_at is null`;
  if (ended.count === 0) return false;
  await revocations.append({ at: new Date().toISOString(), org, agent, keys: [key] });
  await ringAgent(tx, agent);
  return true;
}
