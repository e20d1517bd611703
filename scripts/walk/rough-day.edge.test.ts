import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { waitUntil } from '../start/wait-until.ts';
import { type Rig, startRig } from './rig.ts';
import { heldMinor } from './rig-machine.ts';
import type { TillOrder } from './rig-till.ts';
import { comeToRest, expectBooksToBalance } from './rough-day-books.ts';

const PATIENCE_MS = 90_000;
/** So much that the machine is still counting it out when something happens. */
const PAYOUT_MINOR = 799_900;
/** Sales that ring up at the shop while a part of the cloud is gone. */
const SALES_WITHOUT = 3;
/** So many of the last orders a till may ask about again after the disk was full. */
const ASKED_AGAIN = 8;

vi.setConfig({ testTimeout: 240_000, hookTimeout: 180_000 });

let rig: Rig;
let number = 0;

beforeAll(async () => {
  rig = await startRig({ speed: 3, pages: false, smallDisk: true });
  await comeToRest(rig);
});
afterAll(() => rig?.close());

/** Customers buy while `happen` does; then the books must balance, and a fresh sale must reach the open page. */
async function whileCustomersBuy(happen: () => Promise<void>): Promise<void> {
  const closeShop = rig.till.letCustomersBuy();
  try {
    await salesMore(1);
    await happen();
    await salesMore(1);
  } finally {
    await closeShop();
  }
  await expectBooksToBalance(rig);
  const fresh = await rig.till.order({ path: '/v1/sales', amountMinor: 2_500, reference: `fresh ${++number}` });
  await until('the open page hears of a fresh sale', () => rig.viewer.heard.has(fresh.answer?.operation ?? ''));
}

/** Each old key gives the answer it gave at first, and no piece moves. */
async function expectFirstAnswers(orders: readonly TillOrder[]): Promise<void> {
  const { cash } = await rig.machine();
  for (const order of orders) expect(await rig.till.repeat(order)).toEqual(order.answer);
  expect((await rig.machine()).cash).toEqual(cash);
}

const answered = () => rig.till.orders.filter((order) => order.answer !== undefined).length;

async function salesMore(many: number): Promise<void> {
  const before = answered();
  await until(`${many} more orders are answered`, () => answered() >= before + many);
}

/** A big payout is under way, some of it lies in the machine's mouth, and more is to come. */
async function midPayout(): Promise<{ readonly asked: Promise<TillOrder> }> {
  const wish = { path: '/v1/payouts', amountMinor: PAYOUT_MINOR, reference: `payout ${++number}` } as const;
  const asked = rig.till.order(wish);
  await until('the machine is paying', async () => {
    const { machine, cash } = await rig.machine();
    return machine.payout === 'paying' && heldMinor(cash, 'outlet') >= 100_000;
  });
  return { asked };
}

async function stillPaying(): Promise<boolean> {
  return (await rig.machine()).machine.payout === 'paying';
}

function until(what: string, look: () => boolean | Promise<boolean>): Promise<void> {
  return waitUntil(async () => look(), `Waited in vain: ${what}.`, PATIENCE_MS);
}

it('balances on an ordinary hour', () => whileCustomersBuy(() => salesMore(2)));

it('balances when the cable is pulled in mid-payout and put back', async () => {
  await whileCustomersBuy(async () => {
    const { asked } = await midPayout();
    rig.cable.pull();
    expect(await stillPaying()).toBe(true);
    await until('the agent sees it', async () => (await rig.till.status()).machines[0]?.state === 'offline');
    rig.cable.putBack();
    const { answer } = await asked;
    expect(['completed', 'unknown']).toContain(answer?.outcome);
    expect(answer?.outMinor).toBe(PAYOUT_MINOR);
  });
});

it('balances when the agent is killed in mid-payout and started again', async () => {
  await whileCustomersBuy(async () => {
    const { asked } = await midPayout();
    await rig.agent.kill();
    expect(await stillPaying()).toBe(true);
    await rig.agent.start();
    const { answer, met } = await asked;
    expect(met.length).toBeGreaterThan(0);
    expect(answer).toMatchObject({ outcome: 'completed', outMinor: PAYOUT_MINOR });
  });
});

it('balances when the agent is killed while a customer pays in', async () => {
  await whileCustomersBuy(async () => {
    await until('a customer has paid in a part', async () => {
      const { machine, cash } = await rig.machine();
      return machine.deposit === 'counting' && cash.inserted.some((pieces) => pieces > 0);
    });
    await rig.agent.kill();
    await rig.agent.start();
  });
});

it('balances when the API is killed and started again, and the shop sells on meanwhile', async () => {
  await whileCustomersBuy(async () => {
    await rig.api.kill();
    await salesMore(SALES_WITHOUT);
    expect((await rig.till.status()).journal.pending).toBeGreaterThan(SALES_WITHOUT);
    await rig.api.start();
  });
});

it('balances when Postgres dies without a goodbye and comes back under a running API', async () => {
  await whileCustomersBuy(async () => {
    await rig.postgres.crash();
    await salesMore(SALES_WITHOUT);
    expect((await rig.till.status()).journal.pending).toBeGreaterThan(SALES_WITHOUT);
    await rig.postgres.start();
    expect(rig.api.alive()).toBe(true);
  });
  expect(rig.api.alive()).toBe(true);
});

it('has paid nobody twice: each key ever used gives its first answer again, and no cash moves', async () => {
  await comeToRest(rig);
  await expectFirstAnswers(rig.till.orders);
  await expectBooksToBalance(rig);
});

it('balances when the disk of the agent is filled and freed again', async () => {
  const { disk } = rig;
  if (disk === undefined) return expectBooksToBalance(rig);
  await whileCustomersBuy(async () => {
    await until('the journal has met the full disk', async () => {
      disk.fill();
      return ['full', 'stopped'].includes((await rig.till.status()).journal.disk.state);
    });
    await until('nothing more can be written', () => {
      disk.fill();
      return rig.logOf('agent').includes('journal.disk-full');
    });
    disk.clear();
    await salesMore(1);
  });
  // What a till may still ask about is kept, however full the disk was.
  await expectFirstAnswers(rig.till.orders.slice(-ASKED_AGAIN));
});
