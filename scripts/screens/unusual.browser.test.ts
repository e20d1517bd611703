import { connectDatabase, type Database, withTenant } from '@tillbridge/core/db/client';
import { DEMO_PEOPLE, demoId } from '@tillbridge/core/seed/demo-shops';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addAnomaly } from '../../cloud/api/test/matrix/anomaly-calls.ts';
import { openBrowser } from '../browser/open-browser.ts';
import { type ClonedDatabase, cloneDatabase } from '../postgres/clone-database.ts';
import { startWalk, type WalkStack } from '../walk/walk-stack.ts';

const PATIENCE_MS = 30_000;
const PHONE_WIDTH = 360;

let clone: ClonedDatabase;
let walk: WalkStack;
let db: Database;
let browser: Browser;
let page: Page;
let unusual: string;
const complaints: string[] = [];

beforeAll(async () => {
  clone = await cloneDatabase();
  walk = await startWalk(clone.appUrl, { pages: true });
  db = await connectDatabase({ url: clone.appUrl, poolMax: 1 });
  const org = demoId('organization');
  const [sale] = await withTenant(
    db,
    org,
    (tx) => tx<{ id: string }[]>`
      select transaction_id as id from cash_transactions where shop_id = ${walk.shop.shopId} limit 1`,
  );
  unusual = await addAnomaly(db, org, walk.shop.shopId, { operation: sale?.id ?? '' });
  browser = await openBrowser();
  page = await signedIn(walk.email, 1_440);
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await db?.close();
  await walk?.stop();
  await clone?.drop();
});

async function signedIn(email: string, width: number, next = '/cases'): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, baseURL: walk.origin, locale: 'en-US' });
  const opened = await context.newPage();
  opened.setDefaultTimeout(PATIENCE_MS);
  opened.on('pageerror', (error) => complaints.push(error.message));
  await opened.goto(`/sign-in?next=${encodeURIComponent(next)}`);
  await opened.fill('#email', email);
  await opened.fill('#password', walk.password);
  await opened.click('button.first');
  return opened;
}

const heading = (where: Page, name: string) => where.getByRole('heading', { name, exact: true });
const button = (name: string) => page.getByRole('button', { name, exact: true });

test('unusual figures stand beside the cases, say what was counted, and lead to each operation', async () => {
  await page.getByRole('navigation', { name: 'Cases' }).getByRole('link', { name: 'Unusual figures' }).click();
  await heading(page, 'Unusual figures').waitFor();
  await page.getByRole('row').getByText('11 Suda paid out 14 times just below the limit of ฿5,000.00').waitFor();
  await page.getByRole('link', { name: '11 Suda' }).click();
  await heading(page, 'Payouts just below the limit · 11 Suda').waitFor();
  await page.getByText('This is a question, not a finding.').waitFor();
  await page.getByText('2 others with the same task in this period: 0 to 2.').waitFor();
  await page.getByRole('table').getByRole('link', { name: 'Payout' }).click();
  await page.waitForURL(/\/transactions\//);
  expect(await page.getByText('Nothing here').count()).toBe(0);
});

test('whoever asks notes, puts off, takes up again and resolves, and each is told with its words', async () => {
  await page.goto(`/cases/unusual/${unusual}`);
  const said = page.getByLabel('Note or reason');
  await said.fill('asked on Monday');
  await button('Put off with this reason').click();
  await page.getByText('asked on Monday').waitFor();
  await button('Take up again').click();
  await button('Take up again').waitFor({ state: 'detached' });
  await page.getByLabel('Resolve as').selectOption({ label: 'Explained' });
  await said.fill('the market was paid that week');
  await button('Resolve with this reason').click();
  await page.getByText('Resolved as “Explained” by').waitFor();
  await page.goto('/cases/unusual');
  await heading(page, 'Nothing stands out').waitFor();
  await page.getByRole('link', { name: 'Closed' }).click();
  await page.getByRole('link', { name: '11 Suda' }).waitFor();
});

test('on a phone nothing runs out of the page', async () => {
  const phone = await signedIn(walk.email, PHONE_WIDTH, '/cases/unusual?state=closed');
  await phone.getByRole('link', { name: '11 Suda' }).waitFor();
  const width = () => phone.evaluate(() => document.documentElement.scrollWidth);
  expect(await width()).toBe(PHONE_WIDTH);
  await phone.getByRole('link', { name: '11 Suda' }).click();
  await heading(phone, 'Payouts just below the limit · 11 Suda').waitFor();
  expect(await width()).toBe(PHONE_WIDTH);
});

test('a cashier sees cases and no word of unusual figures', async () => {
  const cashier = await signedIn(DEMO_PEOPLE.find(({ role }) => role === 'cashier')?.email ?? '', 1_440);
  await heading(cashier, 'Cases').waitFor();
  expect(await cashier.getByText('Unusual figures').count()).toBe(0);
  await cashier.goto(`/cases/unusual/${unusual}`);
  await cashier.getByRole('heading').first().waitFor();
  expect(await cashier.getByText('Suda', { exact: false }).count()).toBe(0);
});

test('the pages complain of nothing', () => {
  expect(complaints).toEqual([]);
});
