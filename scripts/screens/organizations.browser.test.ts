import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectDatabase, type Database, withTenant } from '@tillbridge/core/db/client';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeOrganization, type TestOrganization } from '../../cloud/api/test/make-world.ts';
import { openBrowser } from '../browser/open-browser.ts';
import { type ClonedDatabase, cloneDatabase } from '../postgres/clone-database.ts';
import { REPOSITORY } from '../postgres/repository.ts';
import { startWalk, type WalkStack } from '../walk/walk-stack.ts';

const PATIENCE_MS = 30_000;
/** Names of secrets, the way to the API behind the front, and a password of the list of common ones. */
const CANARIES = ['TILLBRIDGE_SECRETS', 'DATABASE_URL', 'PRIVATE KEY', 'API_URL', 'passwords-common', 'leavemealone'];

let clone: ClonedDatabase;
let walk: WalkStack;
let browser: Browser;
let db: Database;
let other: TestOrganization;
let context: BrowserContext;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  clone = await cloneDatabase();
  walk = await startWalk(clone.appUrl, { pages: true });
  db = await connectDatabase({ url: clone.appUrl, poolMax: 1 });
  other = await makeOrganization(db, 'Riverside');
  await withTenant(
    db,
    other.id,
    (tx) => tx`
      insert into memberships (org_id, person_id, role_id, all_shops)
      select r.org_id, p.person_id, r.role_id, true
      from people p, roles r
      where p.email = ${walk.email} and r.org_id = ${other.id} and r.role_key = 'owner'`,
  );
  browser = await openBrowser();
  context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    baseURL: walk.origin,
    locale: 'en-US',
  });
  page = await newWindow();
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await db?.close();
  await walk?.stop();
  await clone?.drop();
});

/** Another window of the same browser. It notes when it shows a shop of Riverside under another heading. */
async function newWindow(): Promise<Page> {
  const opened = await context.newPage();
  opened.setDefaultTimeout(PATIENCE_MS);
  opened.on('pageerror', (error) => complaints.push(error.message));
  await opened.addInitScript((riverside) => {
    const mixed = () => {
      const here = document.querySelector<HTMLElement>('[data-organization]')?.dataset['organization'];
      if (here === undefined || here === riverside || document.body.hidden) return;
      if (document.querySelector('#main')?.textContent.includes('Riverside 0'))
        sessionStorage.setItem('mixed', location.pathname);
    };
    new MutationObserver(() => requestAnimationFrame(mixed)).observe(document, { subtree: true, childList: true });
  }, other.id);
  return opened;
}

const mixedIn = (window: Page) => window.evaluate(() => sessionStorage.getItem('mixed'));
const shownIn = (window: Page) => window.locator('[data-organization]').getAttribute('data-organization');
const heading = (window: Page, name: string) => window.getByRole('heading', { name, exact: true });

async function signIn(): Promise<void> {
  await page.goto('/sign-in?next=/shops');
  await page.fill('#email', walk.email);
  await page.fill('#password', walk.password);
  await page.click('button.first');
  await heading(page, 'Choose the organization').waitFor();
}

async function openMenu(window: Page): Promise<void> {
  await window.getByRole('button', { name: 'Account' }).locator('visible=true').focus();
  await window.keyboard.press('Enter');
  await window.getByRole('dialog', { name: 'Account' }).waitFor();
}

async function switchTo(window: Page, name: string): Promise<void> {
  await openMenu(window);
  await window.getByRole('group', { name: 'Organization' }).getByRole('button', { name }).focus();
  await window.keyboard.press('Enter');
}

const atRiverside = async (window: Page) => {
  await window.locator(`[data-organization="${other.id}"]`).waitFor();
  await window.getByText('Riverside 0').locator('visible=true').first().waitFor();
};

describe('somebody who belongs to two organizations', () => {
  test('chooses one after signing in, with the keyboard, and goes on to the page that was wanted', async () => {
    await signIn();
    const choices = page.locator('.choices button');
    expect(await choices.count()).toBe(2);
    await page.getByText('where you are').waitFor();
    await page.getByRole('button', { name: /^Riverside/ }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/shops');
    await atRiverside(page);
  });

  test('changes it in the menu of the account, and is told there where they are', async () => {
    await openMenu(page);
    const group = page.getByRole('group', { name: 'Organization' });
    expect(await group.locator('[aria-current="true"]').textContent()).toBe('Riverside');
    await page.keyboard.press('Escape');
    await switchTo(page, 'Thungthong');
    await page.locator(`[data-organization]:not([data-organization="${other.id}"])`).waitFor();
    expect(await page.getByText('Riverside 0').count()).toBe(0);
  });

  test('attack: another window goes on showing what was left; it is told at once, and mixes nothing', async () => {
    const left = await newWindow();
    await left.goto('/shops');
    await left.locator('[data-organization]').waitFor();
    await switchTo(page, 'Riverside');
    await atRiverside(page);
    await left.getByText('This window showed another organization.').waitFor();
    expect(await left.locator('[data-organization]').count()).toBe(0);
    await left.getByRole('button', { name: /^Riverside/ }).click();
    await atRiverside(left);
    expect(await mixedIn(left)).toBeNull();
    await left.close();
  });

  test('attack: a window that hears nothing steps to a page of the other organization; it is told before anything is painted', async () => {
    await switchTo(page, 'Thungthong');
    await page.locator(`[data-organization]:not([data-organization="${other.id}"])`).waitFor();
    const deaf = await newWindow();
    await deaf.routeWebSocket(/\/api\/v1\/live/, () => undefined);
    await deaf.goto('/alarms');
    await heading(deaf, 'Alarms').waitFor();
    await switchTo(page, 'Riverside');
    await atRiverside(page);
    await deaf.getByRole('link', { name: 'Shops', exact: true }).locator('visible=true').click();
    await deaf.getByText('This window showed another organization.').waitFor();
    expect(await mixedIn(deaf)).toBeNull();
    await deaf.close();
  });

  test('attack: a window that hears nothing changes the other organization; nothing is changed, and it is told', async () => {
    await switchTo(page, 'Thungthong');
    await page.locator(`[data-organization]:not([data-organization="${other.id}"])`).waitFor();
    const deaf = await newWindow();
    await deaf.routeWebSocket(/\/api\/v1\/live/, () => undefined);
    await deaf.goto('/account');
    await heading(deaf, 'My account').waitFor();
    await switchTo(page, 'Riverside');
    await atRiverside(page);
    const answered = deaf.waitForResponse((answer) => answer.url().endsWith('/api/v1/account'));
    await deaf.getByRole('button', { name: 'Change', exact: true }).first().click();
    await deaf.getByLabel('Name', { exact: true }).fill('Somebody else');
    await deaf.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    expect((await answered).status()).toBe(409);
    await deaf.getByText('This window showed another organization.').waitFor();
    const [person] = await db.sql<{ name: string }[]>`select name from people where email = ${walk.email}`;
    expect(person?.name).not.toBe('Somebody else');
    await deaf.close();
  });

  test('arrives where they were last, on a phone and in Thai, too', async () => {
    await page.setViewportSize({ width: 360, height: 760 });
    await openMenu(page);
    await page.getByRole('button', { name: 'Sign out' }).locator('visible=true').click();
    await page.waitForURL('**/sign-in');
    await signIn();
    const first = page.locator('.choices button').first();
    expect(await first.textContent()).toContain('Riverside');
    await first.click();
    await atRiverside(page);
    await context.addCookies([{ name: 'tb_language', value: 'th', url: walk.origin }]);
    await page.reload();
    await page.getByRole('button', { name: 'บัญชี' }).locator('visible=true').click();
    const group = page.getByRole('group', { name: 'องค์กร' });
    await group.getByRole('button').filter({ hasNotText: 'Riverside' }).click();
    await page.locator(`[data-organization]:not([data-organization="${other.id}"])`).waitFor();
    expect(await shownIn(page)).not.toBe(other.id);
  });

  test('attack: canary: what only the server may know is in no file that a browser fetches', () => {
    const folder = join(REPOSITORY, 'cloud/dashboard/.next/static');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'));
    expect(files.length).toBeGreaterThan(20);
    for (const file of files) {
      const text = readFileSync(join(folder, file), 'utf8');
      for (const canary of CANARIES) expect(text.includes(canary), `${canary} in ${file}`).toBe(false);
    }
  });

  test('no page complained', () => {
    expect(complaints).toEqual([]);
  });
});
