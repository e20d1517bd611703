import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openBrowser } from '../browser/open-browser.ts';
import type { ScreensConfig } from './config.ts';
import { PAGES, type ScreenPage } from './pages.ts';

const LANGUAGES = ['th', 'en'] as const;
const THEMES = ['light', 'dark'] as const;
export const SIZES = {
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true },
  desktop: { viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1, hasTouch: false, isMobile: false },
} as const;

const WINDOW_HEIGHT = 860;

/** Signs in and shoots each page in both languages, both themes and both sizes. Answers how many pictures were made. */
export async function shootAll(config: ScreensConfig, say: (line: string) => void): Promise<number> {
  const pages = PAGES.filter((page) => page.name.includes(config.only));
  if (config.only === '') await rm(config.folder, { recursive: true, force: true });
  await mkdir(config.folder, { recursive: true });
  const browser = await openBrowser();
  let shots = 0;
  try {
    const cookies = await signIn(browser, config);
    for (const [size, device] of Object.entries(SIZES)) {
      for (const language of LANGUAGES) {
        for (const theme of THEMES) {
          const context = await browser.newContext({
            ...device,
            colorScheme: theme,
            reducedMotion: 'reduce',
            baseURL: config.url,
          });
          const choices = { tb_language: language, tb_theme: theme };
          await context.addCookies(Object.entries(choices).map(([name, value]) => ({ name, value, url: config.url })));
          shots += await shootPages(
            context,
            pages,
            cookies,
            (name) => join(config.folder, `${name}-${size}-${theme}-${language}.png`),
            say,
          );
          await context.close();
        }
      }
    }
  } finally {
    await browser.close();
  }
  return shots;
}

export type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>;

export async function signIn(browser: Browser, config: ScreensConfig): Promise<Cookies> {
  const context = await browser.newContext({ baseURL: config.url });
  const page = await context.newPage();
  await page.goto('/sign-in');
  await page.locator('#email').fill(config.email);
  await page.locator('#password').fill(config.password);
  await page.locator('button.first').click();
  await page
    .waitForURL((url) => url.pathname === '/', { timeout: 20_000 })
    .catch(() => {
      throw new Error(`sign-in failed for ${config.email}: is TILLBRIDGE_PASSWORD the one npm start printed?`);
    });
  const cookies = await context.cookies();
  await context.close();
  return cookies.filter((cookie) => !/^tb_(language|theme|year)$/.test(cookie.name));
}

async function shootPages(
  context: BrowserContext,
  pages: readonly ScreenPage[],
  cookies: Cookies,
  file: (name: string) => string,
  say: (line: string) => void,
): Promise<number> {
  const page = await context.newPage();
  for (const screen of pages.filter((one) => !one.signedIn)) await shoot(page, screen, file, say);
  await context.addCookies(cookies);
  await page.goto('/');
  for (const screen of pages.filter((one) => one.signedIn)) await shoot(page, screen, file, say);
  return pages.length;
}

async function shoot(
  page: Page,
  screen: ScreenPage,
  file: (name: string) => string,
  say: (line: string) => void,
): Promise<void> {
  const size = page.viewportSize();
  if (size !== null) await page.setViewportSize({ ...size, height: WINDOW_HEIGHT });
  await page.goto(await screen.path(page));
  await page.evaluate(() => document.fonts.ready);
  await page.locator('h1').first().waitFor();
  await showWhole(page);
  await page.screenshot({ path: file(screen.name) });
  say(file(screen.name));
}

/** What is fixed to the edges of the window belongs at the edges of the picture, so the window grows to the page. */
export async function showWhole(page: Page): Promise<void> {
  const size = page.viewportSize();
  if (size === null) return;
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width: size.width, height: Math.max(size.height, height) });
}
