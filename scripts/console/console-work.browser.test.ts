import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openBrowser } from '../browser/open-browser.ts';
import { rawFacts } from '../walk/day-oracle.ts';
import { isTransaction } from '../walk/rig-books.ts';
import { heldMinor } from '../walk/rig-machine.ts';
import { type ConsoleHands, handsAt } from './console-hands.ts';
import { openConsole } from './console-page.ts';
import { type ConsoleRig, openConsoleRig, STAFF } from './console-rig.ts';

const PATIENCE_MS = 20_000;
const SPEED = 40;
const N3 = 2;
const FINGER_PX = 56;

let rig: ConsoleRig;
let browser: Browser;
let page: Page;
let hands: ConsoleHands;

beforeAll(async () => {
  rig = await openConsoleRig({ speed: SPEED });
  browser = await openBrowser();
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await rig?.stop();
});
beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 1024, height: 768 }, reducedMotion: 'reduce' });
  page.setDefaultTimeout(PATIENCE_MS);
  hands = handsAt(page, rig);
  await openConsole(page, rig, { language: 'en', theme: 'light' });
});
afterEach(() => page.close());

const underWay = () => page.getByRole('button', { name: 'That is all' });
const stockOf = (at: number) => rig.machine.cash().stock[at] ?? 0;
/** The newest record of the journal. */
const lastRecord = () => rawFacts(rig.journalFile).filter(isTransaction).at(-1)?.body;

/** Every button has a name and a finger's height, and nothing runs out of the page. */
async function expectFingers(): Promise<void> {
  for (const button of await page.getByRole('button').all()) {
    const named = (await button.getAttribute('aria-label')) ?? (await button.textContent()) ?? '';
    expect(named.trim()).not.toBe('');
    expect.soft((await button.boundingBox())?.height ?? 0, named).toBeGreaterThanOrEqual(FINGER_PX);
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
}

/** The same in both languages, of a screen without a dialog above it. */
async function expectFingersInBoth(): Promise<void> {
  for (const language of ['ไทย', 'EN']) {
    await page.getByRole('button', { name: language, exact: true }).click();
    await expectFingers();
  }
}

describe('an exchange', () => {
  test('gives the same amount in pieces of at most the size that somebody touched', async () => {
    await hands.signIn();
    await hands.job('Exchange');
    await page.keyboard.type('500');
    await hands.press('≤ ฿20');
    await page.getByText('Exactly payable').waitFor();
    await page.locator('.side .first').click();
    await page.getByRole('progressbar').waitFor();
    await hands.putIn({ N2: 1 });
    expect(await hands.outcome('Next')).toBe('EXCHANGED ฿500');
    const record = lastRecord();
    expect(record).toMatchObject({ kind: 'exchange', inMinor: 50_000, outMinor: 50_000, operator: '11 Napha S.' });
    const out = record?.lines.filter(({ direction }) => direction === 'out') ?? [];
    expect(out.every(({ valueMinor }) => valueMinor <= 2_000)).toBe(true);
  });

  test('that is stopped gives back what came in, and nothing else', async () => {
    await hands.signIn();
    await hands.job('Exchange');
    await page.keyboard.type('1000');
    await page.getByText('Exactly payable').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('progressbar').waitFor();
    await hands.putIn({ N2: 1 });
    await page.locator('.pieces-in').waitFor();
    await hands.press('Stop and give back');
    expect(await hands.outcome('Back')).toBe('NOT DONE');
    expect(lastRecord()).toMatchObject({ kind: 'exchange', outcome: 'cancelled', inMinor: 50_000, outMinor: 50_000 });
  });
});

describe('a refill', () => {
  async function beginRefill(declared: string): Promise<void> {
    await hands.signIn();
    await page.keyboard.press('r');
    await page.keyboard.type(declared);
    await page.keyboard.press('Enter');
    await underWay().waitFor();
  }

  test('is what the machine holds more afterwards', async () => {
    await beginRefill('');
    rig.machine.load({ N3: stockOf(N3) + 7 });
    await hands.press('That is all');
    expect(await hands.outcome('Next')).toBe('REFILLED ฿700');
    expect(lastRecord()).toMatchObject({ kind: 'refill', inMinor: 70_000, outcome: 'completed' });
  });

  test('of which less arrived than was counted into the hand is for the manager', async () => {
    await beginRefill('1000');
    rig.machine.load({ N3: stockOf(N3) + 9 });
    await hands.press('That is all');
    await page.getByText('CALL THE MANAGER').waitFor();
    expect(await hands.outcome('Manager: count the machine')).toBe('UNKNOWN');
    await hands.settle();
  });

  test('that somebody gave up changes nothing', async () => {
    await beginRefill('500');
    await hands.press('Nothing was done');
    expect(await hands.outcome('Back')).toBe('NOT DONE');
    expect(lastRecord()).toMatchObject({ kind: 'refill', outcome: 'cancelled', lines: [] });
  });
});

describe('a collection', () => {
  test('takes the number of the seal before it can begin, and waits for the box to be back', async () => {
    await hands.signIn();
    rig.fault('near-full', 'on');
    expect(await hands.sell('1000', { N1: 1 })).toBe('PAID ฿1,000');
    rig.fault('near-full', 'off');
    await hands.job('Collect');
    const begin = page.getByRole('button', { name: 'Begin the collection' });
    expect(await begin.isDisabled()).toBe(true);
    await page.getByLabel('Number of the seal (needed)').fill('S-0815');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Somchai');
    await page.keyboard.press('Enter');
    await underWay().waitFor();
    rig.fault('cassette-out', 'on');
    rig.machine.emptyBox?.();
    await hands.press('That is all');
    await page
      .locator('.strip')
      .getByText(/not in its place/)
      .waitFor();
    expect(await page.locator('.outcome').count()).toBe(0);
    rig.fault('cassette-out', 'off');
    expect(await hands.outcome('Next')).toBe('COLLECTED ฿1,000');
    const record = { kind: 'collection', seal: 'S-0815', receiver: 'Somchai', operator: '11 Napha S.' };
    expect(lastRecord()).toMatchObject(record);
  });

  test('down to a float pays out everything above it, and shows beforehand what leaves', async () => {
    await hands.signIn();
    await hands.job('Collect');
    await hands.press('Down to a float');
    await page.getByLabel('Number of the seal (needed)').fill('S-0816');
    await page.locator('.amt').click();
    const floatMinor = heldMinor(rig.machine.cash(), 'stock') - 120_000;
    await page.keyboard.type((floatMinor / 100).toFixed(2));
    await hands.press('Take out ฿1,200');
    expect(await hands.outcome('Next')).toBe('COLLECTED ฿1,200');
    await expect.poll(() => heldMinor(rig.machine.cash(), 'stock')).toBe(floatMinor);
    expect(lastRecord()).toMatchObject({ kind: 'collection', outMinor: 120_000, seal: 'S-0816' });
  });
});

describe('on paper', () => {
  test('a closing is read again at this PC and printed without the screen around it, whatever the theme', async () => {
    await hands.signIn();
    await closeAShift();
    await hands.press('Done');
    await hands.press('Earlier closings');
    await page.getByRole('button', { name: /Closing Z 1/ }).waitFor();
    await expectFingersInBoth();
    await page.getByRole('button', { name: /Closing Z 1/ }).click();
    await page.getByRole('heading', { name: 'Closing Z 1' }).waitFor();
    const sheet = await page.locator('.sheet').textContent();
    await expectFingersInBoth();
    for (const word of ['Opened', 'closed', '11 Napha S.', 'counted blind']) expect(sheet).toContain(word);
    await expectPaper('Print');
    await hands.press('Done');
    await page.getByRole('heading', { name: 'Earlier closings' }).waitFor();
  });

  test('so is an X report, which shows a person who counts blind nothing that is expected', async () => {
    await hands.signIn();
    await hands.job('Shift');
    await hands.press('Open: as the machine says');
    await hands.press('X report');
    await page.getByRole('heading', { name: 'X report' }).waitFor();
    expect(await page.getByRole('columnheader', { name: 'Expected' }).count()).toBe(0);
    await expectPaper('Print');
  });

  async function closeAShift(): Promise<void> {
    await hands.job('Shift');
    await hands.press('Open: as the machine says');
    await hands.press('Count and close');
    await hands.countTruly();
    await hands.press('That is my count');
    await hands.press('Close the shift');
    await page.getByRole('heading', { name: 'Closing Z 1' }).waitFor();
  }

  /** Presses the button, which asks the browser once, and looks at what would lie on the paper. */
  async function expectPaper(button: string): Promise<void> {
    await page.evaluate(() => {
      window.print = () => {
        document.title = `${document.title} printed`;
      };
    });
    await hands.press(button);
    expect((await page.title()).match(/printed/g)).toHaveLength(1);
    await page.evaluate(() => {
      document.documentElement.dataset['theme'] = 'dark';
    });
    await page.emulateMedia({ media: 'print' });
    for (const gone of ['.strip', '.acts', '.sheet .foot'])
      expect(await page.locator(gone).isVisible(), gone).toBe(false);
    expect(await page.locator('.print-head').textContent()).toMatch(/^Hat Yai.*CI-10.*printed .* by Napha S\./);
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(255, 255, 255)');
    const cut = await page.locator('.sheet > .scrolls').evaluate((at) => at.scrollHeight - at.clientHeight);
    expect(cut).toBeLessThanOrEqual(0);
    await page.emulateMedia({ media: 'screen' });
  }
});

describe('a jammed machine', () => {
  async function jam(): Promise<void> {
    rig.fault('jam', 3);
    await hands.payOut('345');
    expect(await hands.outcome('Leave it owed')).toMatch(/STILL OWED$/);
    await page.getByRole('button', { name: 'Reset the machine' }).waitFor();
  }

  test('is reset by touch, and what a hand put somewhere else is a case of its own that a count settles', async () => {
    await hands.signIn();
    await jam();
    await expectFingersInBoth();
    await hands.press('Reset the machine');
    await page.getByRole('dialog').waitFor();
    await expectFingers();
    rig.machine.load({ N3: stockOf(N3) + 1 });
    await hands.press('It is clear: reset');
    await page.getByText('2 cases wait').waitFor();
    expect(rawFacts(rig.journalFile).some((fact) => resetBy(fact, '11 Napha S.'))).toBe(true);
    await page.getByRole('dialog').getByRole('button', { name: 'Count the machine' }).click();
    await page.getByText('Stock differs by ฿100.00').waitFor();
    await hands.settle();
  });

  test('is reset by the keyboard alone, and leaving the dialog resets nothing', async () => {
    await hands.signIn();
    await jam();
    const resets = () => rawFacts(rig.journalFile).filter((fact) => resetBy(fact, '11 Napha S.')).length;
    const before = resets();
    await page.getByRole('button', { name: 'Reset the machine' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(resets()).toBe(before);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'It is clear: reset' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Look again' }).waitFor();
    expect(resets()).toBe(before + 1);
    await page.getByRole('dialog').getByRole('button', { name: 'Count the machine' }).click();
    await hands.settle();
  });

  test('is not reset by somebody without the right to service it', async () => {
    await hands.signIn();
    await jam();
    await page.getByRole('button', { name: 'Napha S., lock the console' }).click();
    await hands.signIn(STAFF.lek);
    const reset = page.getByRole('button', { name: 'Reset the machine' });
    await reset.waitFor();
    expect(await reset.isDisabled()).toBe(true);
  });
});

const resetBy = ({ body }: { readonly body: unknown }, operator: string) => {
  const event = body as { readonly code?: string; readonly operator?: string };
  return event.code === 'machine_reset' && event.operator === operator;
};
