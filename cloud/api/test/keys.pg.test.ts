import { type Database, withTenant } from '@tillbridge/core/db/client';
import { makeAgentKey } from '@tillbridge/core/keys/agent-key';
import { COMMAND_WAIT_MS } from '@tillbridge/shared/agent-commands';
import { agentKeyText, parseAgentKey } from '@tillbridge/shared/agent-key-text';
import { KEY_SCOPES, type KeyRow } from '@tillbridge/shared/agent-keys';
import type { AgentPage } from '@tillbridge/shared/reads-agents';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import '../src/commands/hold-agent-lines.ts';
import { buildApi } from '../src/app.ts';
import { post } from './fill-shop.ts';
import { makeOrganization, type TestOrganization } from './make-world.ts';
import * as kit from './start-api.ts';

let api: kit.TestApi;
let elsewhere: FastifyInstance;
let org: TestOrganization;
let owner: kit.Cookies;
beforeAll(async () => {
  api = await kit.startApi(await cloneDatabase(), { commandWaitMs: COMMAND_WAIT_MS });
  // A second process on the same database: what one of them is told holds on the other.
  elsewhere = await buildApi(api.options);
  org = await makeOrganization(api.db, 'Alpha');
  owner = await kit.signInAs(api.app, org.people.owner);
});
beforeEach(async () => {
  await api.db.sql`delete from throttles`;
});
afterAll(async () => {
  await elsewhere.close();
  await api.close();
});

interface Made {
  readonly id: string;
  readonly key: string;
}
const tenant = <T>(fn: Parameters<typeof withTenant<T>>[2], db: Database = api.db) => withTenant(db, org.id, fn);
const ask = (path: string, payload?: object, cookies = owner) =>
  api.app.inject({
    method: 'POST',
    url: `/api/v1/agents/${path}`,
    headers: { 'sec-fetch-site': 'same-origin' },
    cookies: { ...cookies },
    ...(payload === undefined ? {} : { payload }),
  });
async function made(path: string, payload?: object): Promise<Made> {
  const answer = await ask(path, payload);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<Made>();
}
async function keysOf(agent: string): Promise<readonly KeyRow[]> {
  const page = await api.app.inject({ url: `/api/v1/agents/${agent}`, cookies: { ...owner } });
  return page.json<AgentPage>().keys;
}
const idOf = (key: string) => parseAgentKey(key).id;
const pair = () => kit.pairAgent(api.app, owner, org.shop);
const outcome = async (answer: ReturnType<typeof kit.exchange>) => {
  const { statusCode, body } = await answer;
  return statusCode === 200 ? 'let in' : (JSON.parse(body) as { code: string }).code;
};
/** Moves the clock of one key on. */
const age = (key: string, days: number) =>
  tenant(
    (tx) => tx`
      update agent_keys
      set dies_at = dies_at - make_interval(days => ${days})
      where org_id = ${org.id} and key_id = ${key}`,
  );

describe('what is tried with keys', () => {
  it('wrong checksum: refused without a query', async () => {
    const agent = await pair();
    const typo = `${agent.key.slice(0, -1)}${agent.key.endsWith('0') ? '1' : '0'}`;
    expect(await outcome(kit.exchange(api.app, typo, agent.privateKey))).toBe('agent.key-malformed');
  });

  it('wrong secret: refused like a key that never was', async () => {
    const agent = await pair();
    const never = makeAgentKey('test');
    const mixed = agentKeyText('test', { id: idOf(agent.key), secret: never.secret });
    for (const key of [mixed, never.text]) {
      expect(await outcome(kit.exchange(api.app, key, agent.privateKey))).toBe('agent.key-revoked');
    }
  });

  it('expired: refused on the next request of every process, and shown as such', async () => {
    const agent = await pair();
    const dated = await made(`${agent.agent}/keys`, { label: 'For a week', lastsDays: 7 });
    const token = await kit.exchange(api.app, dated.key, agent.privateKey);
    const { token: jwt } = token.json<{ token: string }>();
    await age(dated.id, 8);
    expect(await outcome(kit.exchange(api.app, dated.key, agent.privateKey))).toBe('agent.key-revoked');
    for (const app of [api.app, elsewhere]) expect((await post(app, jwt, '/v1/sync/open', {})).statusCode).toBe(401);
    expect((await keysOf(agent.agent)).find(({ id }) => id === dated.id)?.state).toBe('expired');
  });

  it('revoked with a live JWT on every process: the other key of the same PC goes on', async () => {
    const agent = await pair();
    const second = await made(`${agent.agent}/keys`, {});
    const first = await agent.token();
    const other = (await kit.exchange(api.app, second.key, agent.privateKey)).json<{ token: string }>().token;
    expect((await ask(`${agent.agent}/keys/${idOf(agent.key)}/revoke`)).statusCode).toBe(200);
    for (const app of [api.app, elsewhere]) {
      expect((await post(app, first, '/v1/sync/open', {})).json()).toMatchObject({ code: 'agent.key-revoked' });
      expect((await post(app, other, '/v1/sync/open', {})).statusCode).toBe(400);
    }
    expect((await ask(`${agent.agent}/keys/${idOf(agent.key)}/revoke`)).json()).toMatchObject({ code: 'key.dead' });
  });

  it('revoked with an open socket: what two processes hold open is closed within a second', async () => {
    const agent = await pair();
    const token = await agent.token();
    const held = [api.app, elsewhere].map(async (app) => {
      const answer = await app.inject({
        url: '/v1/agent/command?wait=yes',
        headers: { authorization: `Bearer ${token}` },
      });
      return { code: answer.json<{ code?: string }>().code, at: performance.now() };
    });
    await expect.poll(() => openLines(agent.agent)).toBe(2);
    const revokedAt = performance.now();
    expect((await ask(`${agent.agent}/keys/${idOf(agent.key)}/revoke`)).statusCode).toBe(200);
    for (const { code, at } of await Promise.all(held)) {
      expect(code).toBe('agent.key-revoked');
      expect(at - revokedAt).toBeLessThan(1_000);
    }
  });

  it('revoked and reissued in one second: the dead one stays dead, the new one lives', async () => {
    const agent = await pair();
    const token = await agent.token();
    const next = await made(`${agent.agent}/keys/${idOf(agent.key)}/regenerate`);
    expect(await outcome(kit.exchange(api.app, next.key, agent.privateKey))).toBe('let in');
    expect(await outcome(kit.exchange(elsewhere, agent.key, agent.privateKey))).toBe('agent.key-revoked');
    expect((await post(elsewhere, token, '/v1/sync/open', {})).statusCode).toBe(401);
  });

  it('rotation offline 8 days: the old key opens the door, and dies an hour after the new one was used', async () => {
    const agent = await pair();
    const old = idOf(agent.key);
    const next = await made(`${agent.agent}/keys/${old}/rotate`);
    await tenant((tx) => tx`update agent_keys set last_used_at = now() - interval '8 days' where key_id = ${next.id}`);
    expect(await outcome(kit.exchange(api.app, agent.key, agent.privateKey))).toBe('let in');
    expect(await outcome(kit.exchange(api.app, next.key, agent.privateKey))).toBe('let in');
    const [, grace] = (await keysOf(agent.agent)).map(({ id, state, diesAt }) => ({ id, state, diesAt }));
    expect(grace).toMatchObject({ id: old, state: 'grace' });
    const leftMs = Date.parse(grace?.diesAt ?? '') - Date.now();
    expect(leftMs).toBeGreaterThan(3_590_000);
    expect(leftMs).toBeLessThanOrEqual(3_600_000);
    expect(await outcome(kit.exchange(api.app, agent.key, agent.privateKey))).toBe('let in');
    await age(old, 1);
    expect(await outcome(kit.exchange(api.app, agent.key, agent.privateKey))).toBe('agent.key-revoked');
    expect(await outcome(kit.exchange(api.app, next.key, agent.privateKey))).toBe('let in');
  });

  it('third key: refused, also to ten who ask at once', async () => {
    const agent = await pair();
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(`${agent.agent}/keys`, {})));
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
    expect(answers.filter((answer) => answer.json<{ code?: string }>().code === 'key.third')).toHaveLength(9);
    expect((await keysOf(agent.agent)).filter(({ state }) => state === 'live')).toHaveLength(2);
  });

  it('scope above the maker’s: nobody hands out what they may not do', async () => {
    const agent = await pair();
    await tenant(
      (tx) => tx`
        update roles set permissions = array['agent.see', 'agent.pair', 'key.manage'] where role_key = 'technician'`,
    );
    const technician = await kit.signInAs(api.app, org.people.technician);
    const wish = { scopes: ['facts.deliver', 'command.carry-out'] };
    expect((await ask(`${agent.agent}/keys`, wish, technician)).json()).toMatchObject({
      code: 'key.scope',
      status: 403,
    });
    const old = idOf(agent.key);
    for (const verb of ['rotate', 'regenerate']) {
      const answer = await ask(`${agent.agent}/keys/${old}/${verb}`, undefined, technician);
      expect(answer.json(), verb).toMatchObject({ code: 'key.scope' });
    }
    const own = (await ask(`${agent.agent}/keys`, {}, technician)).json<Made>();
    const row = (await keysOf(agent.agent)).find(({ id }) => id === own.id);
    expect(row?.scopes).toEqual(['facts.deliver', 'configuration.read']);
    const { token } = (await kit.exchange(api.app, own.key, agent.privateKey)).json<{ token: string }>();
    const asked = await api.app.inject({ url: '/v1/agent/command', headers: { authorization: `Bearer ${token}` } });
    expect(asked.json()).toMatchObject({ code: 'agent.scope', status: 403 });
    // A code of this maker gives no more either.
    const paired = await kit.pairAgent(api.app, technician, org.shop);
    expect((await keysOf(paired.agent))[0]?.scopes).toEqual(['facts.deliver', 'configuration.read']);
  });

  it('a scope that is changed in the rows: not even the API may', async () => {
    const change = tenant((tx) => tx`update agent_keys set scopes = ${[...KEY_SCOPES]}`);
    await expect(change).rejects.toThrow('permission denied');
  });

  it('key of another organization: neither seen, made, rotated nor revoked, and answered like one that is not there', async () => {
    const beta = await makeOrganization(api.db, 'Beta');
    const stranger = await kit.signInAs(api.app, beta.people.owner);
    const agent = await pair();
    const own = await kit.pairAgent(api.app, stranger, beta.shop);
    const key = idOf(agent.key);
    for (const path of [
      `${agent.agent}/keys`,
      ...['rotate', 'regenerate', 'revoke'].map((v) => `${agent.agent}/keys/${key}/${v}`),
    ]) {
      const payload = path.endsWith('keys') ? {} : undefined;
      expect((await ask(path, payload, stranger)).json(), path).toMatchObject({ code: 'api.not-found', status: 404 });
    }
    // Under an agent of one's own it does not stand either.
    expect((await ask(`${own.agent}/keys/${key}/revoke`, undefined, stranger)).statusCode).toBe(404);
    expect(await outcome(kit.exchange(api.app, agent.key, agent.privateKey))).toBe('let in');
  });

  it('second PC: a key that was made here and typed there buys nothing, for want of the other PC’s signature', async () => {
    const agent = await pair();
    const another = await pair();
    const second = await made(`${agent.agent}/keys`, {});
    for (const key of [agent.key, second.key]) {
      expect(await outcome(kit.exchange(api.app, key, another.privateKey))).toBe('agent.signature');
    }
  });
});

describe('an agent that asks for its own rotation', () => {
  const rotate = (token: string, app = api.app) =>
    app.inject({ method: 'POST', url: '/v1/agent/key/rotate', headers: { authorization: `Bearer ${token}` } });

  it('gets a key with the same scopes, once more when the answer was lost, and is never locked out', async () => {
    const agent = await pair();
    const token = await agent.token();
    const lost = (await rotate(token)).json<Made>();
    const kept = (await rotate(token, elsewhere)).json<Made>();
    expect(await outcome(kit.exchange(api.app, lost.key, agent.privateKey))).toBe('agent.key-revoked');
    expect(await outcome(kit.exchange(api.app, kept.key, agent.privateKey))).toBe('let in');
    expect((await keysOf(agent.agent)).map(({ id, state, madeBy }) => [id, state, madeBy?.name])).toEqual([
      [kept.id, 'live', undefined],
      [lost.id, 'revoked', undefined],
      [idOf(agent.key), 'grace', 'owner'],
    ]);
  });

  it('is not given a third one by the old key during its grace', async () => {
    const agent = await pair();
    const token = await agent.token();
    const next = (await rotate(token)).json<Made>();
    expect(await outcome(kit.exchange(api.app, next.key, agent.privateKey))).toBe('let in');
    expect((await rotate(token)).json()).toMatchObject({ code: 'key.third', status: 409 });
  });

  it('leaves no secret in the trail, and says who handed over to whom', async () => {
    const agent = await pair();
    const next = (await rotate(await agent.token())).json<Made>();
    await kit.exchange(api.app, next.key, agent.privateKey);
    const rows = await tenant(
      (tx) => tx<{ action: string; row: string }[]>`
        select action, e::text as row from audit_events e where action like 'key.%' and detail ->> 'agent' = ${agent.agent}`,
    );
    expect(rows.map(({ action }) => action)).toEqual(['key.rotated', 'key.taken-over']);
    expect(rows.map(({ row }) => row).join()).not.toContain(parseAgentKey(next.key).secret);
  });
});

/** How many questions of this agent both processes hold open. */
function openLines(agent: string): number {
  return [api.app, elsewhere].reduce((sum, app) => sum + app.agentLines.linesOf(agent), 0);
}
