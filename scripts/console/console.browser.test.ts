import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openBrowser } from '../browser/open-browser.ts';
import { openConsole, signIn, tap } from './console-page.ts';
import { type ConsoleRig, openConsoleRig, STAFF } from './console-rig.ts';

const PATIENCE_MS = 20_000;
const FINGER_PX = 56;

let rig: ConsoleRig;
let browser: Browser;
let page: Page;
let broken: string[];

beforeAll(async () => {
  rig = await openConsoleRig();
  browser = await openBrowser();
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await rig?.stop();
});
beforeEach(async () => {
  broken = [];
  page = await browser.newPage({ viewport: { width: 1024, height: 768 }, reducedMotion: 'reduce' });
  page.setDefaultTimeout(PATIENCE_MS);
  page.on('pageerror', (error) => broken.push(error.message));
  page.on('console', (said) => {
    if (said.type() === 'error' && /Content Security Policy|React/.test(said.text())) broken.push(said.text());
  });
});
afterEach(async () => {
  await page.close();
  expect(broken).toEqual([]);
});

const english = { language: 'en', theme: 'light' } as const;
const title = () => page.locator('.outcome h1').textContent();
const job = (name: string) => page.getByRole('navigation').getByRole('button', { name }).click();
const first = () => page.locator('.side .first');
const next = () => page.locator('.outcome .go').click();

/** Minor units that people hold who took them from the machine. */
function takenMinor(): number {
  const values = [100_000, 50_000, 10_000, 2_000, 1_000, 500, 200, 100, 50, 25];
  return rig.machine.cash().taken.reduce((sum, pieces, at) => sum + pieces * (values[at] ?? 0), 0);
}

/** Puts pieces in as soon as the machine takes them. */
async function putIn(pieces: Readonly<Record<string, number>>): Promise<void> {
  await expect.poll(() => rig.machine.insert(pieces), { timeout: PATIENCE_MS, interval: 50 }).toBeGreaterThan(0);
}

async function payOut(amount: string): Promise<void> {
  await job('Pay out');
  await tap(page, amount);
  await page.getByText('Exactly payable').waitFor();
  await first().click();
}

test('a wrong PIN is refused in words, and the keyboard alone signs in, pays and goes on', async () => {
  await openConsole(page, rig, english);
  await page.getByRole('heading', { name: 'Who is at the counter?' }).waitFor();
  await page.getByRole('button', { name: STAFF.napha.name }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type('9999');
  await page.keyboard.press('Enter');
  await page.getByText('The employee number or the PIN is wrong').waitFor();
  await page.keyboard.type(STAFF.napha.pin);
  await page.keyboard.press('Enter');
  await page.locator('.machine:not(.skeleton)').waitFor();
  await page.keyboard.press('p');
  await page.keyboard.type('40');
  await page.getByText('Exactly payable: 2 notes').waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.outcome').waitFor();
  expect(await title()).toBe('PAID ฿40');
  await page.keyboard.press('Enter');
  await page.locator('.outcome').waitFor({ state: 'detached' });
  expect(await page.locator('.acts [aria-current]').textContent()).toBe('Pay out');
});

test('a sale shows each piece as it comes in, and ends with its change', async () => {
  await openConsole(page, rig, english);
  await signIn(page, STAFF.napha);
  await tap(page, '85');
  await first().click();
  await page.getByRole('progressbar').waitFor();
  await putIn({ N4: 2 });
  await page.locator('.pieces-in').getByText('× 2').waitFor();
  expect(await page.locator('.sum-line.lead').textContent()).toContain('฿45');
  await putIn({ N3: 1 });
  await page.locator('.outcome').waitFor();
  expect(await title()).toBe('PAID ฿85');
  expect(await page.locator('.say').textContent()).toContain('฿140 taken, ฿55 change given');
});

test('a payment that is stopped is given back and never called paid', async () => {
  await openConsole(page, rig, english);
  await signIn(page, STAFF.napha);
  await tap(page, '500');
  await first().click();
  await page.getByRole('progressbar').waitFor();
  await putIn({ N3: 1 });
  await page.locator('.pieces-in').waitFor();
  await page.getByRole('button', { name: 'Stop and give back' }).click();
  await page.locator('.outcome').waitFor();
  expect(await title()).toBe('NOT PAID');
  expect(await page.locator('.say').textContent()).toContain('฿100 came in and was given back');
});

test('a double tap pays once, and the marks on the machine are the pieces that leave', async () => {
  await openConsole(page, rig, english);
  await signIn(page, STAFF.napha);
  const before = takenMinor();
  await job('Pay out');
  await tap(page, '1275');
  await page.getByText('Exactly payable').waitFor();
  expect(await page.locator('.take:not(:empty)').allTextContents()).toEqual(['−1', '−2', '−3', '−1', '−1']);
  await first().dblclick();
  await page.locator('.outcome').waitFor();
  expect(await title()).toBe('PAID ฿1,275');
  await expect.poll(() => takenMinor() - before).toBe(127_500);
  await next();
  await page.locator('.machine').waitFor();
  expect(takenMinor() - before).toBe(127_500);
});

test('above the limit a second person types a PIN, and nobody approves their own', async () => {
  await openConsole(page, rig, english);
  await signIn(page, STAFF.napha);
  await payOut('6000');
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  expect(await dialog.getByRole('button', { name: STAFF.napha.name }).count()).toBe(0);
  await dialog.getByRole('button', { name: STAFF.lek.name }).click();
  await page.keyboard.type(STAFF.lek.pin);
  await page.keyboard.press('Enter');
  await dialog.getByText('may not do that').waitFor();
  await dialog.getByRole('button', { name: STAFF.anong.name }).click();
  await page.keyboard.type(STAFF.anong.pin);
  await page.keyboard.press('Enter');
  await page.locator('.outcome').waitFor();
  expect(await title()).toBe('PAID ฿6,000');
});

test('the agent may be killed in the middle of a payout: the outcome is asked again with the same key', async () => {
  await openConsole(page, rig, english);
  await signIn(page, STAFF.napha);
  const before = takenMinor();
  await payOut('100');
  await page.locator('.strip').getByText('Machine working').waitFor();
  await rig.killAgent();
  await page.getByText('has not answered since').waitFor();
  await rig.startAgent();
  await page.getByText('Payout ฿100.00 has no answer yet').waitFor();
  await signIn(page, STAFF.napha);
  await page.locator('.outcome').waitFor();
  expect(['PAID ฿100', 'UNKNOWN']).toContain(await title());
  expect(await page.evaluate(() => sessionStorage.getItem('tillbridge.intent'))).toBeNull();
  expect(takenMinor() - before).toBeLessThanOrEqual(10_000);
});

test('a reload in the middle of a sale goes on with the same sale', async () => {
  await openConsole(page, rig, english);
  await signIn(page, STAFF.napha);
  await tap(page, '20');
  await first().click();
  await page.getByRole('progressbar').waitFor();
  await page.reload();
  await page.getByRole('progressbar').waitFor();
  await putIn({ N4: 1 });
  await page.locator('.outcome').waitFor();
  expect(await title()).toBe('PAID ฿20');
});

test('power that fails in the middle ends as unknown, which offers no way to pay again', async () => {
  await openConsole(page, rig, english);
  await signIn(page, STAFF.napha);
  const cut = rig.cutPower(2);
  await payOut('345');
  await cut;
  await page.locator('.outcome').waitFor();
  expect(await title()).toBe('UNKNOWN');
  expect(await page.locator('.say').textContent()).toContain('CALL THE MANAGER');
  expect(await page.locator('.outcome button').allTextContents()).toEqual(['Manager: count the machine']);
});

test('a jam leaves the rest owed, in amber and in words, and a count settles it', async () => {
  await openConsole(page, rig, english);
  await signIn(page, STAFF.anong);
  rig.fault('jam', 3);
  await payOut('345');
  await page.locator('.outcome.owed').waitFor();
  expect(await title()).toMatch(/^฿\d+ STILL OWED$/);
  await page.getByRole('button', { name: 'Settle by counting' }).click();
  await page.getByText('still owed').waitFor();
  await page.getByRole('button', { name: 'Count the machine' }).click();
  const rows = page.locator('.count-rows button');
  await rows.first().waitFor();
  for (let row = 0; row < (await rows.count()); row++) {
    await rows.nth(row).click();
    await page.keyboard.type('10');
  }
  await page.getByRole('button', { name: 'Settle with this count' }).click();
  await page.locator('.outcome').waitFor();
  expect(await title()).toBe('COUNTED');
  await next();
  await page.getByText('Nothing waits').waitFor();
});

test('a shift is opened, counted blind and closed with a number', async () => {
  await openConsole(page, rig, english);
  await signIn(page, STAFF.napha);
  await job('Shift');
  await page.getByRole('button', { name: 'Open: as the machine says' }).click();
  await page.getByRole('button', { name: 'Count and close' }).click();
  await page.locator('.count-rows button').first().waitFor();
  expect(await page.getByRole('columnheader', { name: 'Expected' }).count()).toBe(0);
  const pieces = await page.locator('.count-rows button').count();
  for (let row = 0; row < pieces; row++) {
    await page.keyboard.type('1');
    await page.keyboard.press('Enter');
  }
  await page.getByRole('button', { name: 'That is my count' }).click();
  await page.getByText('The difference takes a second person').waitFor();
  await page.getByRole('columnheader', { name: 'Expected' }).waitFor();
  await page.getByRole('button', { name: 'Close, approved' }).click();
  await page.getByRole('dialog').getByRole('button', { name: STAFF.anong.name }).click();
  await page.keyboard.type(STAFF.anong.pin);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Closing Z 1' }).waitFor();
  expect(await page.locator('.sheet').textContent()).toContain('counted blind');
});

test('without a cloud the strip says since when, and how many facts are safe here', async () => {
  await openConsole(page, rig, english);
  await signIn(page, STAFF.napha);
  await page.getByText(/Offline since \d\d:\d\d/).waitFor();
  await page.getByText(/\d+ facts safe here, since \d\d:\d\d/).waitFor();
  await page.getByRole('button', { name: 'ไทย' }).click();
  await page.getByText(/ออฟไลน์ตั้งแต่ \d\d:\d\d/).waitFor();
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('th');
  const words = ((await page.locator('.console').textContent()) ?? '').replace(/Napha S\.|CI-10|EN\b/g, '');
  expect(words).not.toMatch(/[A-Za-z]{2,}/);
});

test('a console that nobody touches asks for the PIN again', async () => {
  await page.clock.install();
  await openConsole(page, rig, english);
  await signIn(page, STAFF.napha);
  await page.clock.fastForward('02:50');
  expect(await page.locator('.acts').count()).toBe(1);
  await page.clock.fastForward('00:20');
  await page.getByText('Locked, because nobody touched the console').waitFor();
});

test('whoever lacks a right sees it said, and cannot press it', async () => {
  await openConsole(page, rig, english);
  await signIn(page, STAFF.lek);
  const pay = page.getByRole('navigation').getByRole('button', { name: 'Pay out' });
  expect(await pay.isDisabled()).toBe(true);
  expect(await pay.textContent()).toContain('not your right');
  await page.keyboard.press('p');
  expect(await page.locator('.acts [aria-current]').textContent()).toBe('Take cash');
});

test.each([
  [1024, 768],
  [1280, 800],
  [768, 1024],
])(
  'at %i × %i every button has a name and a finger’s height, and nothing runs out of the page',
  async (width, height) => {
    await page.setViewportSize({ width, height });
    await openConsole(page, rig, english);
    await signIn(page, STAFF.napha);
    for (const name of ['Take cash', 'Pay out', 'Exchange', 'Refill', 'Collect', 'Shift']) {
      await job(name);
      const buttons = await page.getByRole('button').all();
      for (const button of buttons) {
        const named = (await button.getAttribute('aria-label')) ?? (await button.textContent()) ?? '';
        expect(named.trim()).not.toBe('');
        const box = await button.boundingBox();
        expect.soft(box?.height ?? 0, `${name}: ${named}`).toBeGreaterThanOrEqual(FINGER_PX);
      }
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect.soft(wide, name).toBeLessThanOrEqual(0);
      expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
    }
    for (const role of ['banner', 'navigation', 'main'] as const) expect(await page.getByRole(role).count()).toBe(1);
  },
);
