import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, ConsoleMessage, Page } from 'playwright-core';
import { openBrowser } from '../browser/open-browser.ts';
import type { ScreensConfig } from './config.ts';
import { PAGES, type ScreenPage } from './pages.ts';
import { SIZES, showWhole, signIn } from './shoot-all.ts';

/** The demo's people, one of each system role. */
const PEOPLE = ['owner', 'manager', 'shop', 'cashier', 'technician', 'accountant', 'auditor'] as const;
const LOOKS = [
  { language: 'th', size: 'phone', theme: 'light' },
  { language: 'en', size: 'phone', theme: 'dark' },
  { language: 'th', size: 'desktop', theme: 'dark' },
  { language: 'en', size: 'desktop', theme: 'light' },
] as const;
type Look = (typeof LOOKS)[number];

/** As many windows at once as two cores draw without waiting for one another. */
const LANES = 2;

interface Round {
  readonly config: ScreensConfig;
  readonly browser: Browser;
  /** What a page looks at that a person may not have is found with the eyes of the owner. */
  readonly owner: Page;
  readonly say: (line: string) => void;
  readonly complaints: string[];
}

interface Visitor {
  readonly person: string;
  /** Addresses of the pages, found once: each look shows the same. */
  readonly paths: Map<string, Promise<string>>;
}

/**
 * Opens every page as each system role, in both languages, on phone and desktop, and shoots it; a filter takes those whose
 * picture is named so (`cashier-`, `-levels-phone`). Answers how many pictures were made; throws with all complaints when a
 * page broke, ran over its edge, made the browser complain, refused somebody whose menu leads there, or refused without
 * saying so in its status.
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
    const waiting: (() => Promise<number>)[] = [];
    for (const person of PEOPLE) {
      if (!LOOKS.some((look) => screensOf(config, person, look).length > 0)) continue;
      const visitor: Visitor = { person, paths: new Map() };
      waiting.push(...LOOKS.map((look) => () => goRound(round, visitor, look)));
    }
    let shots = 0;
    const lane = async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const made = await next();
        // Added after the waiting: the other lane adds meanwhile.
        shots += made;
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    if (round.complaints.length > 0) throw new Error(round.complaints.join('\n'));
    return shots;
  } finally {
    await browser.close();
  }
}

function nameOf(person: string, screen: ScreenPage, { size, theme, language }: Look): string {
  return `${person}-${screen.name}-${size}-${theme}-${language}`;
}

function screensOf({ only }: ScreensConfig, person: string, look: Look): readonly ScreenPage[] {
  const wanted = only.replace(/^roles-?/, '');
  return PAGES.filter((screen) => screen.signedIn && nameOf(person, screen, look).includes(wanted));
}

async function goRound(round: Round, visitor: Visitor, look: Look): Promise<number> {
  const { config, browser, say } = round;
  const screens = screensOf(config, visitor.person, look);
  if (screens.length === 0) return 0;
  const context = await browser.newContext({
    ...SIZES[look.size],
    deviceScaleFactor: 1,
    colorScheme: look.theme,
    reducedMotion: 'reduce',
    baseURL: config.url,
  });
  const choices = { tb_language: look.language, tb_theme: look.theme };
  await context.addCookies(Object.entries(choices).map(([name, value]) => ({ name, value, url: config.url })));
  // Each window has a session of its own: a renewal in one would end that of the others.
  await context.addCookies(await signIn(browser, { ...config, email: `${visitor.person}@demo.test` }));
  const page = await context.newPage();
  await page.goto('/more');
  await page.locator('h1').first().waitFor();
  const menu = new Set(
    await page.locator('nav a, .doors a').evaluateAll((links) => links.map((link) => link.getAttribute('href'))),
  );
  for (const screen of screens) {
    const where = nameOf(visitor.person, screen, look);
    const path = await pathOf(round, visitor, screen, page);
    await page.setViewportSize(SIZES[look.size].viewport);
    const { verdict, wrongs } = await visit(page, path, menu);
    await page.screenshot({ path: join(config.folder, `${where}.png`) });
    say([`${where}: ${verdict}`, ...wrongs].join('\n  WRONG: '));
    round.complaints.push(...wrongs.map((wrong) => `${where}: ${wrong}`));
  }
  await context.close();
  return screens.length;
}

function pathOf({ owner }: Round, { paths }: Visitor, screen: ScreenPage, page: Page): Promise<string> {
  const known = paths.get(screen.name) ?? screen.path(page).catch(() => screen.path(owner));
  paths.set(screen.name, known);
  return known;
}

async function visit(
  page: Page,
  path: string,
  menu: ReadonlySet<string | null>,
): Promise<{ readonly verdict: string; readonly wrongs: readonly string[] }> {
  const wrongs: string[] = [];
  const hear = (message: ConsoleMessage) => {
    if (message.type() === 'error') wrongs.push(`the console says ${message.text()}`);
  };
  const catchError = (error: Error) => wrongs.push(`uncaught: ${error.message}`);
  page.on('console', hear).on('pageerror', catchError);
  const answer = await page.goto(path);
  await page.locator('main h1').first().waitFor();
  await page.evaluate(() => document.fonts.ready);
  // Forms and acts follow after the page stands; with them it is whole.
  await page.waitForLoadState('networkidle');
  await showWhole(page);
  page.off('console', hear).off('pageerror', catchError);
  const arrived = new URL(page.url());
  if (`${arrived.pathname}${arrived.search}` !== path) wrongs.push(`led to ${arrived.pathname}`);
  const refused = (await page.locator('.lone').count()) > 0;
  const status = answer?.status() ?? 0;
  if (status >= 500) wrongs.push(`answered ${status}`);
  const notHere = refused && (await page.locator('.lone .meta').textContent()) === '404';
  if (refused && !notHere && status !== 403) wrongs.push(`refuses with the status ${status}`);
  if (!refused && status >= 400) wrongs.push(`is shown with the status ${status}`);
  if (refused && menu.has(path)) wrongs.push('is in the menu of somebody who may not see it');
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (over > 0) wrongs.push(`runs ${over} px over its edge`);
  if ((await page.locator('h1').count()) !== 1) wrongs.push('has not one h1');
  // Of a refusal the browser itself notes the status, and nothing else.
  const expected = refused ? wrongs.filter((wrong) => !/status of 40[34]/.test(wrong)) : wrongs;
  return { verdict: refused ? `refused (${status})` : 'shown', wrongs: expected };
}
