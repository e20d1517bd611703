import type { FactBody } from '@tillbridge/shared/fact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Agent, LOOK_EVERY_MS, startAgent } from '../src/agent.ts';
import { systemClock } from '../src/clock.ts';
import { readSecrets } from '../src/config/secrets.ts';
import { silentLog } from '../src/log.ts';
import { ended } from './desk-rig.ts';
import { ScriptedDriver } from './scripted-driver.ts';
import { makeHome, tillAt, until } from './shop-rig.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const close of closers.splice(0).reverse()) await close();
});

/** The whole agent in this process, with a real journal and local API; machine, cloud and clock are the test's. */
async function openAgent(over: { driver?: ScriptedDriver; askCloud?: () => Promise<never> } = {}) {
  const shop = makeHome(1);
  closers.push(shop.remove);
  const driver = over.driver ?? new ScriptedDriver({ 10000: 50, 2000: 50 });
  const system = systemClock();
  const clock = {
    aheadMs: 0,
    boot: system.boot,
    monotonicMs: system.monotonicMs,
    nowMs: () => system.nowMs() + clock.aheadMs,
  };
  const parts = { home: shop.home, config: shop.config, secrets: readSecrets(shop.home), clock, log: silentLog };
  const askCloud = over.askCloud ?? (() => Promise.reject(new Error('no line')));
  const agent = await startAgent({ ...parts, software: 'test', fetch: askCloud, driverOf: () => driver });
  closers.push(() => agent.stop());
  return { agent, driver, clock, till: tillAt(agent.localPort) };
}

const eventsOf = (agent: Agent) =>
  [...agent.journal.newestFacts(['agent.event'])].map((fact) => (fact.body as FactBody<'agent.event'>).code);

describe('one part of the agent', () => {
  it('that never opens its machine keeps no other from working', async () => {
    const driver = new ScriptedDriver({});
    driver.open = () => Promise.reject(new Error('driver bug'));
    const { agent, till } = await openAgent({ driver });
    expect((await till.status()).machines).toMatchObject([{ state: 'unknown', ready: false }]);
    expect(await till.post('/v1/sales', 'sale-0001', { amountMinor: 100 })).toMatchObject({
      code: 'counter.reconciling',
    });
    expect(eventsOf(agent)).toEqual(['started']);
  });

  it('that meets a cloud gone mad leaves the counter selling', async () => {
    let asked = 0;
    const askCloud = () => {
      asked += 1;
      throw new TypeError('not even a promise');
    };
    const { driver, till } = await openAgent({ askCloud });
    await until('the delivery has tried', () => asked > 0);
    await until('the machine is ready', async () => (await till.status()).machines[0]?.ready);
    driver.script.dispense = () =>
      ended({ outcome: 'completed', in: [], out: driver.move('out', { 2000: 1 }) }, driver);
    expect(await till.post('/v1/payouts', 'pay-00001', { amountMinor: 2_000 })).toMatchObject({ outcome: 'completed' });
    expect((await till.status()).journal.pending).toBeGreaterThan(2);
  });

  it('that throws in the middle of an operation ends as unknown, and the rest goes on', async () => {
    const { driver, till } = await openAgent();
    await until('the machine is ready', async () => (await till.status()).machines[0]?.ready);
    driver.script.collect = () => Promise.reject(new Error('driver bug'));
    expect(await till.post('/v1/sales', 'sale-0001', { amountMinor: 100 })).toMatchObject({ outcome: 'unknown' });
    await until('the machine is read again', async () => (await till.status()).machines[0]?.ready);
  });
});

describe('the clock of the PC', () => {
  it('leaves a fact when it is set, and marks what is recorded after it', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const { agent, clock, till } = await openAgent();
    clock.aheadMs = -3_600_000;
    vi.advanceTimersByTime(LOOK_EVERY_MS);
    expect(eventsOf(agent)[0]).toBe('clock_jumped');
    const [jump] = agent.journal.newestFacts(['agent.event']);
    expect(jump).toMatchObject({ clockOk: false, body: { detail: expect.stringMatching(/^back 3\d{6} ms$/) } });
    expect((await till.status()).clockOk).toBe(false);
    vi.advanceTimersByTime(LOOK_EVERY_MS);
    expect(eventsOf(agent).filter((code) => code === 'clock_jumped')).toHaveLength(1);
  });
});
