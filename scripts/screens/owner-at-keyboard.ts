import type { Browser, Locator, Page } from 'playwright-core';
import { openBrowser } from '../browser/open-browser.ts';
import { type ClonedDatabase, cloneDatabase } from '../postgres/clone-database.ts';
import { startWalk, type WalkStack } from '../walk/walk-stack.ts';

const PATIENCE_MS = 30_000;
const VIEWPORT = { width: 1440, height: 900 };

/** A whole stack with its owner signed in before a page, working without a mouse. */
export interface OwnerAtKeyboard {
  readonly walk: WalkStack;
  /** The superuser's way into the stack's database, for what a page cannot bring about. */
  readonly superUrl: string;
  readonly page: Page;
  /** Errors of the page that nobody caught. */
  readonly complaints: readonly string[];
  button(name: string): Locator;
  /** Presses a key on what stands there. */
  press(what: Locator, key: string): Promise<void>;
  /** Fills the field that has the focus and goes on to the next. */
  typeAndGoOn(text: string): Promise<void>;
  leave(): Promise<void>;
}

/** Signs in on the way to `path` and waits for its `heading`. */
export async function ownerAtKeyboard(path: string, heading: string): Promise<OwnerAtKeyboard> {
  let clone: ClonedDatabase | undefined;
  let walk: WalkStack | undefined;
  let browser: Browser | undefined;
  const leave = async () => {
    await browser?.close();
    await walk?.stop();
    await clone?.drop();
  };
  try {
    clone = await cloneDatabase();
    walk = await startWalk(clone.appUrl, { pages: true });
    browser = await openBrowser();
    const context = await browser.newContext({ viewport: VIEWPORT, baseURL: walk.origin, locale: 'en-US' });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`/sign-in?next=${path}`);
    await page.fill('#email', walk.email);
    await page.fill('#password', walk.password);
    await page.click('button.first');
    await page.getByRole('heading', { name: heading, exact: true }).waitFor();
    return { walk, superUrl: clone.superUrl, page, complaints, leave, ...keyboardOf(page) };
  } catch (error) {
    await leave();
    throw error;
  }
}

function keyboardOf(page: Page): Pick<OwnerAtKeyboard, 'button' | 'press' | 'typeAndGoOn'> {
  return {
    button: (name) => page.getByRole('button', { name, exact: true }),
    async press(what, key) {
      await what.focus();
      await page.keyboard.press(key);
    },
    async typeAndGoOn(text) {
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.type(text);
      await page.keyboard.press('Tab');
    },
  };
}
