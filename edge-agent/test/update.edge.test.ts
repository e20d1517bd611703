import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startSimulator } from '../simulator/start-simulator.ts';
import { systemClock } from '../src/clock.ts';
import { openJournal } from '../src/journal/journal.ts';
import { MACHINE_PRESETS } from '../src/recycler/glory-300/presets.ts';
import { readPointer } from '../src/update/pointer-file.ts';
import { versionsAt } from '../src/update/versions.ts';
import { changeConfig } from './doctor-rig.ts';
import { makeHome, tillAt, until } from './shop-rig.ts';
import { type Defect, openWorkshop, startCloud, startService, tillbridge, type Workshop } from './update-rig.ts';

const TIMEOUT_MS = 240_000;
/** Long enough for a process to start on a PC that has much else to do; a tenth of it is how long a version must be sound. */
const WINDOW_S = 20;
const HUNDRED = MACHINE_PRESETS['thb-ci10'].positions.find(({ valueMinor }) => valueMinor === 10_000)?.unit ?? '';
const closers: (() => unknown)[] = [];
let workshop: Workshop;
let good: string;
let sequence = 10;

beforeAll(() => {
  workshop = openWorkshop();
  good = workshop.release('0.2.0', 7);
}, TIMEOUT_MS);
afterAll(() => workshop.remove());
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A shop whose agent runs as a service under the launcher: real machine bytes, real journal, real cloud protocol. */
async function openShop({ customers = true } = {}) {
  const settings = { units: 'thb-ci10', faults: [], seed: 11, fillPercent: 50, speed: 20 } as const;
  const machine = await startSimulator({ ...settings, customers, listen: { tcp: 0 } });
  closers.push(() => machine.stop());
  const cloud = await startCloud();
  closers.push(cloud.stop);
  const shop = makeHome(machine.ready.port ?? 0);
  closers.push(shop.remove);
  const { home } = shop;
  changeConfig(home, () => ({ cloud: cloud.url, updates: { automatic: false, windowSeconds: WINDOW_S } }));
  const service = startService(workshop.launcher, home);
  closers.push(() => service.stop());
  const ready = async () => {
    await until('the agent is ready', () => service.readied() > 0);
    await until('machine and cloud answer', async () => {
      const status = await tillAt(service.port())
        .status()
        .catch(() => undefined);
      return status?.machines[0]?.ready && status.delivery.link === 'connected' && status.journal.pending === 0;
    });
    return tillAt(service.port());
  };
  await ready();
  const command = (...words: readonly string[]) => tillbridge(workshop.launcher, home, ...words);
  return { home, config: shop.config, machine, cloud: cloud.cloud, service, ready, command };
}
type Shop = Awaited<ReturnType<typeof openShop>>;

const versionOf = async (shop: Shop) => (await tillAt(shop.service.port()).status()).software;
const pointerOf = ({ home }: Shop) => readPointer(versionsAt(home.versions));
const sell = async (till: ReturnType<typeof tillAt>, key: string) =>
  expect(await till.post('/v1/sales', key, { amountMinor: 2_000 })).toMatchObject({ outcome: 'completed' });

/** Whatever happened to versions: one epoch, an unbroken chain, and every fact of it in the cloud. */
async function expectNothingLost(shop: Shop, sales: number): Promise<void> {
  const till = await shop.ready();
  const { journal } = await till.status();
  expect(journal.epochs).toBe(1);
  await shop.service.stop();
  const open = openJournal({
    dir: shop.home.journal,
    agent: shop.config.agent,
    clock: systemClock(),
    ballastBytes: 65_536,
  });
  const sold = [...open.newestFacts(['cash.transaction'])].length;
  const { epoch, last } = open.live();
  open.close();
  expect(open.began).toBeUndefined();
  expect(sold).toBe(sales);
  expect(shop.cloud.facts(epoch)).toHaveLength(last);
  expect(shop.cloud.quarantine.size).toBe(0);
}

describe('a shop that is brought to a new version', () => {
  it(
    'goes over in a moment without an operation, goes on in the same journal, and can return',
    async () => {
      const shop = await openShop();
      await sell(await shop.ready(), 'sale-before');
      expect(await shop.command('check', good)).toMatchObject({ code: 50, told: { newer: true, version: '0.2.0' } });
      expect(await shop.command('apply', good)).toMatchObject({ err: '', code: 0, told: { outcome: 'stays' } });
      await sell(await shop.ready(), 'sale-after');
      expect(await versionOf(shop)).toBe('tillbridge-agent/0.2.0');
      expect(await shop.command('check', good)).toMatchObject({ code: 0, told: { newer: false } });
      expect(await shop.command('apply', good)).toMatchObject({ code: 0, told: { outcome: 'same' } });
      expect(await shop.command('status')).toMatchObject({
        told: { version: '0.2.0', active: 'stable-7-0.2.0', previous: 'base' },
      });

      expect(await shop.command('back')).toMatchObject({ code: 0, told: { outcome: 'stays', version: 'base' } });
      await sell(await shop.ready(), 'sale-again');
      expect(await versionOf(shop)).toBe('tillbridge-agent/0.1.0');
      await expectNothingLost(shop, 3);
    },
    TIMEOUT_MS,
  );

  it(
    'is not, while a sale is under way: it waits for its end, and the sale is whole',
    async () => {
      const shop = await openShop({ customers: false });
      const till = await shop.ready();
      const selling = till.post('/v1/sales', 'sale-slow', { amountMinor: 10_000 });
      await until('the sale runs', async () => (await till.status()).machines[0]?.running);
      const applied = await shop.command('apply', good, '--wait', '0');
      expect(applied).toMatchObject({ code: 69, told: { outcome: 'waits' } });
      await until('the agent has seen the wish', () =>
        shop.service.said().includes('waits until no machine is at work'),
      );
      expect(pointerOf(shop)).toMatchObject({ active: 'base', trial: null });
      expect(shop.service.readied()).toBe(1);
      expect(shop.machine.insert({ [HUNDRED]: 1 })).toBe(1);
      expect(await selling).toMatchObject({ outcome: 'completed', amountMinor: 10_000 });
      await until('the new version stays', () => pointerOf(shop).active === 'stable-7-0.2.0');
      await expectNothingLost(shop, 1);
    },
    TIMEOUT_MS,
  );
});

describe('a new version that', () => {
  it.each<[Defect, string]>([
    ['crashes', 'crashed'],
    ['hangs', 'silent'],
    ['never delivers', 'undelivered'],
    ['cannot read the journal', 'crashed'],
  ])(
    '%s is left again by itself, and the shop goes on with the one before',
    async (defect, reason) => {
      const shop = await openShop();
      await sell(await shop.ready(), 'sale-before');
      sequence += 1;
      const bad = workshop.release('0.3.0', sequence, defect);
      const applied = await shop.command('apply', bad);
      expect(applied).toMatchObject({ code: 54 });
      expect(applied.err).toContain(reason);
      await sell(await shop.ready(), 'sale-after');
      expect(await versionOf(shop)).toBe('tillbridge-agent/0.1.0');
      expect(pointerOf(shop)).toMatchObject({ active: 'base', trial: null, failed: [{ reason }] });
      expect((await shop.command('apply', bad)).err).toContain('update.failed-before');
      await expectNothingLost(shop, 2);
    },
    TIMEOUT_MS,
  );

  it(
    'fails its own test never gets its turn',
    async () => {
      const shop = await openShop();
      sequence += 1;
      const applied = await shop.command('apply', workshop.release('0.3.0', sequence, 'fails its test'));
      expect(applied).toMatchObject({ code: 54 });
      expect(applied.err).toContain('defect');
      expect(pointerOf(shop)).toMatchObject({ active: 'base', trial: null, failed: [] });
      expect(shop.service.readied()).toBe(1);
      await expectNothingLost(shop, 0);
    },
    TIMEOUT_MS,
  );
});

describe('the plug pulled', () => {
  it(
    'on launcher and new version in mid-trial: the next start goes on with the trial, and it stays',
    async () => {
      const shop = await openShop();
      const applying = shop.command('apply', good);
      await until('the new version is on trial', () => pointerOf(shop).trial?.starts === 1);
      shop.service.kill();
      expect(await applying).toMatchObject({ err: '', code: 0, told: { outcome: 'stays' } });
      await sell(await shop.ready(), 'sale-after');
      expect(await versionOf(shop)).toBe('tillbridge-agent/0.2.0');
      await expectNothingLost(shop, 1);
    },
    TIMEOUT_MS,
  );
});

describe('the files of a running version', () => {
  it(
    'changed behind its back are not started again: the version before takes over',
    async () => {
      const shop = await openShop();
      expect(await shop.command('apply', good)).toMatchObject({ err: '', code: 0 });
      const program = join(versionsAt(shop.home.versions).slotOf('stable-7-0.2.0'), 'tillbridge.js');
      writeFileSync(program, `${readFileSync(program, 'utf8')}\n// evil\n`);
      const before = shop.service.readied();
      shop.service.kill();
      await until('an agent is ready again', () => shop.service.readied() > before);
      await shop.ready();
      expect(await versionOf(shop)).toBe('tillbridge-agent/0.1.0');
      expect(shop.service.said()).toContain('tillbridge.js is not what was signed');
      await expectNothingLost(shop, 0);
    },
    TIMEOUT_MS,
  );
});
