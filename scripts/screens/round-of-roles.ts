import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, ConsoleMessage, Page } from 'playwright-core';
import { openBrowser } from '../browser/open-browser.ts';
import type { ScreensConfig } from './config.ts';
import { PAGES, type ScreenPage } from './pages.ts';
import { type Cookies, SIZES, showWhole, signIn } from './shoot-all.ts';

/** The demo's people, one of each system role. */
const PEOPLE = ['owner', 'manager', 'shop', 'cashier', 'technician', 'accountant', 'auditor'] as const;
const LOOKS = [
  { language: 'th', size: 'phone', theme: 'light' },
  { language: 'en', size: 'phone', theme: 'dark' },
  { language: 'th', size: 'desktop', theme: 'dark' },
  { language: 'en', size: 'desktop', theme: 'light' },
] as const;
type Look = (typeof LOOKS)[number];

/** What a page looks at that this person may not have is found with the eyes of the owner. */
interface Round {
  readonly config: ScreensConfig;
  readonly browser: Browser;
  readonly owner: Page;
  readonly say: (line: string) => void;
  readonly complaints: string[];
}

/**
 * Opens every page as each system role, in both languages, on phone and desktop, and shoots it. Answers how many
 * pictures were made; throws with all complaints when a page broke, ran over its edge, made the browser complain, or
 * refused somebody whose menu leads there.
 */
export async function roundOfRoles(config: ScreensConfig, say: (line: string) => void): Promise<number> {
  const folder = join(config.folder, 'roles');
  await mkdir(folder, { recursive: true });
  const browser = await openBrowser();
  try {
    const ownersContext = await browser.newContext({ baseURL: config.url });
    await ownersContext.addCookies(await signIn(browser, config));
    const owner = await ownersContext.newPage();
    await owner.goto('/');
    const round: Round = { config: { ...config, folder }, browser, owner, say, complaints: [] };
    let shots = 0;
    for (const person of PEOPLE) {
      const cookies = await signIn(browser, { ...config, email: `${person}@demo.test` });
      for (const look of LOOKS) shots += await goRound(round, person, look, cookies);
    }
    if (round.complaints.length > 0) throw new Error(round.complaints.join('\n'));
    return shots;
  } finally {
    await browser.close();
  }
}

async function goRound(round: Round, person: string, look: Look, cookies: Cookies): Promise<number> {
  const { config, browser, say } = round;
  const context = await browser.newContext({
    ...SIZES[look.size],
    colorScheme: look.theme,
    reducedMotion: 'reduce',
    baseURL: config.url,
  });
  const choices = { tb_language: look.language, tb_theme: look.theme };
  await context.addCookies(Object.entries(choices).map(([name, value]) => ({ name, value, url: config.url })));
  await context.addCookies(cookies);
  const page = await context.newPage();
  await page.goto('/');
  await page.locator('h1').first().waitFor();
  const menu = new Set(
    await page.locator('nav a').evaluateAll((links) => links.map((link) => link.getAttribute('href'))),
  );
  const screens = PAGES.filter(
    (screen) => screen.signedIn && screen.name.includes(config.only.replace(/^roles-?/, '')),
  );
  for (const screen of screens) {
    const where = `${person}-${screen.name}-${look.size}-${look.theme}-${look.language}`;
    const { verdict, wrongs } = await visit(round, page, screen, menu);
    await page.screenshot({ path: join(config.folder, `${where}.png`) });
    say(`${where}: ${verdict}`);
    round.complaints.push(...wrongs.map((wrong) => `${where}: ${wrong}`));
  }
  await context.close();
  return screens.length;
}

async function visit(
  { owner }: Round,
  page: Page,
  screen: ScreenPage,
  menu: ReadonlySet<string | null>,
): Promise<{ readonly verdict: string; readonly wrongs: readonly string[] }> {
  const path = await screen.path(page).catch(() => screen.path(owner));
  const wrongs: string[] = [];
  const hear = (message: ConsoleMessage) => {
    if (message.type() === 'error') wrongs.push(`the console says ${message.text()}`);
  };
  const catchError = (error: Error) => wrongs.push(`uncaught: ${error.message}`);
  page.on('console', hear).on('pageerror', catchError);
  const answer = await page.goto(path);
  await page.locator('main h1').first().waitFor();
  await page.evaluate(() => document.fonts.ready);
  await showWhole(page);
  page.off('console', hear).off('pageerror', catchError);
  const refused = (await page.locator('.lone').count()) > 0;
  const status = answer?.status() ?? 0;
  if (status >= 500) wrongs.push(`answered ${status}`);
  if (refused && menu.has(path)) wrongs.push('is in the menu of somebody who may not see it');
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (over > 0) wrongs.push(`runs ${over} px over its edge`);
  if ((await page.locator('h1').count()) !== 1) wrongs.push('has not one h1');
  // Of a refusal the browser itself notes the status, and nothing else.
  const expected = refused ? wrongs.filter((wrong) => !/status of 40[34]/.test(wrong)) : wrongs;
  return { verdict: refused ? `refused (${status})` : 'shown', wrongs: expected };
}
