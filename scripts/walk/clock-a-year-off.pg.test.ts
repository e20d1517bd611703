import { startAgent } from '@tillbridge/edge-agent/agent';
import { systemClock } from '@tillbridge/edge-agent/clock';
import { writeSecret } from '@tillbridge/edge-agent/config/secrets';
import { silentLog } from '@tillbridge/edge-agent/log';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeOrganization, type TestOrganization } from '../../cloud/api/test/make-world.ts';
import { type Cookies, pairAgent, signInAs, startApi, type TestApi } from '../../cloud/api/test/start-api.ts';
import { ScriptedDriver } from '../../edge-agent/test/scripted-driver.ts';
import { makeHome, until } from '../../edge-agent/test/shop-rig.ts';
import { cloneDatabase } from '../postgres/clone-database.ts';
import { fetchOf, LOCAL_TOKEN } from './test/agent-of-api.ts';

const YEAR_MS = 365 * 24 * 60 * 60_000;

let api: TestApi;
let org: TestOrganization;
let owner: Cookies;
beforeAll(async () => {
  api = await startApi(await cloneDatabase());
  org = await makeOrganization(api.db, 'Alpha');
  owner = await signInAs(api.app, org.people.owner);
}, 60_000);
afterAll(() => api.close());

it.each([
  ['behind', -YEAR_MS],
  ['ahead', YEAR_MS],
])(
  'attack: clock a year off (%s): the PC is let in, what it says is in custody, and it learns how far off it is',
  async (_which, offMs) => {
    const paired = await pairAgent(api.app, owner, org.shop);
    const { home, config, remove } = makeHome(1);
    const [machine] = config.machines;
    if (machine === undefined) throw new Error('a home without a machine');
    writeSecret(home, home.agentKey, paired.key);
    const clock = systemClock();
    const agent = await startAgent({
      home,
      config: { ...config, agent: paired.agent, machines: [{ ...machine, id: org.machine }] },
      secrets: { agentKey: paired.key, privateKey: paired.privateKey, localToken: LOCAL_TOKEN },
      clock: { ...clock, nowMs: () => clock.nowMs() + offMs },
      log: silentLog,
      software: 'test',
      fetch: fetchOf(api, { down: false }),
      driverOf: () => new ScriptedDriver({ 10000: 5 }),
    });
    try {
      await until('everything is in custody', () => {
        const { link } = agent.status().delivery;
        return link === 'connected' && agent.journal.pending() === 0;
      });
      const { clockOffsetMs = 0 } = agent.status().delivery;
      expect(Math.abs(clockOffsetMs + offMs)).toBeLessThan(60_000);
    } finally {
      await agent.stop();
      remove();
    }
  },
);
