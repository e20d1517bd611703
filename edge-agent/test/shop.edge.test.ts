import type { CashLine } from '@tillbridge/shared/cash';
import { sumLines } from '@tillbridge/shared/cash';
import { FACT_BODIES, type FactBody } from '@tillbridge/shared/fact';
import { Value } from 'typebox/value';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type FaultName, faultSetting } from '../simulator/faults.ts';
import { type Simulator, startSimulator } from '../simulator/start-simulator.ts';
import { systemClock } from '../src/clock.ts';
import { bookOf, gapBetween, moved } from '../src/counter/stock-book.ts';
import { openJournal } from '../src/journal/journal.ts';
import { MACHINE_PRESETS } from '../src/recycler/glory-300/presets.ts';
import { buildAgent, makeHome, type Program, startProgram, tillAt, until } from './shop-rig.ts';

const PRESET = MACHINE_PRESETS['thb-ci10'];
const BAHT = 100;
let built: Awaited<ReturnType<typeof buildAgent>>;
const closers: (() => unknown)[] = [];

beforeAll(async () => {
  built = await buildAgent();
});
afterAll(() => built.remove());
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A machine, a paired home, and an agent in a process of its own. */
async function openShop(over: { customers?: boolean; speed?: number } = {}) {
  const machine = await startSimulator({
    listen: { tcp: 0 },
    units: 'thb-ci10',
    customers: over.customers ?? false,
    faults: [],
    seed: 11,
    speed: over.speed ?? 20,
    fillPercent: 50,
  });
  closers.push(() => machine.stop());
  const shop = makeHome(machine.ready.port ?? 0);
  closers.push(shop.remove);
  const startAgent = async (whenStarted?: (till: ReturnType<typeof tillAt>) => Promise<void>) => {
    const agent = await startProgram(built.file, ['run', '--home', shop.home.dir]);
    closers.push(() => agent.end());
    const till = tillAt(Number(agent.ready['localApi']));
    await whenStarted?.(till);
    await until('the machine is ready', async () => (await till.status()).machines[0]?.ready);
    return { agent, till };
  };
  return { machine, shop, startAgent, ...(await startAgent()) };
}

function setFault(machine: Simulator, name: FaultName, value: number | 'on' | 'off'): void {
  const setting = faultSetting(name, value);
  if (typeof setting === 'string') throw new Error(setting);
  machine.fault(setting);
}

const heldMinor = (machine: Simulator) =>
  PRESET.positions.reduce((sum, position, i) => sum + (position.valueMinor ?? 0) * (machine.cash().stock[i] ?? 0), 0);

/** Ends the agent and reads its journal, newest fact last. */
async function readBooks(agent: Program, shop: ReturnType<typeof makeHome>) {
  expect(await agent.end('SIGTERM')).toBe(0);
  const journal = openJournal({
    dir: shop.home.journal,
    agent: shop.config.agent,
    clock: systemClock(),
    ballastBytes: 65_536,
  });
  const facts = [...journal.newestFacts()].reverse();
  journal.close();
  // A fact that the cloud's schema refuses would be poison of our own making.
  for (const fact of facts) expect([...Value.Errors(FACT_BODIES[fact.kind], fact.body)]).toEqual([]);
  const transactions = facts
    .filter((fact) => fact.kind === 'cash.transaction')
    .map((fact) => fact.body as FactBody<'cash.transaction'>);
  const inventories = facts.flatMap((fact) =>
    'inventory' in fact.body && fact.body.inventory !== undefined ? [fact.body.inventory] : [],
  );
  const lines: CashLine[] = facts.flatMap(({ kind, body }) =>
    kind === 'cash.transaction' || kind === 'agent.event' ? ((body as FactBody<typeof kind>).lines ?? []) : [],
  );
  const gaps = facts.flatMap((fact) =>
    fact.kind === 'agent.event' && (fact.body as FactBody<'agent.event'>).code === 'stock_gap' ? [fact] : [],
  );
  return { facts, transactions, inventories, lines, gaps };
}

/** Opening stock and every recorded line must give the stock that the machine holds now. */
function expectBalance(books: Awaited<ReturnType<typeof readBooks>>): void {
  const [opening] = books.inventories;
  const closing = books.inventories.at(-1);
  if (opening === undefined || closing === undefined) throw new Error('no inventory');
  expect(gapBetween(moved(bookOf(opening), books.lines), bookOf(closing))).toEqual([]);
}

describe('a shop on real bytes and a real journal', () => {
  it('takes a sale, gives change, and its books balance with the machine', async () => {
    const { machine, shop, agent, till } = await openShop({ customers: true });
    const before = heldMinor(machine);
    const sale = await till.post('/v1/sales', 'sale-0001', { amountMinor: 137_75, reference: 'R1', operator: 'Malee' });
    expect(sale).toMatchObject({ outcome: 'completed', amountMinor: 13_775, reference: 'R1', owedMinor: 0 });
    expect(sale.inMinor - sale.outMinor).toBe(13_775);
    expect(sumLines(sale.lines, 'in')).toBe(sale.inMinor);
    expect(heldMinor(machine) - before).toBe(13_775);
    const books = await readBooks(agent, shop);
    expectBalance(books);
    expect(books.gaps).toEqual([]);
    expect(books.facts[0]).toMatchObject({ kind: 'agent.event', body: { code: 'started' } });
    expect(books.transactions[0]?.steps.map((step) => step.code)).toEqual(
      expect.arrayContaining(['intent_written', 'deposit_opened', 'cash_counted', 'change_started', 'fact_stored']),
    );
  });

  it('gives a till that asks again the same answer, also after a restart, and pays once', async () => {
    const { machine, startAgent, agent, till } = await openShop();
    const before = heldMinor(machine);
    const wish = { amountMinor: 320 * BAHT, reference: 'P1' };
    const [first, joined] = await Promise.all([
      till.post('/v1/payouts', 'pay-00001', wish),
      till.post('/v1/payouts', 'pay-00001', wish),
    ]);
    expect(first).toMatchObject({ outcome: 'completed', outMinor: 320 * BAHT });
    expect(joined).toEqual(first);
    await agent.end();
    const second = await startAgent();
    expect(await second.till.post('/v1/payouts', 'pay-00001', wish)).toEqual(first);
    expect(await second.till.post('/v1/payouts', 'pay-00001', { ...wish, amountMinor: 100 })).toMatchObject({
      code: 'counter.key-reused',
    });
    expect(before - heldMinor(machine)).toBe(320 * BAHT);
  });

  it('is killed in mid-payout and starts again: the stock tells the outcome and nothing is paid twice', async () => {
    const { machine, shop, startAgent, agent, till } = await openShop({ speed: 2 });
    const before = heldMinor(machine);
    const wish = { amountMinor: 7_940 * BAHT };
    const asked = till.post('/v1/payouts', 'pay-00002', wish).catch(() => undefined);
    await until('money comes out', () => heldMinor(machine) < before);
    await agent.end('SIGKILL');
    await asked;
    const again = await startAgent();
    const told = await again.till.post('/v1/payouts', 'pay-00002', wish);
    expect(told).toMatchObject({ outcome: 'completed', outMinor: 7_940 * BAHT });
    expect(before - heldMinor(machine)).toBe(7_940 * BAHT);
    const books = await readBooks(again.agent, shop);
    expect(books.transactions).toHaveLength(1);
    expectBalance(books);
    expect(books.gaps).toEqual([]);
  });

  it('is killed in mid-payout and comes back before the cable does: it waits for the proof', async () => {
    const { machine, shop, startAgent, agent, till } = await openShop({ speed: 2 });
    const before = heldMinor(machine);
    const wish = { amountMinor: 7_940 * BAHT };
    const asked = till.post('/v1/payouts', 'pay-00004', wish).catch(() => undefined);
    await until('money comes out', () => heldMinor(machine) < before);
    await agent.end('SIGKILL');
    await asked;
    setFault(machine, 'unplugged', 'on');
    const again = await startAgent(async (backAgain) => {
      await until('nobody answers', async () => (await backAgain.status()).machines[0]?.state === 'offline');
      expect(await backAgain.post('/v1/payouts', 'pay-00004', wish)).toMatchObject({ code: 'counter.reconciling' });
      setFault(machine, 'unplugged', 'off');
    });
    expect(await again.till.post('/v1/payouts', 'pay-00004', wish)).toMatchObject({ outcome: 'completed' });
    expect(before - heldMinor(machine)).toBe(7_940 * BAHT);
    expectBalance(await readBooks(again.agent, shop));
  });

  it('loses the cable in mid-payout: the outcome says what is proven, and the books balance when it is back', async () => {
    const { machine, shop, agent, till } = await openShop({ speed: 2 });
    const before = heldMinor(machine);
    const asked = till.post('/v1/payouts', 'pay-00003', { amountMinor: 7_940 * BAHT });
    await until('money comes out', () => heldMinor(machine) < before);
    setFault(machine, 'unplugged', 'on');
    await until('the agent sees it', async () => (await till.status()).machines[0]?.state === 'offline');
    setFault(machine, 'unplugged', 'off');
    const told = await asked;
    expect(['completed', 'unknown']).toContain(told.outcome);
    await until('the machine is read again', async () => (await till.status()).machines[0]?.ready);
    const paid = before - heldMinor(machine);
    expect(paid).toBe(7_940 * BAHT);
    const books = await readBooks(agent, shop);
    expectBalance(books);
    const states = books.facts
      .filter((fact) => fact.kind === 'machine.state')
      .map((fact) => (fact.body as FactBody<'machine.state'>).state);
    // An outage that is over before it is told is one change, told as the state it left behind.
    expect(states.some((state) => state === 'offline' || state === 'unknown')).toBe(true);
    expect(states.at(-1)).toBe('idle');
  });

  it('finds out at its start what a hand took while it was off', async () => {
    const { machine, shop, startAgent, agent } = await openShop();
    await agent.end('SIGTERM');
    machine.load({ N3: (machine.cash().stock[2] ?? 0) - 4 });
    const again = await startAgent();
    const books = await readBooks(again.agent, shop);
    expect(books.gaps).toHaveLength(1);
    expect(books.gaps[0]?.body).toMatchObject({
      lines: [{ valueMinor: 10_000, pieces: 4, direction: 'out', place: 'stock' }],
    });
    expectBalance(books);
  });

  it('exchanges, refills and empties to a float, and its books balance with the machine', async () => {
    const { machine, shop, agent, till } = await openShop({ customers: true });
    const exchanged = await till.post('/v1/exchanges', 'exchange-1', {
      amountMinor: 100 * BAHT,
      largestMinor: 20 * BAHT,
    });
    expect(exchanged).toMatchObject({ kind: 'exchange', outcome: 'completed', owedMinor: 0 });
    expect(exchanged.outMinor).toBe(exchanged.inMinor);
    const refill = till.post('/v1/refills', 'refill-001', { operator: 'Somchai', declaredMinor: 1_000 * BAHT });
    await until('the refill is open', async () => (await till.status()).machines[0]?.running?.kind === 'refill');
    machine.load({ N3: (machine.cash().stock[2] ?? 0) + 10 });
    await till.post('/v1/finish', 'finish-001', {});
    expect(await refill).toMatchObject({ outcome: 'completed', inMinor: 1_000 * BAHT, operation: expect.any(String) });
    const floatMinor = heldMinor(machine) - 700 * BAHT;
    const emptied = await till.post('/v1/emptyings', 'emptying-1', { floatMinor, seal: 'S-1', receiver: 'Guard 7' });
    expect(emptied).toMatchObject({ kind: 'collection', outcome: 'completed', outMinor: 700 * BAHT, seal: 'S-1' });
    expect(heldMinor(machine)).toBe(floatMinor);
    const books = await readBooks(agent, shop);
    expectBalance(books);
    expect(books.gaps).toEqual([]);
  });

  it('lists what a jam left open, also after a kill, until somebody has counted', async () => {
    const { machine, shop, agent, till, startAgent } = await openShop();
    setFault(machine, 'jam', 3);
    const wish = { amountMinor: 80 * BAHT, operator: 'Malee', reference: 'P-9' };
    expect(await till.post('/v1/payouts', 'payout-jam', wish)).toMatchObject({ outcome: 'partial' });
    await agent.end();
    const again = await startAgent();
    const { cases } = (await again.till.get('/v1/cases')) as { cases: { case: string }[] };
    expect(cases).toMatchObject([{ outcome: 'partial', operator: 'Malee', reference: 'P-9' }]);
    const stock = (await again.till.get('/v1/stock')) as { expected: { place: string }[] };
    const counted = stock.expected.filter(({ place }) => place === 'stock');
    const settled = await again.till.post('/v1/recounts', 'recount-01', {
      counted,
      case: cases[0]?.case,
      operator: 'Boss',
    });
    expect(settled).toMatchObject({ kind: 'adjustment', outcome: 'completed', lines: [] });
    expect(await again.till.get('/v1/cases')).toEqual({ cases: [] });
    expectBalance(await readBooks(again.agent, shop));
  });

  it('ends within three seconds in the middle of a sale and gives the money back at the next start or before', async () => {
    const { machine, shop, startAgent, agent, till } = await openShop({ speed: 1 });
    const before = heldMinor(machine);
    const asked = till.post('/v1/sales', 'sale-0002', { amountMinor: 500 * BAHT }).catch(() => undefined);
    await until('the deposit is open', async () => (await till.status()).machines[0]?.running !== undefined);
    const began = Date.now();
    expect(await agent.end('SIGTERM')).toBe(0);
    expect(Date.now() - began).toBeLessThan(3_000);
    await asked;
    const again = await startAgent();
    const told = await again.till.post('/v1/sales', 'sale-0002', { amountMinor: 500 * BAHT });
    expect(['cancelled', 'refused']).toContain(told.outcome);
    expect(heldMinor(machine)).toBe(before);
    expectBalance(await readBooks(again.agent, shop));
  });

  it('refuses a second agent on the same home', async () => {
    const { shop } = await openShop();
    await expect(startProgram(built.file, ['run', '--home', shop.home.dir])).rejects.toThrow(/journal\.locked/);
  });
});
