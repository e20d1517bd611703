import { randomBytes } from 'node:crypto';
import { dropOldBundles } from '@tillbridge/core/commands/keep-bundle';
import { withTenant } from '@tillbridge/core/db/client';
import {
  type AgentCommand,
  BUNDLE_BYTES_MAX,
  BUNDLE_CHUNK_BYTES_MAX,
  BUNDLE_KEPT_DAYS,
  COMMAND_KINDS,
  COMMAND_WAIT_MS,
  type CommandRow,
} from '@tillbridge/shared/agent-commands';
import type { AgentPage } from '@tillbridge/shared/reads-agents';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { buildApi } from '../src/app.ts';
import '../src/commands/hold-agent-lines.ts';
import { makeOrganization, type TestOrganization } from './make-world.ts';
import * as kit from './start-api.ts';

let api: kit.TestApi;
let elsewhere: FastifyInstance;
let org: TestOrganization;
let owner: kit.Cookies;
let agent: kit.TestAgent;
let token: string;
beforeAll(async () => {
  api = await kit.startApi(await cloneDatabase(), { commandWaitMs: COMMAND_WAIT_MS });
  elsewhere = await buildApi(api.options);
  org = await makeOrganization(api.db, 'Alpha');
  owner = await kit.signInAs(api.app, org.people.owner);
});
beforeEach(async () => {
  await api.db.sql`delete from throttles`;
  agent = await kit.pairAgent(api.app, owner, org.shop);
  token = await agent.token();
});
afterAll(async () => {
  await elsewhere.close();
  await api.close();
});

const tenant = <T>(fn: Parameters<typeof withTenant<T>>[2]) => withTenant(api.db, org.id, fn);
const command = (payload: object, to = agent.agent, cookies = owner) =>
  api.app.inject({
    method: 'POST',
    url: `/api/v1/agents/${to}/commands`,
    headers: { 'sec-fetch-site': 'same-origin' },
    cookies: { ...cookies },
    payload,
  });
const idOf = async (answer: ReturnType<typeof command>) => (await answer).json<{ id: string }>().id;
const heard = async (query = '', bearer = token, app = api.app) =>
  (await app.inject({ url: `/v1/agent/command${query}`, headers: { authorization: `Bearer ${bearer}` } })).json<{
    command?: AgentCommand;
    code?: string;
  }>();
const say = (id: string, what: string, payload: object, bearer = token) =>
  api.app.inject({
    method: 'POST',
    url: `/v1/agent/commands/${id}/${what}`,
    headers: { authorization: `Bearer ${bearer}` },
    payload,
  });
async function rows(): Promise<readonly CommandRow[]> {
  const page = await api.app.inject({ url: `/api/v1/agents/${agent.agent}`, cookies: { ...owner } });
  return page.json<AgentPage>().commands;
}

describe('a command', () => {
  it('waits for its agent, is offered until it is answered, and its answer is kept once with who asked', async () => {
    const id = await idOf(command({ kind: 'configuration.refresh' }));
    expect((await rows())[0]).toMatchObject({ id, state: 'waiting', madeBy: { name: 'owner' } });
    for (const app of [api.app, elsewhere]) {
      const offered = (await heard('', token, app)).command;
      expect(offered).toMatchObject({ id, agent: agent.agent, kind: 'configuration.refresh' });
    }
    expect((await rows())[0]).toMatchObject({ state: 'delivered' });
    expect((await say(id, 'answer', { outcome: 'done' })).statusCode).toBe(200);
    expect((await say(id, 'answer', { outcome: 'done' })).statusCode).toBe(200);
    expect((await say(id, 'answer', { outcome: 'failed', code: 'command.failed' })).json()).toMatchObject({
      code: 'command.answered',
    });
    expect(await heard()).not.toHaveProperty('command');
    expect((await rows())[0]).toMatchObject({ state: 'done', code: null });
    const trail = await tenant(
      (tx) => tx<{ action: string; actor: string }[]>`
        select action, actor_kind as actor from audit_events where subject = ${id} order by event_no`,
    );
    expect(trail.map(({ action, actor }) => `${actor} ${action}`)).toEqual([
      'person command.made',
      'agent command.answered',
    ]);
  });

  it('reaches an idle agent at once, whichever process it asks', async () => {
    const held = heard('?wait=yes', token, elsewhere);
    await expect.poll(() => elsewhere.agentLines.linesOf(agent.agent)).toBe(1);
    const askedAt = performance.now();
    const id = await idOf(command({ kind: 'agent.restart' }));
    expect((await held).command?.id).toBe(id);
    expect(performance.now() - askedAt).toBeLessThan(1_000);
  });

  it('is let go of when the process ends, and then only the newest two questions of an agent are held', async () => {
    const app = await buildApi(api.options);
    const held = [1, 2, 3].map(() => heard('?wait=yes', token, app));
    await expect.poll(() => app.agentLines.linesOf(agent.agent)).toBe(2);
    expect(await held[0]).not.toHaveProperty('command');
    await app.close();
    for (const answer of held) expect(await answer).toHaveProperty('serverTime');
  });

  it('of the same kind is asked once at a time, and of another beside it', async () => {
    expect((await command({ kind: 'bundle.send' })).statusCode).toBe(200);
    expect((await command({ kind: 'bundle.send' })).json()).toMatchObject({ code: 'command.waiting', status: 409 });
    expect((await command({ kind: 'recount.ask', machineId: org.machine })).statusCode).toBe(200);
    expect((await command({ kind: 'recount.ask' })).statusCode).toBe(200);
  });
});

describe('what is tried with commands', () => {
  it('a payout, or anything that is not on the list: refused by the API and by the table', async () => {
    for (const kind of ['payout', 'machine.withdraw', 'cash.pay-out', 'shell', '__proto__', '']) {
      expect((await command({ kind })).json(), kind).toMatchObject({ code: 'api.invalid', status: 400 });
    }
    const insert = tenant(
      (tx) => tx`
        insert into agent_commands (org_id, command_id, agent_id, kind, made_by, expires_at)
        values (${org.id}, gen_random_uuid(), ${agent.agent}, 'payout', ${org.people.owner.id}, now())`,
    );
    await expect(insert).rejects.toThrow('agent_commands_kind_check');
    expect(COMMAND_KINDS.filter((kind) => /pay|withdraw|dispense|collect|empty|exchange/.test(kind))).toEqual([]);
  });

  it('a command whose time is over: never offered, and no answer to it counts', async () => {
    const id = await idOf(command({ kind: 'configuration.refresh' }));
    await heard();
    await tenant((tx) => tx`select set_config('app.org_id', ${org.id}, true)`);
    const early = await tenant(
      (tx) => tx`
        insert into agent_commands (org_id, command_id, agent_id, kind, made_by, made_at, expires_at)
        values (${org.id}, gen_random_uuid(), ${agent.agent}, 'bundle.send', ${org.people.owner.id},
          now() - interval '25 hours', now() - interval '1 hour')
        returning command_id`,
    );
    expect((await heard()).command?.id).toBe(id);
    await say(id, 'answer', { outcome: 'done' });
    expect(await heard()).not.toHaveProperty('command');
    expect((await say(String(early[0]?.['command_id']), 'answer', { outcome: 'done' })).statusCode).toBe(404);
    expect((await rows()).map(({ state }) => state)).toContain('expired');
  });

  it('an answer, a bundle or a question about the command of another agent: not there', async () => {
    const other = await kit.pairAgent(api.app, owner, org.shop);
    const foreign = await other.token();
    const id = await idOf(command({ kind: 'bundle.send' }));
    await heard();
    expect(await heard('', foreign)).not.toHaveProperty('command');
    expect((await say(id, 'answer', { outcome: 'done' }, foreign)).json()).toMatchObject({ code: 'api.not-found' });
    const chunk = { totalBytes: 1, offset: 0, bytes: 'eg==' };
    expect((await say(id, 'bundle', chunk, foreign)).json()).toMatchObject({ code: 'api.not-found' });
  });

  it('a recount of a machine of another shop, or of an agent that is revoked: refused', async () => {
    const wish = { kind: 'recount.ask', machineId: org.otherMachine };
    expect((await command(wish)).json()).toMatchObject({ code: 'api.not-found' });
    expect((await command({ kind: 'key.rotate', machineId: org.machine })).json()).toMatchObject({
      code: 'api.invalid',
    });
    await tenant((tx) => tx`update agents set revoked_at = now() where agent_id = ${agent.agent}`);
    expect((await command({ kind: 'agent.restart' })).json()).toMatchObject({ code: 'key.agent-revoked' });
  });

  it('a person who may only look: refused, and written into the trail', async () => {
    const auditor = await kit.signInAs(api.app, org.people.auditor);
    expect((await command({ kind: 'agent.restart' }, agent.agent, auditor)).json()).toMatchObject({
      code: 'api.forbidden',
      detail: 'agent.command',
    });
  });
});

describe('a bundle', () => {
  const fetched = (id: string, cookies = owner) =>
    api.app.inject({ url: `/api/v1/commands/${id}/bundle`, cookies: { ...cookies } });
  const piece = (bytes: Buffer, offset: number) => ({
    totalBytes: bytes.length,
    offset,
    bytes: bytes.subarray(offset, offset + BUNDLE_CHUNK_BYTES_MAX).toString('base64'),
  });
  async function sent(bytes: Buffer): Promise<string> {
    const id = await idOf(command({ kind: 'bundle.send' }));
    await heard();
    for (let offset = 0; offset < bytes.length; ) {
      const answer = await say(id, 'bundle', piece(bytes, offset));
      expect(answer.statusCode, answer.body).toBe(200);
      offset = answer.json<{ heldTo: number }>().heldTo;
    }
    return id;
  }

  it('comes in pieces, also when one is sent twice or out of turn, and is fetched byte for byte', async () => {
    const bytes = randomBytes(BUNDLE_CHUNK_BYTES_MAX * 2 + 17);
    const id = await idOf(command({ kind: 'bundle.send' }));
    await heard();
    expect((await say(id, 'bundle', piece(bytes, 0))).json()).toEqual({ heldTo: BUNDLE_CHUNK_BYTES_MAX });
    expect((await say(id, 'bundle', piece(bytes, BUNDLE_CHUNK_BYTES_MAX * 2))).json()).toEqual({
      heldTo: BUNDLE_CHUNK_BYTES_MAX,
    });
    expect((await fetched(id)).statusCode).toBe(404);
    for (let offset = BUNDLE_CHUNK_BYTES_MAX; offset < bytes.length; offset += BUNDLE_CHUNK_BYTES_MAX) {
      for (const _again of [1, 2]) await say(id, 'bundle', piece(bytes, offset));
    }
    const file = await fetched(id);
    expect(file.headers['content-type']).toBe('application/zip');
    expect(file.rawPayload.equals(bytes)).toBe(true);
    expect((await rows())[0]?.bundleBytes).toBe(bytes.length);
  });

  it('begins anew when the agent made it anew', async () => {
    const first = randomBytes(BUNDLE_CHUNK_BYTES_MAX + 1);
    const id = await idOf(command({ kind: 'bundle.send' }));
    await heard();
    await say(id, 'bundle', piece(first, 0));
    const second = randomBytes(900);
    expect((await say(id, 'bundle', piece(second, 0))).json()).toEqual({ heldTo: 900 });
    expect((await fetched(id)).rawPayload.equals(second)).toBe(true);
  });

  it('that nobody asked for, that is too large, or that comes after its answer: refused', async () => {
    const refresh = await idOf(command({ kind: 'configuration.refresh' }));
    await heard();
    const one = piece(Buffer.from('z'), 0);
    expect((await say(refresh, 'bundle', one)).json()).toMatchObject({ code: 'api.not-found' });
    await say(refresh, 'answer', { outcome: 'done' });
    const id = await sent(Buffer.from('zip'));
    for (const wrong of [
      { ...one, totalBytes: BUNDLE_BYTES_MAX + 1 },
      { ...one, bytes: randomBytes(BUNDLE_CHUNK_BYTES_MAX + 1).toString('base64') },
      { totalBytes: 3, offset: 2, bytes: Buffer.from('ab').toString('base64') },
      { ...one, bytes: '<script>' },
    ]) {
      expect([400, 413]).toContain((await say(id, 'bundle', wrong)).statusCode);
    }
    await say(id, 'answer', { outcome: 'done' });
    expect((await say(id, 'bundle', one)).json()).toMatchObject({ code: 'command.answered' });
  });

  it('is fetched only by those who may command, and that they did is in the trail', async () => {
    const id = await sent(Buffer.from('zip'));
    const auditor = await kit.signInAs(api.app, org.people.auditor);
    expect((await fetched(id, auditor)).json()).toMatchObject({ code: 'api.forbidden' });
    await fetched(id);
    const trail = await tenant(
      (tx) => tx`select 1 from audit_events where action = 'bundle.fetched' and subject = ${id}`,
    );
    expect(trail).toHaveLength(1);
  });

  it(`is dropped after ${BUNDLE_KEPT_DAYS} days; the command stays`, async () => {
    const id = await sent(Buffer.from('zip'));
    await dropOldBundles(api.db, org.id);
    expect((await fetched(id)).statusCode).toBe(200);
    await tenant(
      (tx) => tx`
        update agent_bundles
        set made_at = now() - make_interval(days => ${BUNDLE_KEPT_DAYS}) - interval '1 minute'
        where command_id = ${id}`,
    );
    expect(await dropOldBundles(api.db, org.id)).toBe(1);
    expect((await fetched(id)).statusCode).toBe(404);
    expect((await rows())[0]).toMatchObject({ id, bundleBytes: null });
  });
});
