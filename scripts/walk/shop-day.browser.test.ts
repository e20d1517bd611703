import type { ShopPage } from '@tillbridge/shared/reads';
import type { ClosingDetail, ClosingPage } from '@tillbridge/shared/reads-closings';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../browser/open-browser.ts';
import { type ConsoleHands, handsAt } from '../console/console-hands.ts';
import { openConsole } from '../console/console-page.ts';
import { STAFF } from '../console/console-rig.ts';
import type { Pieces } from '../console/sell-at-till.ts';
import { waitUntil } from '../start/wait-until.ts';
import { addUp, onlyClosing, present, rawFacts, saidBy, truly } from './day-oracle.ts';
import { isTransaction, readCloudFacts, readJournal, readTableSums, sumFacts } from './rig-books.ts';
import { heldMinor, netByValue, unaccounted } from './rig-machine.ts';
import { type DayShop, openDayShop } from './test/day-shop.ts';

const PATIENCE_MS = 60_000;
const DAY_MS = 600_000;
/** Sales at the till between one look at the console and the next: its lock comes after three minutes. */
const CUSTOMERS_IN_A_ROW = 24;
const TILL_SALES = 188;

/** What customers buy and what they put in: mostly exact, with notes and coins; one of eight gets change. */
const CUSTOMERS: readonly { readonly priceMinor: number; readonly pieces: Pieces }[] = [
  { priceMinor: 4_500, pieces: { N4: 2, C2: 1 } },
  { priceMinor: 8_525, pieces: { N3: 1 } },
  { priceMinor: 2_000, pieces: { N4: 1 } },
  { priceMinor: 50_000, pieces: { N2: 1 } },
  { priceMinor: 3_200, pieces: { N4: 1, C1: 1, C3: 1 } },
  { priceMinor: 12_000, pieces: { N3: 1, N4: 1 } },
  { priceMinor: 100_000, pieces: { N1: 1 } },
  { priceMinor: 175, pieces: { C4: 1, C5: 1, C6: 1 } },
];

let shop: DayShop;
let browser: Browser;
let page: Page;
let hands: ConsoleHands;

beforeAll(async () => {
  shop = await openDayShop();
  browser = await openBrowser();
  page = await browser.newPage({ viewport: { width: 1024, height: 768 }, reducedMotion: 'reduce' });
  page.setDefaultTimeout(PATIENCE_MS);
  hands = handsAt(page, shop.rig);
});
afterAll(async () => {
  await browser?.close();
  await shop?.close();
});

test(
  'a day with the network down closes on what the journal adds up to, and afterwards the cloud holds the same',
  async () => {
    await openConsole(page, shop.rig, { language: 'en', theme: 'light' });
    await page.getByRole('button', { name: STAFF.napha.name }).waitFor();
    shop.cable.pull();
    await hands.signIn();
    await openTheShift();
    await page.getByText(/Offline since \d\d:\d\d/).waitFor();
    await sellAtTheConsole();
    await sellAtTheTill(0, TILL_SALES / 2);
    await exchangeAndPay();
    await sellAtTheTill(TILL_SALES / 2, TILL_SALES);
    await jamAndSettle();
    await openDoorAndSettle();
    await refill();
    await collect();
    await closeBlind();
    expect(await page.locator('.cloud').textContent()).toContain('Offline since');
    expectTheClosingToAddUp();
    shop.cable.putBack();
    await comeToRest();
    await expectTheCloudToEqualTheShop();
  },
  DAY_MS,
);

async function openTheShift(): Promise<void> {
  await hands.job('Shift');
  await hands.press('Open: as the machine says');
  await page.getByRole('button', { name: 'Count and close' }).waitFor();
}

/** Twelve customers whom somebody serves at the console; one pays into a stacker that is full, so that the box gets it. */
async function sellAtTheConsole(): Promise<void> {
  const served = ['85', '85', '45.25', '120', '20', '999', '373.50', '17', '30', '60', '100'];
  const given: Pieces[] = [{ N3: 1 }, { N4: 5 }, { N4: 3 }, { N3: 2 }, { N4: 1 }, { N1: 1 }, { N2: 1 }, { N4: 1 }];
  for (const [at, price] of served.entries()) {
    expect(await hands.sell(price, given[at] ?? { N3: 1 })).toBe(`PAID ฿${price}`);
  }
  shop.rig.fault('near-full', 'on');
  expect(await hands.sell('1500', { N1: 1, N2: 1 })).toBe('PAID ฿1,500');
  shop.rig.fault('near-full', 'off');
}

async function sellAtTheTill(from: number, to: number): Promise<void> {
  for (let at = from; at < to; at++) {
    const { priceMinor, pieces } = CUSTOMERS[at % CUSTOMERS.length] ?? { priceMinor: 2_000, pieces: { N4: 1 } };
    const sale = await hands.sellAtTill(priceMinor, `D${at}`, pieces);
    expect(sale).toMatchObject({ outcome: 'completed' });
    expect(sale.inMinor - sale.outMinor).toBe(priceMinor);
    // Whoever stands at the console moves it on, so that it does not lock.
    if (at % CUSTOMERS_IN_A_ROW === 0) await hands.job(at % 2 === 0 ? 'Take cash' : 'Shift');
  }
}

async function exchangeAndPay(): Promise<void> {
  expect(await hands.exchange('1000', { N1: 1 })).toBe('EXCHANGED ฿1,000');
  expect(await hands.exchange('100', { N3: 1 })).toBe('EXCHANGED ฿100');
  await hands.payOut('1275');
  expect(await hands.outcome('Next')).toBe('PAID ฿1,275');
  await hands.payOut('6000');
  await hands.approve();
  expect(await hands.outcome('Next')).toBe('PAID ฿6,000');
}

/** A note sticks: the rest is owed, the machine is cleared and reset, and a count settles the case. */
async function jamAndSettle(): Promise<void> {
  shop.rig.fault('jam', 3);
  await hands.payOut('345');
  expect(await hands.outcome('Leave it owed')).toMatch(/^฿\d+ STILL OWED$/);
  await hands.press('Reset the machine');
  await hands.press('It is clear: reset');
  await page.getByRole('heading', { name: 'Look again' }).waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Count the machine' }).click();
  await hands.settle();
}

/** Somebody opens the door in the middle of a payout. */
async function openDoorAndSettle(): Promise<void> {
  shop.rig.fault('door-at', 2);
  await hands.payOut('300');
  const settled = page.getByRole('button', { name: 'Settle by counting' });
  await settled.waitFor();
  shop.rig.fault('door', 'off');
  expect(await hands.outcome('Settle by counting')).toBe('฿200 STILL OWED');
  await hands.settle();
}

async function refill(): Promise<void> {
  await hands.job('Refill');
  await page.keyboard.type('2000');
  await hands.press('Begin the refill');
  const { stock } = shop.rig.machine.cash();
  await page.getByRole('button', { name: 'That is all' }).waitFor();
  shop.rig.machine.load({ N3: (stock[2] ?? 0) + 20 });
  await hands.press('That is all');
  expect(await hands.outcome('Next')).toBe('REFILLED ฿2,000');
}

async function collect(): Promise<void> {
  await hands.job('Collect');
  await page.getByLabel('Number of the seal (needed)').fill('S-4711');
  await page.getByLabel('Handed to (may stay empty)').fill('Somchai, van 2');
  await hands.press('Begin the collection');
  await page.getByRole('button', { name: 'That is all' }).waitFor();
  shop.rig.fault('cassette-out', 'on');
  shop.rig.machine.emptyBox?.();
  shop.rig.fault('cassette-out', 'off');
  await hands.press('That is all');
  expect(await hands.outcome('Next')).toBe('COLLECTED ฿1,500');
}

async function closeBlind(): Promise<void> {
  await hands.job('Shift');
  await hands.press('Count and close');
  await page.locator('.count-rows button').first().waitFor();
  expect(await page.getByRole('columnheader', { name: 'Expected' }).count()).toBe(0);
  await hands.countTruly();
  await hands.press('That is my count');
  await page.getByRole('columnheader', { name: 'Expected' }).waitFor();
  await hands.press('Close the shift');
  await page.getByRole('heading', { name: 'Closing Z 1' }).waitFor();
  expect(await page.locator('.sheet').textContent()).toContain('counted blind');
}

/** The closing, the facts it stands on, and the pieces in the machine are three accounts of one day. */
function expectTheClosingToAddUp(): void {
  const facts = rawFacts(shop.rig.journalFile);
  const closing = onlyClosing(facts);
  const figures = addUp(facts);
  const cash = shop.rig.machine.cash();
  expect(saidBy(closing)).toEqual({ ...figures, expected: expect.any(Object) });
  expect(present(saidBy(closing).expected)).toEqual(present(figures.expected));
  expect(present(figures.expected)).toEqual(truly(cash));
  const heldNow = heldMinor(cash, 'stock', 'cassette');
  expect(closing.sums).toMatchObject([
    { expectedMinor: heldNow, reportedMinor: heldNow, countedMinor: heldNow, varianceMinor: 0, unproven: 0 },
  ]);
  expect(figures.openingMinor + figures.inMinor - figures.outMinor).toBe(heldNow);
  expect(closing).toMatchObject({ number: 1, blind: true, settled: true, tier: 'automatic', unsettled: [] });
  expect(figures.kinds['sale']?.[0]).toBe(TILL_SALES + 12);
  expect(unaccounted(cash)).toEqual([]);
  expect(heldMinor(cash, 'path', 'outlet', 'reject')).toBe(0);
  expectThePayouts(facts);
  const loadedMinor = figures.kinds['refill']?.[1] ?? 0;
  expect(heldMinor(cash, 'inserted')).toBe(figures.inMinor - loadedMinor);
  expect(heldMinor(cash, 'taken')).toBe(figures.outMinor);
  expect([...netByValue(cash).values()].some((pieces) => pieces !== 0)).toBe(true);
}

function expectThePayouts(facts: ReturnType<typeof rawFacts>): void {
  const paid = facts.filter(isTransaction).filter(({ body }) => body.kind === 'payout');
  expect(paid.map(({ body }) => [body.amountMinor, body.outcome, body.approvedBy])).toEqual([
    [127_500, 'completed', undefined],
    [600_000, 'completed', `${STAFF.anong.number} ${STAFF.anong.name}`],
    [34_500, 'partial', undefined],
    [30_000, 'partial', undefined],
  ]);
  for (const { body } of paid) expect(body.outMinor + body.owedMinor).toBe(body.amountMinor);
}

async function comeToRest(): Promise<void> {
  const { sql, rig } = shop;
  await waitUntil(
    async () => {
      const places = readJournal(rig.journalFile);
      const [row] = await sql<{ held: string }[]>`select count(*) as held from facts`;
      return Number(row?.held) >= places.length;
    },
    'the backlog did not drain',
    PATIENCE_MS,
  );
  await page.locator('.cloud').getByText('Cloud connected').waitFor();
}

/** Facts, transactions, lines, summaries, stock and closing: each is asked in its own way, and none may differ. */
async function expectTheCloudToEqualTheShop(): Promise<void> {
  const { sql, org, rig, readAsOwner } = shop;
  const places = readJournal(rig.journalFile);
  const held = await readCloudFacts(sql, [...new Set(places.map(({ epoch }) => epoch))]);
  const named = (at: { readonly epoch: string; readonly sequence: number; readonly hash: string }) =>
    `${at.epoch}/${at.sequence}/${at.hash}`;
  expect(held.map(named).sort()).toEqual(places.map(named).sort());
  const facts = rawFacts(rig.journalFile);
  const sums = sumFacts(facts);
  expect(await readTableSums(sql, org.shop)).toEqual({ transactions: sums, lines: sums, hourly: sums, daily: sums });
  const cash = rig.machine.cash();
  const { tile } = await readAsOwner<ShopPage>(`shops/${org.shop}`);
  expect(tile.positions).toMatchObject([
    { currency: 'THB', stock: heldMinor(cash, 'stock'), box: heldMinor(cash, 'cassette') },
  ]);
  const closing = onlyClosing(facts);
  const { rows } = await readAsOwner<ClosingPage>(`shops/${org.shop}/closings`);
  expect(rows).toMatchObject([{ shift: closing.shift, number: 1, gapBefore: false, numberTwice: false }]);
  const { row, lines } = await readAsOwner<ClosingDetail>(`closings/${closing.shift}`);
  expect(lines).toEqual(closing.lines);
  expect(row).toMatchObject({ sums: closing.sums, kinds: closing.kinds, tier: closing.tier, blind: true });
}
