import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Agent, startAgent } from '@tillbridge/edge-agent/agent';
import { runProgram } from '@tillbridge/edge-agent/cli/program';
import { systemClock } from '@tillbridge/edge-agent/clock';
import { homeAt } from '@tillbridge/edge-agent/config/home';
import { readConfig } from '@tillbridge/edge-agent/config/read-config';
import { readSecrets } from '@tillbridge/edge-agent/config/secrets';
import { silentLog } from '@tillbridge/edge-agent/log';
import { parseAgentKey } from '@tillbridge/shared/agent-key-text';
import type { AgentPage } from '@tillbridge/shared/reads-agents';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeOrganization, type TestOrganization } from '../../cloud/api/test/make-world.ts';
import { type Cookies, makeCode, pairAgent, signInAs, startApi, type TestApi } from '../../cloud/api/test/start-api.ts';
import { ScriptedDriver } from '../../edge-agent/test/scripted-driver.ts';
import { until } from '../../edge-agent/test/shop-rig.ts';
import { cloneDatabase } from '../postgres/clone-database.ts';

const own = { 'sec-fetch-site': 'same-origin' };
const home = homeAt(join(mkdtempSync(join(tmpdir(), 'tillbridge-key-')), 'home'));
const driver = new ScriptedDriver({ 10000: 50, 2000: 50 });
let api: TestApi;
let org: TestOrganization;
let owner: Cookies;
let cloud: string;
let agent: Agent;
let paidOut = 0;

beforeAll(async () => {
  api = await startApi(await cloneDatabase());
  org = await makeOrganization(api.db, 'Alpha');
  owner = await signInAs(api.app, org.people.owner);
  await api.app.listen({ host: '127.0.0.1', port: 0 });
  cloud = `http://127.0.0.1:${(api.app.server.address() as AddressInfo).port}`;
  const paired = await say(['pair', await makeCode(api.app, owner, org.shop), '--cloud', cloud, '--port', '0']);
  expect(paired, paired.err).toMatchObject({ code: 0 });
  const config = readConfig(home.config);
  const secrets = readSecrets(home);
  const log = silentLog;
  const parts = { home, config, secrets, clock: systemClock(), log, software: 'test', fetch: fetchCloud };
  agent = await startAgent({ ...parts, driverOf: () => driver });
  await until('the first facts are in custody', () => isDelivered());
}, 60_000);
afterAll(async () => {
  await agent.stop();
  await api.close();
  rmSync(join(home.dir, '..'), { recursive: true });
});

const fetchCloud = async (url: string, init: { method: string; headers?: Record<string, string>; body?: unknown }) => {
  const answer = await fetch(url, init as RequestInit);
  return { status: answer.status, headers: answer.headers, text: () => answer.text() };
};
const isDelivered = () => agent.status().delivery.link === 'connected' && agent.journal.pending() === 0;

/** The program of the technician, who types `typed` where it asks. */
async function say(words: readonly string[], typed = '') {
  const said = { out: '', err: '', asked: 0 };
  const code = await runProgram({
    words: [...words, '--home', home.dir],
    program: ['node', 'tillbridge.js'],
    defaultHome: home.dir,
    language: 'en',
    shown: false,
    watched: false,
    fetch: (...args) => {
      said.asked += 1;
      return fetch(...args);
    },
    readSecret: async () => typed,
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
    endAsked: new Promise(() => undefined),
  });
  return { ...said, code };
}

const keyOnDisk = () => readFileSync(home.agentKey, 'utf8').trim();

/** What an administrator does on the dashboard; the key in force dies at once. */
async function regenerate(): Promise<string> {
  const { agent: id } = readConfig(home.config);
  const page = await api.app.inject({ url: `/api/v1/agents/${id}`, cookies: { ...owner } });
  const live = page.json<AgentPage>().keys.find((key) => key.id === parseAgentKey(keyOnDisk()).id);
  const url = `/api/v1/agents/${id}/keys/${live?.id}/regenerate`;
  const answer = await api.app.inject({ method: 'POST', url, headers: own, cookies: { ...owner } });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<{ key: string }>().key;
}

/** Something happens at the shop that has to be delivered. */
async function payOut(): Promise<void> {
  driver.script.dispense = () => {
    const out = driver.move('out', { 2000: 1 });
    return { result: { outcome: 'completed', in: [], out }, steps: [], inventory: driver.read() };
  };
  paidOut += 1;
  const answer = await fetch(`http://127.0.0.1:${agent.localPort}/v1/payouts`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${readSecrets(home).localToken}`,
      'idempotency-key': `payout-000${paidOut}`,
    },
    body: JSON.stringify({ amountMinor: 2_000 }),
  });
  expect(answer.ok, await answer.text()).toBe(true);
}

describe('a key that is replaced at once', () => {
  it('stops the delivery until the technician types the new one, which the running agent takes without a restart', async () => {
    await until('the machine is ready', () => agent.status().machines[0]?.ready);
    const key = await regenerate();
    await payOut();
    await until('the dead key is refused', () => agent.status().delivery.link === 'refused');
    expect(agent.status().delivery.lastFault).toBe('agent.key-revoked');
    const set = await say(['key', 'set'], ` ${key}\n`);
    expect(set, set.err).toMatchObject({ code: 0 });
    expect(set.out).toContain(parseAgentKey(key).id);
    expect(set.out + set.err).not.toContain(parseAgentKey(key).secret);
    expect(keyOnDisk()).toBe(key);
    expect(statSync(home.agentKey).mode & 0o777).toBe(0o600);
    await until('what was recorded meanwhile is in custody', () => isDelivered());
  }, 60_000);

  it('attack: a mistyped key is refused by its checksum, before anybody is asked, and replaces nothing', async () => {
    const before = keyOnDisk();
    const wrong = before.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a'));
    for (const typed of ['', 'tb_test', wrong, `${before} ${before}`]) {
      const set = await say(['key', 'set'], typed);
      expect(set.code).not.toBe(0);
      expect(set.err).toContain('agent.key-malformed');
      expect(set.asked).toBe(0);
    }
    expect(keyOnDisk()).toBe(before);
  });

  it('attack: a dead key and a key of another PC replace nothing', async () => {
    const before = keyOnDisk();
    const other = await pairAgent(api.app, owner, org.otherShop);
    const foreign = await say(['key', 'set'], other.key);
    expect([foreign.code === 0, foreign.err.includes('agent.signature')]).toEqual([false, true]);
    expect(keyOnDisk()).toBe(before);
    const next = await regenerate();
    const dead = await say(['key', 'set'], before);
    expect([dead.code === 0, dead.err.includes('agent.key-revoked')]).toEqual([false, true]);
    expect(await say(['key', 'set'], next)).toMatchObject({ code: 0 });
  });

  it('attack: a key on the command line is not taken', async () => {
    const set = await say(['key', 'set', keyOnDisk()]);
    expect(set.code).not.toBe(0);
    expect(set.asked).toBe(0);
  });
});
