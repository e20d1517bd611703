import { connectDatabase, type Database, withTenant } from '@tillbridge/core/db/client';
import { demoId } from '@tillbridge/core/seed/demo-shops';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openBrowser } from '../browser/open-browser.ts';
import { type ClonedDatabase, cloneDatabase } from '../postgres/clone-database.ts';
import { startWalk, type WalkStack } from '../walk/walk-stack.ts';

const PATIENCE_MS = 30_000;
const DESKTOP = { width: 1440, height: 900 };
const HOURS_OF_WEEK = 168;
const DEMO_ORG = demoId('organization');

let clone: ClonedDatabase;
let walk: WalkStack;
let browser: Browser;
let db: Database;
let page: Page;

beforeAll(async () => {
  clone = await cloneDatabase();
  walk = await startWalk(clone.appUrl, { pages: true });
  db = await connectDatabase({ url: clone.appUrl, poolMax: 1 });
  browser = await openBrowser();
  const context = await browser.newContext({ viewport: DESKTOP, baseURL: walk.origin, locale: 'en-US' });
  page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto('/sign-in?next=/cash/levels');
  await page.fill('#email', walk.email);
  await page.fill('#password', walk.password);
  await page.click('button.first');
  await page.getByRole('heading', { name: 'Levels', level: 1 }).waitFor();
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await db?.close();
  await walk?.stop();
  await clone?.drop();
});

const rhythm = () =>
  withTenant(db, DEMO_ORG, (tx) => tx`select days from cash_rhythms where machine_id = ${walk.shop.machineId}`);

/** What a worker would have learned from a shop that loses so many hundreds an hour. */
const learn = (perHour: number) => {
  const flat = (value: number) => Array.from({ length: HOURS_OF_WEEK }, () => value);
  const units = { N3: { net: flat(-perHour), gross: flat(perHour), spread: 4 } };
  const learned = { phases: { ordinary: 1, month_end: 1, mid_month: 1 }, units };
  const tested = { days: 28, unitDays: 280, ours: 1_400, lastWeek: 2_800, meanDay: 2_100 };
  return withTenant(
    db,
    DEMO_ORG,
    (tx) => tx`
      update cash_rhythms
      set days = 84, rhythm = ${JSON.stringify(learned)}::jsonb, backtest = ${JSON.stringify(tested)}::jsonb
      where machine_id = ${walk.shop.machineId}`,
  );
};
const shop = () => page.getByRole('region', { name: 'Hat Yai' });

describe('the page of levels', () => {
  test('says that the history is not enough yet, and shows the units all the same', async () => {
    // The worker learns at its start; what it made of two days stands in the page.
    await vi.waitFor(async () => expect(await rhythm()).toHaveLength(1), PATIENCE_MS);
    await page.goto('/cash/levels');
    await shop().getByText('Not enough history yet', { exact: false }).first().waitFor();
    expect(await shop().locator('table tbody tr').count()).toBe(13);
    await page.getByText('No day can be compared yet', { exact: false }).waitFor();
  });

  test('tells when a unit runs empty, what to order, and how far such forecasts were off', async () => {
    await learn(3);
    await page.goto('/cash/levels');
    await shop().getByText('Empty in about', { exact: false }).first().waitFor();
    await shop().getByText('Order to par').waitFor();
    const backtest = page.getByRole('row', { name: 'Hat Yai' });
    expect(await backtest.locator('td').allTextContents()).toEqual([
      '28 days',
      '5.0',
      '10.0',
      '7.5',
      'Closer than both',
    ]);
  });

  test('is reached from the other pages about cash, and narrows to a shop by its address', async () => {
    await page.goto('/cash');
    await page.getByRole('link', { name: 'Levels' }).click();
    await page.getByRole('heading', { name: 'Levels', level: 1 }).waitFor();
    // Live once the button that follows is.
    await page.getByRole('button', { name: 'Export' }).and(page.locator(':enabled')).waitFor();
    await page.getByRole('combobox', { name: 'Shop' }).selectOption({ label: 'Khon Kaen' });
    await page.waitForURL((url) => url.searchParams.has('shop'));
    await page.getByRole('region', { name: 'Khon Kaen' }).waitFor();
    expect(await shop().count()).toBe(0);
  });

  test('fits a phone of 360 pixels, in Thai with text twice as large too', async () => {
    await page.context().addCookies([{ name: 'tb_language', value: 'th', url: walk.origin }]);
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto('/cash/levels');
    await page.getByRole('heading', { name: 'ระดับเงิน', level: 1 }).waitFor();
    await page.addStyleTag({ content: 'html { font-size: 200% }' });
    const sideways = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(sideways).toBeLessThanOrEqual(1);
  });
});
