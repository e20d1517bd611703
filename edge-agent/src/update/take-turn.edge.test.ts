import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ScriptedDriver } from '../../test/scripted-driver.ts';
import { makeHome, tillAt, until } from '../../test/shop-rig.ts';
import { startAgent } from '../agent.ts';
import { systemClock } from '../clock.ts';
import { readSecrets } from '../config/secrets.ts';
import { openJournal } from '../journal/journal.ts';
import { silentLog } from '../log.ts';
import { begun, FIRST_POINTER, type Pointer } from './pointer.ts';
import { pointerFile, readPointer } from './pointer-file.ts';
import { switchAtRest } from './switch-version.ts';
import { LOOK_FOR_WISH_MS, watchForWish } from './take-turn.ts';
import { versionsAt } from './versions.ts';
import { wishFile } from './wish.ts';

const SLOT = 'stable-7-0.2.0';
const AT = '2026-11-20T03:00:00.000Z';
const OVER = { windowMs: 600_000, mustDeliver: false, mustReach: [] };
const WISH = { kind: 'forward', slot: SLOT } as const;
let shop: ReturnType<typeof makeHome>;
const closers: (() => unknown)[] = [];
beforeEach(() => {
  shop = makeHome(1);
  mkdirSync(versions().dir, { mode: 0o700 });
});
afterEach(async () => {
  vi.useRealTimers();
  for (const close of closers.splice(0).reverse()) await close();
  shop.remove();
});
const versions = () => versionsAt(shop.home.versions);
const pointer = (): Pointer => readPointer(versions());

/** The whole agent in this process with a driver of the test's, and the look for wishes at moments of the test's. */
async function openAgent(slot: string | undefined) {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const driver = new ScriptedDriver({ 10000: 50 });
  const parts = { home: shop.home, config: shop.config, secrets: readSecrets(shop.home), clock: systemClock() };
  const offline = () => Promise.reject(new Error('no line'));
  const agent = await startAgent({
    ...parts,
    log: silentLog,
    software: 'test',
    fetch: offline,
    driverOf: () => driver,
  });
  closers.push(() => agent.stop());
  const turned: Promise<void>[] = [];
  const installation = { base: shop.home.dir, slot };
  const onTurn = (stopped: Promise<void>) => void turned.push(stopped);
  closers.push(
    watchForWish({
      home: shop.home,
      agent,
      installation,
      windowMs: OVER.windowMs,
      now: () => AT,
      log: silentLog,
      onTurn,
    }),
  );
  const till = tillAt(agent.localPort);
  await until('the machine is ready', async () => (await till.status()).machines[0]?.ready);
  return { agent, driver, till, turned, look: () => vi.advanceTimersByTime(LOOK_FOR_WISH_MS) };
}

describe('an agent that is asked for another version', () => {
  it('hands over at once when nothing is under way, and takes no order after that very moment', async () => {
    const { turned, look, agent } = await openAgent('base');
    wishFile(versions()).write(WISH);
    look();
    expect(pointer()).toMatchObject({ active: 'base', trial: { slot: SLOT, starts: 0, mustDeliver: false } });
    expect(pointer().trial?.mustReach).toEqual([agent.counter.desks[0]?.machine.id]);
    expect(turned).toHaveLength(1);
    const [desk] = agent.counter.desks;
    const order = { operation: randomUUID(), amountMinor: 100 };
    expect(() => desk?.run('payout', order, () => Promise.reject(new Error('begun')))).toThrow('counter.stopped');
    expect(agent.journal.openOperations()).toEqual([]);
    expect(existsSync(versions().wish)).toBe(false);
  });

  it('waits while a machine is at work', async () => {
    const { driver, till, turned, look } = await openAgent('base');
    let end: () => void = () => undefined;
    driver.script.collect = () =>
      new Promise((_, reject) => {
        end = () => reject(new Error('the end of the test'));
      });
    const sale = till.post('/v1/sales', 'sale-0001', { amountMinor: 100 });
    await until('the sale runs', async () => (await till.status()).machines[0]?.running);
    wishFile(versions()).write(WISH);
    look();
    expect(pointer()).toEqual(FIRST_POINTER);
    expect(turned).toHaveLength(0);
    end();
    await sale;
    look();
    expect(pointer().trial?.slot).toBe(SLOT);
  });

  it('waits while the journal holds an intent without an outcome, though no machine is at work', async () => {
    const { agent, turned, look } = await openAgent('base');
    const machine = randomUUID();
    const body = { machine, operation: randomUUID(), kind: 'payout', currency: 'THB', amountMinor: 100 } as const;
    agent.journal.append({
      kind: 'operation.intended',
      body,
      occurredAt: AT,
      businessDate: '2026-11-20',
      clockOk: true,
    });
    wishFile(versions()).write(WISH);
    look();
    expect(pointer()).toEqual(FIRST_POINTER);
    expect(turned).toHaveLength(0);
  });

  it('says no where no launcher started it, and goes on', async () => {
    const { turned, look } = await openAgent(undefined);
    wishFile(versions()).write(WISH);
    look();
    expect(wishFile(versions()).read()).toEqual({ ...WISH, refused: 'update.no-launcher' });
    expect(turned).toHaveLength(0);
  });

  it('says no while another version proves itself', async () => {
    pointerFile(versions()).write(begun(FIRST_POINTER, { ...OVER, slot: 'stable-6-0.1.9' }));
    const { turned, look } = await openAgent('base');
    wishFile(versions()).write(WISH);
    look();
    expect(wishFile(versions()).read()?.refused).toBe('update.trial-running');
    expect(turned).toHaveLength(0);
  });

  it('forgets a wish that is fulfilled: it was killed between the word on the disk and the end of the wish', async () => {
    pointerFile(versions()).write(begun(FIRST_POINTER, { ...OVER, slot: SLOT }));
    const { turned, look } = await openAgent(SLOT);
    wishFile(versions()).write(WISH);
    look();
    expect(existsSync(versions().wish)).toBe(false);
    expect(turned).toHaveLength(0);
  });

  it.each(['', '{"kind":"forward","slot":"../../evil"}', '{"kind":"forward","slot":"stable-7-0.2.0","run":"rm"}'])(
    'takes %j for no wish',
    async (text) => {
      const { turned, look } = await openAgent('base');
      writeFileSync(versions().wish, text);
      look();
      expect(pointer()).toEqual(FIRST_POINTER);
      expect(turned).toHaveLength(0);
    },
  );

  it('goes on selling when there is no room for the word on the disk', async () => {
    const { till, turned, look } = await openAgent('base');
    wishFile(versions()).write(WISH);
    mkdirSync(`${versions().pointer}.new`);
    look();
    expect(turned).toHaveLength(0);
    expect((await till.status()).machines[0]?.ready).toBe(true);
    expect(pointer()).toEqual(FIRST_POINTER);
  });
});

describe('a switch while no agent runs', () => {
  const journal = () =>
    openJournal({ dir: shop.home.journal, agent: shop.config.agent, clock: systemClock(), ballastBytes: 65_536 });

  it('is made where the journal is at rest', () => {
    journal().close();
    switchAtRest(shop.home, WISH, OVER, AT);
    expect(pointer().trial).toEqual({ slot: SLOT, starts: 0, ...OVER });
  });

  it('is refused while an agent has the journal', () => {
    const open = journal();
    expect(() => switchAtRest(shop.home, WISH, OVER, AT)).toThrow('journal.locked');
    open.close();
    expect(pointer()).toEqual(FIRST_POINTER);
  });

  it('is refused while an operation is open: the version that began it settles it', () => {
    const open = journal();
    const body = {
      machine: randomUUID(),
      operation: randomUUID(),
      kind: 'payout',
      currency: 'THB',
      amountMinor: 100,
    } as const;
    open.append({ kind: 'operation.intended', body, occurredAt: AT, businessDate: '2026-11-20', clockOk: true });
    open.close();
    expect(() => switchAtRest(shop.home, WISH, OVER, AT)).toThrow('update.operation-open');
    expect(pointer()).toEqual(FIRST_POINTER);
  });

  it('is refused where the journal cannot tell', () => {
    journal().close();
    writeFileSync(`${shop.home.journal}/journal.sqlite`, 'no journal');
    expect(() => switchAtRest(shop.home, WISH, OVER, AT)).toThrow('update.operation-open');
  });

  it('to any version before but the last one is refused', () => {
    journal().close();
    expect(() => switchAtRest(shop.home, { kind: 'back', slot: 'stable-3-0.0.9' }, OVER, AT)).toThrow(
      'update.no-way-back',
    );
  });
});
