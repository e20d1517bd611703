import { Fault } from '@tillbridge/shared/faults/fault';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, type Tx, withTenant } from '../db/client.ts';
import type { ShopScope } from '../people/require-person.ts';
import { endKey, issueKey, type KeySecrets, type LiveKey, lockAgent, readLiveKeys } from './issue-key.ts';
import { scopesGranted } from './key-scopes.ts';
import type { AgentScope } from './require-agent.ts';

export interface KeyChange {
  readonly agent: string;
  readonly key: string;
  readonly address: string;
}

export interface MadeKey {
  readonly id: string;
  readonly key: string;
}

/**
 * Another key with the same scopes. The old one lives until a grace after the first use of the new one, so that a shop
 * that is offline for days is never locked out. Said again before that use, the key of the first time dies unused.
 * Throws `api.not-found`, `key.dead`, `key.third`, `key.scope`, `key.agent-revoked`.
 */
export function rotateKey(db: Database, secrets: KeySecrets, scope: ShopScope, change: KeyChange): Promise<MadeKey> {
  return withTenant(db, scope.org, async (tx) => {
    await lockAgent(tx, scope, change.agent);
    const old = await requireLiveKey(tx, scope.org, change);
    scopesGranted(scope, old.scopes);
    const by = { actorKind: 'person', actor: scope.person, madeBy: scope.person } as const;
    return succeed(tx, secrets, { org: scope.org, ...change, old, ...by });
  });
}

/** The agent asks for its own rotation, with the key that is to be replaced. Throws `agent.key-revoked`, `key.third`. */
export function rotateOwnKey(db: Database, secrets: KeySecrets, agent: AgentScope, address: string): Promise<MadeKey> {
  return withTenant(db, agent.org, async (tx) => {
    const [locked] = await tx`
      select 1 from agents where org_id = ${agent.org} and agent_id = ${agent.agent} and revoked_at is null for update`;
    const live = await readLiveKeys(tx, agent.org, agent.agent);
    const old = live.find(({ id }) => id === agent.key);
    if (locked === undefined || old === undefined) throw new Fault('agent.key-revoked');
    const by = { actorKind: 'agent', actor: agent.agent, madeBy: null } as const;
    return succeed(tx, secrets, { org: agent.org, agent: agent.agent, key: agent.key, address, old, ...by });
  });
}

/** Another key, and the old one is dead at once. Throws as `rotateKey`. */
export function regenerateKey(
  db: Database,
  secrets: KeySecrets,
  scope: ShopScope,
  change: KeyChange,
): Promise<MadeKey> {
  return withTenant(db, scope.org, async (tx) => {
    const { org, person } = scope;
    const { agent, key, address } = change;
    await lockAgent(tx, scope, agent);
    const old = await requireLiveKey(tx, org, change);
    scopesGranted(scope, old.scopes);
    await endKey(tx, secrets, org, agent, key);
    const { label, scopes } = old;
    const made = await issueKey(tx, secrets, { org, agent, scopes, label, madeBy: person, replaces: key });
    const detail = { agent, made: made.id };
    await appendAudit(tx, {
      org,
      actorKind: 'person',
      actor: person,
      action: 'key.regenerated',
      subject: key,
      address,
      detail,
    });
    return made;
  });
}

interface Succession extends KeyChange {
  readonly org: string;
  readonly old: LiveKey;
  readonly actorKind: 'person' | 'agent';
  readonly actor: string;
  readonly madeBy: string | null;
}

async function succeed(tx: Tx, secrets: KeySecrets, wish: Succession): Promise<MadeKey> {
  const { org, agent, key, address, old, actorKind, actor, madeBy } = wish;
  const live = await readLiveKeys(tx, org, agent);
  // Whoever got it lost it or never typed it: its answer was lost, or a person asked twice.
  for (const unused of live.filter(({ replaces, used }) => replaces === key && !used)) {
    await endKey(tx, secrets, org, agent, unused.id);
  }
  const { label, scopes } = old;
  const made = await issueKey(tx, secrets, { org, agent, scopes, label, madeBy, replaces: key });
  const detail = { agent, made: made.id };
  await appendAudit(tx, { org, actorKind, actor, action: 'key.rotated', subject: key, address, detail });
  return made;
}

async function requireLiveKey(tx: Tx, org: string, { agent, key }: KeyChange): Promise<LiveKey> {
  const live = await readLiveKeys(tx, org, agent);
  const found = live.find(({ id }) => id === key);
  if (found !== undefined) return found;
  const [known] = await tx`select 1 from agent_keys where org_id = ${org} and agent_id = ${agent} and key_id = ${key}`;
  throw new Fault(known === undefined ? 'api.not-found' : 'key.dead');
}
