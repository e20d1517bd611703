import { randomUUID } from 'node:crypto';
import { withTenant } from '@tillbridge/core/db/client';
import { parseAgentKey } from '@tillbridge/shared/agent-key-text';
import type { TestOrganization } from '../make-world.ts';
import type { TestAgent, TestApi } from '../start-api.ts';

/** A key of the shop's agent, a code of the shop, and a command that brought a bundle. */
export interface AgentTarget {
  readonly key: string;
  readonly code: string;
  readonly bundle: string;
}

export const NO_AGENT_TARGET: AgentTarget = {
  key: 'aaaaaaaa',
  code: '00000000-0000-7000-8000-000000000000',
  bundle: '00000000-0000-7000-8000-000000000000',
};

export interface Call {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly payload?: object;
}

export async function fillAgent(
  api: TestApi,
  org: TestOrganization,
  shop: string,
  { agent, key }: TestAgent,
): Promise<AgentTarget> {
  const bundle = randomUUID();
  return withTenant(api.db, org.id, async (tx) => {
    const [made] = await tx<{ id: string }[]>`select code_id as id from pairing_codes where shop_id = ${shop}`;
    await tx`
      insert into agent_commands (org_id, command_id, agent_id, kind, made_by, expires_at, delivered_at, answered_at, outcome)
      values (${org.id}, ${bundle}, ${agent}, 'bundle.send', ${org.people.owner.id}, now(), now(), now(), 'done')`;
    await tx`insert into agent_bundles (org_id, command_id, total_bytes, held_to) values (${org.id}, ${bundle}, 1, 1)`;
    await tx`insert into agent_bundle_chunks values (${org.id}, ${bundle}, 0, ${Buffer.from('z')})`;
    return { key: parseAgentKey(key).id, code: made?.id ?? '', bundle };
  });
}

/** No call makes room for the next one: what would be one too many is put back. */
export async function putBackAgent(
  api: TestApi,
  { org, agent, key }: AgentTarget & { readonly org: string; readonly agent: string },
): Promise<void> {
  await withTenant(api.db, org, async (tx) => {
    await tx`update agent_keys set revoked_at = now() where agent_id = ${agent} and key_id <> ${key}`;
    await tx`update agent_keys set revoked_at = null where agent_id = ${agent} and key_id = ${key}`;
    await tx`update agents set revoked_at = null where agent_id = ${agent}`;
    await tx`update agent_commands set answered_at = now(), outcome = 'done' where agent_id = ${agent}`;
  });
}

const ofKey = (agent: string, key: string, verb: string): Call => ({
  method: 'POST',
  url: `/api/v1/agents/${agent}/keys/${key}/${verb}`,
});

/** How the routes of agents, keys and commands are called for a target. */
export const AGENT_CALLS: Readonly<Record<string, (target: AgentTarget & { readonly agent: string }) => Call>> = {
  'GET /api/v1/agents': () => ({ method: 'GET', url: '/api/v1/agents' }),
  'GET /api/v1/agents/:id': ({ agent }) => ({ method: 'GET', url: `/api/v1/agents/${agent}` }),
  'GET /api/v1/pairing-codes/:id': ({ code }) => ({ method: 'GET', url: `/api/v1/pairing-codes/${code}` }),
  'POST /api/v1/agents/:id/keys': ({ agent }) => ({ method: 'POST', url: `/api/v1/agents/${agent}/keys`, payload: {} }),
  'POST /api/v1/agents/:id/keys/:key/rotate': ({ agent, key }) => ofKey(agent, key, 'rotate'),
  'POST /api/v1/agents/:id/keys/:key/regenerate': ({ agent, key }) => ofKey(agent, key, 'regenerate'),
  'POST /api/v1/agents/:id/keys/:key/revoke': ({ agent, key }) => ofKey(agent, key, 'revoke'),
  'POST /api/v1/agents/:id/commands': ({ agent }) => ({
    method: 'POST',
    url: `/api/v1/agents/${agent}/commands`,
    payload: { kind: 'configuration.refresh' },
  }),
  'GET /api/v1/commands/:id/bundle': ({ bundle }) => ({ method: 'GET', url: `/api/v1/commands/${bundle}/bundle` }),
};
/** Answered to everybody of the organization, with only what they may see in it. */
export const AGENT_WITHOUT_TARGET = ['GET /api/v1/agents'] as const;
