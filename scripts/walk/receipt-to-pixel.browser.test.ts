import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../browser/open-browser.ts';
import { type ClonedDatabase, cloneDatabase } from '../postgres/clone-database.ts';
import { startWalk, type WalkStack } from './walk-stack.ts';

const PATIENCE_MS = 30_000;

let clone: ClonedDatabase;
let walk: WalkStack;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  clone = await cloneDatabase();
  walk = await startWalk(clone.appUrl, { pages: true });
  browser = await openBrowser();
  page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(PATIENCE_MS);
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await walk?.stop();
  await clone?.drop();
});

test('an owner signs in and is shown the shops', async () => {
  await page.goto(`${walk.origin}/`);
  await page.fill('input[name=email]', walk.email);
  await page.fill('input[name=password]', walk.password);
  await page.click('button[type=submit]');
  await page.waitForURL((url) => url.pathname === '/');
  await page.waitForSelector(`a[href="/shops/${walk.shop.shopId}"]:visible`);
});

test('a sale at the machine appears on the open page of its shop without a reload', async () => {
  await page.goto(`${walk.origin}/shops/${walk.shop.shopId}`);
  await page.waitForSelector('text=/Hat Yai|หาดใหญ่/');
  const loadedAt = await page.evaluate(() => performance.timeOrigin);
  const answer = await walk.sell(8_850, 'WALK-PIXEL');
  expect(answer.outcome).toBe('completed');
  await page.waitForSelector('text=WALK-PIXEL >> visible=true');
  await page.waitForSelector(`a[href="/transactions/${answer.operation}"]:visible`);
  expect(await page.evaluate(() => performance.timeOrigin)).toBe(loadedAt);
});

test('from the row it is one step to every piece that moved', async () => {
  const answer = await walk.sell(4_000, 'WALK-PIECES');
  await page.click(`a[href="/transactions/${answer.operation}"]:visible`);
  await page.waitForURL(`${walk.origin}/transactions/${answer.operation}`);
  await page.waitForSelector('text=WALK-PIECES');
  const shown = ((await page.textContent('main')) ?? '').replace(/\s+/g, '');
  const paid = (answer.inMinor / 100).toLocaleString('en-US');
  expect(shown).toContain(paid);
});
