import type { KeyWish } from '@tillbridge/shared/agent-keys';
import { Fault } from '@tillbridge/shared/faults/fault';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, withTenant } from '../db/client.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';
import { endKey, issueKey, type KeySecrets, lockAgent } from './issue-key.ts';
import { scopesGranted } from './key-scopes.ts';
import type { KeyChange, MadeKey } from './rotate-key.ts';

/**
 * A second key for an agent's PC: it needs the signature of the same PC as the first one. Throws `api.not-found`,
 * `key.third`, `key.scope` and `key.agent-revoked`.
 */
export function createKey(
  db: Database,
  secrets: KeySecrets,
  scope: ShopScope,
  wish: KeyWish & { readonly agent: string; readonly address: string },
): Promise<MadeKey> {
  const { agent, address, label, lastsDays } = wish;
  const { org, person } = scope;
  return withTenant(db, org, async (tx) => {
    await lockAgent(tx, scope, agent);
    const scopes = scopesGranted(scope, wish.scopes);
    const named = { ...(label === undefined ? {} : { label }), ...(lastsDays === undefined ? {} : { lastsDays }) };
    const made = await issueKey(tx, secrets, { org, agent, scopes, madeBy: person, ...named });
    const detail = { agent, scopes: scopes.join(' '), lastsDays: lastsDays ?? null };
    await appendAudit(tx, {
      org,
      actorKind: 'person',
      actor: person,
      action: 'key.made',
      subject: made.id,
      address,
      detail,
    });
    return made;
  });
}

/**
 * Takes one key back: refused on the next request of every process, and an open question of it is closed at once.
 * Throws `api.not-found` and `key.dead`.
 */
export function revokeKey(
  db: Database,
  secrets: KeySecrets,
  scope: ShopScope,
  { agent, key, address }: KeyChange,
): Promise<{ readonly id: string }> {
  const { org, person } = scope;
  const { all, list } = shopFilter(scope);
  return withTenant(db, org, async (tx) => {
    const [row] = await tx<{ dead: boolean }[]>`
      select k.revoked_at is not null or coalesce(k.dies_at <= now(), false) as dead
      from agents a
      join agent_keys k on k.org_id = a.org_id and k.agent_id = a.agent_id and k.key_id = ${key}
      where a.org_id = ${org} and a.agent_id = ${agent} and (${all} or a.shop_id = any(${[...list]}::uuid[]))
      for update of a`;
    if (row === undefined) throw new Fault('api.not-found');
    if (row.dead || !(await endKey(tx, secrets, org, agent, key))) throw new Fault('key.dead');
    const detail = { agent };
    await appendAudit(tx, {
      org,
      actorKind: 'person',
      actor: person,
      action: 'key.revoked',
      subject: key,
      address,
      detail,
    });
    return { id: key };
  });
}
