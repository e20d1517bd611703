import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '../browser/open-browser.ts';
import { type ClonedDatabase, cloneDatabase } from '../postgres/clone-database.ts';
import { REPOSITORY } from '../postgres/repository.ts';
import { startWalk, type WalkStack } from '../walk/walk-stack.ts';
import { weighPages } from './first-load.ts';

const PATIENCE_MS = 30_000;
/** So often may the list move from under the pointer before that is a fault. */
const HOVERS_MAX = 5;
const FIRST_LOAD_BYTES_MAX = 150_000;
const DESKTOP = { width: 1440, height: 900 };

let clone: ClonedDatabase;
let walk: WalkStack;
let browser: Browser;
let context: BrowserContext;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  clone = await cloneDatabase();
  walk = await startWalk(clone.appUrl, { pages: true });
  browser = await openBrowser();
  context = await browser.newContext({ viewport: DESKTOP, baseURL: walk.origin, locale: 'en-US' });
  page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await walk?.stop();
  await clone?.drop();
});

/** A socket that is still being opened would be refused, and complained of, when a test takes its cookie away. */
async function untilLive(arrive: () => Promise<unknown>) {
  const spoke = page.waitForEvent('websocket').then((socket) => socket.waitForEvent('framereceived'));
  await arrive();
  await spoke;
}

describe('the door', () => {
  test('leads a stranger to sign-in and remembers where they wanted to go', async () => {
    await page.goto('/shops');
    await page.waitForURL((url) => url.pathname === '/sign-in' && url.searchParams.get('next') === '/shops');
  });

  test('says what is wrong, and what to do, in the language of the reader', async () => {
    await page.fill('#email', walk.email);
    await page.fill('#password', 'not it');
    await page.click('button.first');
    await page.getByRole('alert').getByText('The e-mail address or the password is wrong.').waitFor();
    await page.getByRole('button', { name: 'ไทย' }).click();
    await page.getByRole('heading', { name: 'เข้าสู่ระบบ' }).waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  });

  test('opens to where they wanted to go', async () => {
    complaints.length = 0;
    await page.fill('#email', walk.email);
    await page.fill('#password', walk.password);
    await untilLive(async () => {
      await page.click('button.first');
      await page.waitForURL((url) => url.pathname === '/shops');
    });
  });

  test('stays open when the short token runs out: on a reload, on a step to another page, and for what a page reads by itself', async () => {
    await context.clearCookies({ name: 'tb_access' });
    await untilLive(() => page.goto('/shops'));
    await page.getByRole('heading', { name: 'Shops', level: 1 }).waitFor();
    await context.clearCookies({ name: 'tb_access' });
    await page.getByRole('link', { name: 'Today' }).first().click();
    await page.getByRole('heading', { name: 'Cash in machines' }).waitFor();
    await page.waitForURL((url) => url.pathname === '/');
  });

  test('closes at once when somebody signs out, and shows nothing to whoever goes back', async () => {
    const other = await browser.newContext({ viewport: DESKTOP, baseURL: walk.origin, locale: 'en-US' });
    const theirs = await other.newPage();
    await theirs.goto('/sign-in');
    await theirs.fill('#email', walk.email);
    await theirs.fill('#password', walk.password);
    await theirs.click('button.first');
    await theirs.locator('.side .me').click();
    await theirs.getByRole('button', { name: 'Sign out' }).click();
    await theirs.waitForURL((url) => url.pathname === '/sign-in');
    await theirs.goto('/');
    await theirs.waitForURL((url) => url.pathname === '/sign-in');
    await other.close();
  });
});

describe('every page', () => {
  const paths = async () => {
    const list = await page.request.get(`/api/v1/shops/${walk.shop.shopId}/transactions?limit=1`);
    const { rows } = (await list.json()) as { readonly rows: readonly { readonly id: string }[] };
    const shop = `/shops/${walk.shop.shopId}`;
    return ['/', '/shops', shop, `${shop}/transactions`, `/transactions/${rows[0]?.id}`];
  };

  test('has figures in the very first answer, before any script runs', async () => {
    for (const path of await paths()) {
      const html = await (await page.request.get(path)).text();
      expect(html.includes('class="cur"'), path).toBe(true);
    }
  });

  test('has one main landmark, one first heading, a language and a name on everything that can be pressed', async () => {
    for (const path of await paths()) {
      await page.goto(path);
      await page.locator('h1').waitFor();
      expect(await page.locator('main').count(), path).toBe(1);
      expect(await page.locator('h1').count(), path).toBe(1);
      expect(await page.getAttribute('html', 'lang'), path).toBe('en');
      expect(await page.evaluate(namelessControls), path).toEqual([]);
    }
  });

  test('fits a phone of 360 pixels, also with text twice as large, and its targets a finger', async () => {
    for (const fontSize of ['100%', '200%']) {
      await page.setViewportSize({ width: 360, height: 740 });
      for (const path of await paths()) {
        await page.goto(path);
        await page.addStyleTag({ content: `html { font-size: ${fontSize} }` });
        await page.locator('h1').waitFor();
        const sideways = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(sideways, `${path} at ${fontSize}`).toBeLessThanOrEqual(1);
        expect(await page.evaluate(smallTargets), path).toEqual([]);
      }
    }
    await page.setViewportSize(DESKTOP);
  });

  test('speaks Thai throughout when asked, with its own year', async () => {
    await context.addCookies([{ name: 'tb_language', value: 'th', url: walk.origin }]);
    await page.goto('/');
    expect(await page.getAttribute('html', 'lang')).toBe('th');
    await page
      .getByText(/25\d\d/)
      .first()
      .waitFor();
    await context.addCookies([{ name: 'tb_language', value: 'en', url: walk.origin }]);
  });

  test('says that the disk of a shop is full, since when and what to do, and nothing once there is room', async () => {
    const sql = postgres(clone.superUrl, { max: 1 });
    const say = (state: string, freeBytes: number) => sql`
      update agents
      set disk_state = ${state}, disk_since = now() - interval '3 hours', disk_free_bytes = ${freeBytes}
      where shop_id = ${walk.shop.shopId}`;
    try {
      await say('stopped', 0);
      await page.goto('/');
      const need = page.getByRole('listitem').filter({ hasText: 'nothing more can be recorded' });
      await need.getByText('3 h ago').waitFor();
      await need.getByRole('link', { name: 'What to check' }).click();
      await page.waitForURL((url) => url.pathname === `/shops/${walk.shop.shopId}` && url.hash === '#health');
      await page.getByText(/recording stopped/).waitFor();
      await say('ok', 42_000_000_000);
      await page.goto(`/shops/${walk.shop.shopId}`);
      await page.getByText('42\u00a0GB free').waitFor();
      expect(await page.getByText('nothing more can be recorded').count()).toBe(0);
    } finally {
      await sql.end();
    }
  });

  test('answers to keys: g s goes to the shops, ? helps, Esc closes', async () => {
    await page.goto('/');
    await page.locator('h1', { hasText: 'Today' }).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor({ state: 'hidden' });
    await page.keyboard.press('g');
    await page.keyboard.press('s');
    await page.waitForURL((url) => url.pathname === '/shops');
  });

  test('loads no more script than its budget', () => {
    const weights = weighPages(join(REPOSITORY, 'cloud', 'dashboard', '.next'));
    expect(weights.length).toBeGreaterThan(5);
    expect(weights.filter(({ bytes }) => bytes > FIRST_LOAD_BYTES_MAX)).toEqual([]);
  });

  test('ran without a complaint of the browser', () => {
    expect(complaints).toEqual([]);
  });
});

describe('what is not there', () => {
  test('is told kindly, with the way back, and with the status a machine needs', async () => {
    const answer = await page.goto('/transactions/0198aaaa-0000-7000-8000-00000000dead');
    await page.getByText('Nothing here, or not yours to see').waitFor();
    await page.getByRole('link', { name: 'Go to Today' }).first().waitFor();
    expect(answer?.status()).toBeLessThan(500);
    expect((await page.goto('/nowhere'))?.status()).toBe(404);
    await page.getByText('Nothing here, or not yours to see').waitFor();
  });
});

describe('live figures', () => {
  test('wait behind a button while the list is touched, and nothing moves under the finger', async () => {
    await page.goto(`/shops/${walk.shop.shopId}`);
    const list = page.getByRole('region', { name: 'As it happens' });
    const fresh = list.getByRole('button', { name: /^\d+ new$/ });
    // A notice that comes or goes above may move the list from under a still pointer; what slides in then is no breach.
    for (let sale = 1; ; sale += 1) {
      await list.locator('tbody tr').first().hover();
      const before = await list.locator('tbody tr').first().textContent();
      await walk.sell(6_000, `HELD-${sale}`);
      const slidIn = list.getByText(`HELD-${sale}`);
      await fresh.or(slidIn).first().waitFor();
      if (!(await fresh.isVisible()) && sale < HOVERS_MAX) continue;
      expect(await list.locator('tbody tr').first().textContent()).toBe(before);
      await fresh.click();
      await slidIn.waitFor();
      return;
    }
  });

  test('wait while something in the list has the focus, whatever the pointer does', async () => {
    await page.mouse.move(0, 0);
    const list = page.getByRole('region', { name: 'As it happens' });
    await list.locator('tbody a').first().focus();
    const before = await list.locator('tbody tr').first().textContent();
    await walk.sell(6_000, 'FOCUSED-1');
    const fresh = list.getByRole('button', { name: '1 new' });
    await fresh.waitFor();
    expect(await list.locator('tbody tr').first().textContent()).toBe(before);
    await fresh.click();
    await list.getByText('FOCUSED-1').waitFor();
  });

  test('say so when they stand still, and move again by themselves', async () => {
    await page.goto('/');
    await page.locator('.head .live:not(.stale)').waitFor();
    await context.setOffline(true);
    await page.evaluate(() => window.dispatchEvent(new Event('offline')));
    await page.locator('.head .live.stale').waitFor({ timeout: 40_000 });
    await context.setOffline(false);
    await page.locator('.head .live:not(.stale)').waitFor({ timeout: 60_000 });
  });
});

/** Links, buttons and fields without a name for a screen reader. Runs in the page. */
function namelessControls(): string[] {
  const nameOf = (element: Element) => {
    const labels =
      element instanceof HTMLInputElement || element instanceof HTMLSelectElement ? [...(element.labels ?? [])] : [];
    const said = [element.getAttribute('aria-label'), element.textContent, ...labels.map((label) => label.textContent)];
    return said.find((text) => (text ?? '').trim() !== '') ?? '';
  };
  const controls = [
    ...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary, [role=img]'),
  ];
  return controls.filter((control) => nameOf(control) === '').map((control) => control.outerHTML.slice(0, 120));
}

/** Buttons, fields and links that stand alone, and are smaller than a finger. Links inside a sentence or a row are not. Runs in the page. */
function smallTargets(): string[] {
  const targets = [...document.querySelectorAll('button, select, .btn, .tabs a, .needs .go, .pick, summary')];
  const seen = targets.filter(
    (target) => target instanceof HTMLElement && target.checkVisibility() && target.closest('[popover]') === null,
  );
  const small = seen.filter((target) => {
    const { width, height } = (target.closest('.pick') ?? target).getBoundingClientRect();
    return height > 0 && (height < 43.5 || width < 43.5);
  });
  return small.map(
    (target) => `${Math.round(target.getBoundingClientRect().height)} ${target.outerHTML.slice(0, 100)}`,
  );
}
