import { connectDatabase, type Database } from '@tillbridge/core/db/client';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeOf } from '../../cloud/core/test/authenticator.ts';
import { openBrowser } from '../browser/open-browser.ts';
import { type ClonedDatabase, cloneDatabase } from '../postgres/clone-database.ts';
import { startWalk, type WalkStack } from '../walk/walk-stack.ts';

const PATIENCE_MS = 30_000;

let clone: ClonedDatabase;
let walk: WalkStack;
let browser: Browser;
let db: Database;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  clone = await cloneDatabase();
  walk = await startWalk(clone.appUrl, { pages: true });
  db = await connectDatabase({ url: clone.appUrl, poolMax: 1 });
  browser = await openBrowser();
  page = await newPage();
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await db?.close();
  await walk?.stop();
  await clone?.drop();
});

/** A window of its own, as on another device. */
async function newPage(width = 1440): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, baseURL: walk.origin, locale: 'en-US' });
  const opened = await context.newPage();
  opened.setDefaultTimeout(PATIENCE_MS);
  opened.on('pageerror', (error) => complaints.push(error.message));
  return opened;
}

async function givePassword(where: Page): Promise<void> {
  await where.goto('/sign-in?next=/account');
  await where.fill('#email', walk.email);
  await where.fill('#password', walk.password);
  await where.click('button.first');
}

const proofsGrowOld = () => db.sql`update sessions set proven_at = now() - interval '6 minutes'`;
const heading = (where: Page, name: string) => where.getByRole('heading', { name });

describe('my account', () => {
  let secret = '';
  let recoveryCode = '';

  test('sets up the second step with a fresh proof, a code and recovery codes', async () => {
    await givePassword(page);
    await heading(page, 'My account').waitFor();
    await proofsGrowOld();
    await page.getByRole('button', { name: 'Set up' }).click();
    await heading(page, 'Is it you?').waitFor();
    await page.getByLabel('Password').fill('not it');
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByRole('alert').getByText('That was not right.').waitFor();
    await page.getByLabel('Password').fill(walk.password);
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByRole('img', { name: 'QR code for the app' }).waitFor();
    secret = ((await page.locator('.secret').textContent()) ?? '').replaceAll(' ', '');
    await page.getByLabel('Code of the app, six digits').fill(codeOf(secret, -1));
    await page.getByRole('button', { name: 'Turn on' }).click();
    await heading(page, 'Your recovery codes').waitFor();
    const codes = await page.locator('.codes li').allTextContents();
    expect(codes).toHaveLength(10);
    recoveryCode = codes[0] ?? '';
    await page.getByRole('button', { name: 'I have kept them' }).click();
    await page.getByText('10 recovery codes left').waitFor();
  });

  test('is then opened in two steps, by the app or by a recovery code', async () => {
    const other = await newPage();
    await givePassword(other);
    await other.getByLabel('Code').fill('000000');
    await other.getByRole('button', { name: 'Sign in' }).click();
    await other.getByRole('alert').getByText('the password or the code is wrong').waitFor();
    await other.getByLabel('Code').fill(codeOf(secret));
    await other.getByRole('button', { name: 'Sign in' }).click();
    await heading(other, 'My account').waitFor();
    const third = await newPage(360);
    await givePassword(third);
    await third.getByLabel('Code').fill(recoveryCode);
    await third.getByRole('button', { name: 'Sign in' }).click();
    await third.getByText('9 recovery codes left').waitFor();
  });

  test('shows every device and signs the others out', async () => {
    const other = await newPage();
    await page.reload();
    await page.getByText('This device, now').waitFor();
    expect(await page.locator('.folk li').count()).toBe(3);
    await page.getByRole('button', { name: 'Sign out all others' }).click();
    await page.locator('.folk li').nth(1).waitFor({ state: 'detached' });
    expect(await page.locator('.folk li').count()).toBe(1);
    await other.close();
  });

  test('is let be by Esc: nothing is done and the page says why', async () => {
    await proofsGrowOld();
    await page.getByRole('button', { name: 'Turn off' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Turn off' }).click();
    await heading(page, 'Is it you?').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('alert').getByText('This asks for a fresh proof that it is you.').waitFor();
    expect(await db.sql`select 1 from two_steps where confirmed_at is not null`).toHaveLength(1);
  });

  test('showed no error of a script on the way', () => {
    expect(complaints).toEqual([]);
  });
});
