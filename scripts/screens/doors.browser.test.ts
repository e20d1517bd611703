import { connectDatabase, type Database, withTenant } from '@tillbridge/core/db/client';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CLIENT, openProvider, type ProviderHost } from '../../cloud/api/test/provider-host.ts';
import { openBrowser } from '../browser/open-browser.ts';
import { type ClonedDatabase, cloneDatabase } from '../postgres/clone-database.ts';
import { startWalk, type WalkStack } from '../walk/walk-stack.ts';

const PATIENCE_MS = 30_000;
const NEW_PASSWORD = 'seven quiet lanterns by the river';
const OTHER_PASSWORD = 'nine loud tractors on the ferry';

let clone: ClonedDatabase;
let walk: WalkStack;
let browser: Browser;
let db: Database;
let host: ProviderHost;
let owner: Page;
let org: string;
let signInPage: string;
let redirectUri = '';
const complaints: string[] = [];

beforeAll(async () => {
  clone = await cloneDatabase();
  walk = await startWalk(clone.appUrl, { pages: true });
  db = await connectDatabase({ url: clone.appUrl, poolMax: 1 });
  browser = await openBrowser();
  host = await openProvider(() => (redirectUri === '' ? [] : [redirectUri]));
  owner = await (await newDevice('owner-there')).newPage();
  await givePassword(owner, walk.email, walk.password, '/people/services');
  await heading(owner, 'Sign-in services').waitFor();
  org = ((await (await owner.request.get('/api/v1/me')).json()) as { organization: { id: string } }).organization.id;
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await host?.close();
  await db?.close();
  await walk?.stop();
  await clone?.drop();
});

/** Another browser, of somebody whom the service knows as `subject`. */
async function newDevice(subject: string): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    baseURL: walk.origin,
    locale: 'en-US',
    extraHTTPHeaders: { 'x-subject': subject },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  context.setDefaultTimeout(PATIENCE_MS);
  context.on('weberror', ({ error }) => complaints.push(error().message));
  return context;
}

async function givePassword(page: Page, email: string, password: string, next: string): Promise<void> {
  await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
  await page.fill('#email', email);
  await page.fill('#password', password);
  await page.click('button.first');
}

/** The link of the newest mail to an address, as it lies in the outbox. */
async function linkTo(email: string): Promise<string> {
  const [mail] = await withTenant(
    db,
    org,
    (tx) => tx<{ link: string }[]>`
      select contents ->> 'link' as link from outbox_mails where recipient = ${email} order by mail_id desc limit 1`,
  );
  if (mail === undefined) throw new Error(`no mail to ${email}`);
  return mail.link;
}

async function invite(email: string): Promise<string> {
  await owner.goto('/people');
  await button(owner, 'Invite').click();
  const dialog = owner.getByRole('dialog');
  await dialog.getByLabel('E-mail').fill(email);
  await dialog.getByLabel('All shops, those to come too').check();
  await button(owner, 'Send the invitation').click();
  await owner.getByText(email).waitFor();
  return linkTo(email);
}

const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

describe('a sign-in service', () => {
  test('is added by an administrator, who copies the redirect address that it has to be told', async () => {
    await heading(owner, 'No sign-in service yet').waitFor();
    await button(owner, 'Add a service').click();
    await owner.getByLabel('Name on the button').fill('Company sign-in');
    await owner.getByLabel('Issuer').fill('http://elsewhere.example');
    await owner.getByLabel('Client ID').fill(CLIENT.id);
    await owner.getByLabel('Client secret').fill(CLIENT.secret);
    await owner.getByRole('dialog').getByRole('button', { name: 'Add a service' }).click();
    await owner.getByRole('alert').getByText('The issuer is not an https address.').waitFor();
    await owner.getByLabel('Issuer').fill(host.issuer);
    await owner.getByRole('dialog').getByRole('button', { name: 'Add a service' }).click();
    await heading(owner, 'Company sign-in').waitFor();
    await button(owner, 'Copy: Redirect address, to enter at the service').click();
    redirectUri = await owner.evaluate(() => navigator.clipboard.readText());
    expect(redirectUri).toContain('/callback');
    await button(owner, 'Copy: Address to hand on').click();
    signInPage = await owner.evaluate(() => navigator.clipboard.readText());
    expect(await owner.content()).not.toContain(CLIENT.secret);
  });

  test('is linked on My account, and then opens the account without a password', async () => {
    await owner.goto('/account');
    await button(owner, 'Link Company sign-in').click();
    await button(owner, 'Unlink Company sign-in').waitFor();
    await owner.context().clearCookies();
    await owner.goto(signInPage);
    await owner.getByRole('link', { name: 'Company sign-in' }).click();
    await owner.waitForURL(`${walk.origin}/`);
    await owner.goto('/account');
    await owner.getByText('by sign-in service').waitFor();
  });

  test('lets in nobody whom it knows but who is not linked, and the sign-in page says why', async () => {
    const stranger = await (await newDevice('stranger-there')).newPage();
    await stranger.goto(signInPage);
    await stranger.getByRole('link', { name: 'Company sign-in' }).click();
    await stranger.getByRole('alert').getByText('Nobody here is linked to that account.').waitFor();
  });

  test('is a way to accept an invitation, with no password at all', async () => {
    const link = await invite('by-service@demo.test');
    const guest = await (await newDevice('guest-there')).newPage();
    await guest.goto(link);
    await button(guest, 'Accept with Company sign-in').click();
    await guest.waitForURL(`${walk.origin}/`);
    await guest.goto('/account');
    await guest.getByText('by-service@demo.test').first().waitFor();
    await button(guest, 'Unlink Company sign-in').click();
    await guest.getByRole('alert').getByText('Nothing else would let you in.').waitFor();
  });

  test('is unlinked and removed', async () => {
    await owner.goto('/account');
    await button(owner, 'Unlink Company sign-in').click();
    await button(owner, 'Link Company sign-in').waitFor();
    await owner.goto('/people/services');
    await button(owner, 'Remove Company sign-in').click();
    await owner.getByText('One person is linked by it').waitFor();
    await owner.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await heading(owner, 'No sign-in service yet').waitFor();
  });
});

describe('the link of a mail', () => {
  const email = 'by-password@demo.test';
  let guest: Page;

  test('invites: a weak password is refused, a good one leads in, and the link is then void', async () => {
    const link = await invite(email);
    guest = await (await newDevice('nobody')).newPage();
    await guest.goto(link);
    await guest.getByLabel('Name').fill('Somsri');
    await guest.getByLabel('Password').fill('by-password12');
    await button(guest, 'Accept').click();
    await guest.getByRole('alert').getByText('The password is').waitFor();
    await guest.getByLabel('Password').fill(NEW_PASSWORD);
    await button(guest, 'Accept').click();
    await guest.waitForURL(`${walk.origin}/`);
    await guest.goto('/account');
    await guest.getByText(email).first().waitFor();
    const late = await (await newDevice('nobody')).newPage();
    await late.goto(link);
    await late.getByRole('alert').getByText('The invitation').waitFor();
    expect(await button(late, 'Accept').count()).toBe(0);
  });

  test('shows the one who manages where that person is signed in, who ends it there', async () => {
    await owner.goto('/people');
    await owner.getByRole('link', { name: 'Somsri' }).click();
    await heading(owner, 'Where Somsri is signed in').waitFor();
    await button(owner, 'Sign out everywhere').click();
    await owner.getByText('Signed in nowhere.').waitFor();
    await guest.goto('/account');
    await heading(guest, 'Sign in').waitFor();
  });

  test('sets a new password, which opens the account where the old one no longer does', async () => {
    await guest.goto('/forgotten');
    await guest.getByLabel('E-mail').fill(email);
    await button(guest, 'Send the link').click();
    await guest.getByRole('status').waitFor();
    await guest.goto(await linkTo(email));
    await guest.getByLabel('New password').fill(OTHER_PASSWORD);
    await button(guest, 'Save').click();
    await heading(guest, 'Sign in').waitFor();
    await givePassword(guest, email, NEW_PASSWORD, '/account');
    await guest.getByRole('alert').getByText('The e-mail address or the password is wrong.').waitFor();
    await givePassword(guest, email, OTHER_PASSWORD, '/account');
    await heading(guest, 'My account').waitFor();
  });
});

test('nothing of it made a script fail', () => {
  expect(complaints).toEqual([]);
});
