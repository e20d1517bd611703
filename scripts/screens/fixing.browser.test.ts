import type { Browser, Page } from 'playwright-core';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../browser/open-browser.ts';
import { type ClonedDatabase, cloneDatabase } from '../postgres/clone-database.ts';
import { DEMO_SIGN_INS } from '../start/demo-sign-ins.ts';
import { startWalk, type WalkStack } from '../walk/walk-stack.ts';
import { layAside } from './lay-aside.ts';

const PATIENCE_MS = 30_000;
/** A name that no machine has. */
const GHOST = '0190dead-0000-7000-8000-000000000001';

let clone: ClonedDatabase;
let walk: WalkStack;
let browser: Browser;
let owner: Page;
let technician: Page;
let accountant: Page;
const complaints: string[] = [];

beforeAll(async () => {
  clone = await cloneDatabase();
  walk = await startWalk(clone.appUrl, { pages: true });
  browser = await openBrowser();
  owner = await signIn(DEMO_SIGN_INS.owner);
  technician = await signIn(DEMO_SIGN_INS.technician);
  accountant = await signIn(DEMO_SIGN_INS.accountant);
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await walk?.stop();
  await clone?.drop();
});

async function signIn(email: string): Promise<Page> {
  const viewport = { width: 1440, height: 900 };
  const context = await browser.newContext({ viewport, baseURL: walk.origin, locale: 'en-US' });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto('/sign-in?next=/quarantine');
  await page.fill('#email', email);
  await page.fill('#password', walk.password);
  await page.click('button.first');
  await page.getByRole('heading', { name: 'Quarantine', exact: true }).waitFor();
  return page;
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).press('Enter');

test('an unknown name is mapped by two people, the line is applied, and its bytes stay on the page', async () => {
  const path = await layAside(clone.superUrl, walk.shop.shopId, { machine: GHOST });
  await owner.goto(path);
  await owner.getByRole('heading', { name: 'Names the shop does not know' }).waitFor();
  await owner.getByLabel(`“${GHOST}” stands for`).selectOption(walk.shop.machineId);
  await owner.getByLabel('How you know it').fill('the PC was set up with the id of the machine before');
  await press(owner, 'Ask for the mapping');
  // The form says the same; it goes once the question is there.
  await owner.getByRole('button', { name: 'Ask for the mapping' }).waitFor({ state: 'hidden' });
  await owner.getByText('Another person with the right approves it.').first().waitFor();
  expect(await owner.getByRole('button', { name: 'Approve', exact: true }).count()).toBe(0);
  await technician.goto('/quarantine/mappings');
  await technician.getByText(GHOST).waitFor();
  await press(technician, 'Approve');
  await technician.getByText('No mapping waits for approval').waitFor();
  await owner.reload();
  await owner.getByText('This name is mapped. Try the line again.').waitFor();
  await press(owner, 'Try waiting lines again');
  await owner.getByText('Applied', { exact: true }).waitFor();
  expect(await owner.locator('pre').first().textContent()).toContain(GHOST);
});

test('a line that no name mends says why', async () => {
  const path = await layAside(clone.superUrl, walk.shop.shopId, { reference: 'again' });
  await owner.goto(path);
  await owner.getByText('Every name in the line is known now. Try it again.').waitFor();
});

test('records that do not agree are settled by a person who says why, and that stands there from then on', async () => {
  await disagree();
  await owner.goto('/pipeline');
  await owner.getByLabel('What became of it').fill('the paper of that day says 240.00');
  await press(owner, 'Settle');
  await owner.getByText('the paper of that day says 240.00', { exact: false }).waitFor();
  await owner.getByText('Settled', { exact: true }).waitFor();
  expect(await owner.getByLabel('What became of it').count()).toBe(0);
  await technician.goto('/pipeline');
  await technician.getByText('the paper of that day says 240.00', { exact: false }).waitFor();
});

/** A sum of a day that no fact of the demo is of, so that no comparison ends it. */
async function disagree(): Promise<void> {
  const sql = postgres(clone.superUrl, { max: 1, onnotice: () => undefined });
  await sql`
    insert into divergences (org_id, divergence_id, shop_id, what, subject, rows, expected, found, state)
    select org_id, gen_random_uuid(), shop_id, 'derived', 'day 2001-01-01 daily_summaries', 1,
      '[{"in_minor": 24000}]', '[{"in_minor": 42000}]', 'open'
    from shops
    where shop_id = ${walk.shop.shopId}`.finally(() => sql.end());
}

test('a movement is taken back in the books by two people, and stands as it was', async () => {
  const list = await owner.request.get(`/api/v1/shops/${walk.shop.shopId}/transactions`);
  const { rows } = (await list.json()) as { rows: readonly { id: string; kind: string; outcome: string }[] };
  const sale = rows.find((row) => row.kind === 'sale' && row.outcome === 'completed');
  await owner.goto(`/transactions/${sale?.id}`);
  await owner.getByLabel('How you know that it is wrong').fill('the till rang it up twice');
  await press(owner, 'Ask for the reversal');
  await owner.getByRole('heading', { name: 'A reversal waits for approval' }).waitFor();
  await owner.getByText('Another person with the right approves it.').waitFor();
  expect(await owner.getByRole('button', { name: 'Book the reversal', exact: true }).count()).toBe(0);
  await accountant.goto('/transactions/reversals');
  await accountant.getByRole('link', { name: /^Sale/ }).press('Enter');
  await press(accountant, 'Book the reversal');
  await accountant.getByRole('heading', { name: /^Reversal 1, booked on/ }).waitFor();
  await accountant.getByText('Reversed', { exact: true }).waitFor();
  expect(complaints).toEqual([]);
});

test('a reversal that was an error is taken back by two people, and the page tells how it came', async () => {
  await owner.reload();
  await owner.getByText('Take the reversal back', { exact: true }).click();
  await owner.getByLabel('How you know that the reversal is wrong').fill('the customer has the receipt');
  await press(owner, 'Ask to take the reversal back');
  await owner.getByRole('heading', { name: 'Taking reversal 1 back waits for approval' }).waitFor();
  await accountant.reload();
  await press(accountant, 'Book it: the movement stands again');
  await accountant.getByRole('heading', { name: 'Take it back in the books' }).waitFor();
  await accountant.getByText(/^Entry 2, booked on .*: takes reversal 1 back$/).waitFor();
  await accountant.getByText('Taken back by entry 2: the movement stands again').waitFor();
  expect(await accountant.getByText('Reversed', { exact: true }).count()).toBe(0);
  expect(complaints).toEqual([]);
});

test('a page that is not for a role says so, with the status a machine needs and without an error of the browser', async () => {
  const errors: string[] = [];
  accountant.on('pageerror', (error) => errors.push(error.message));
  // What the browser itself notes of a document's status is no complaint of the page.
  accountant.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      errors.push(message.text());
  });
  const answer = await accountant.goto('/notifications');
  await accountant.getByRole('heading', { name: 'This page is not for your role' }).waitFor();
  expect(answer?.status()).toBe(403);
  await accountant.getByRole('link', { name: 'Go to Today' }).first().click();
  await accountant.getByRole('heading', { name: 'Today', exact: true }).waitFor();
  expect(errors).toEqual([]);
});
