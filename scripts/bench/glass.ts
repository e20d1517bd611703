import type { Page } from 'playwright-core';
import { openBrowser } from '../browser/open-browser.ts';
import { waitUntil } from '../start/wait-until.ts';
import { type Rig, startRig } from '../walk/rig.ts';
import type { MachineSaid } from '../walk/rig-machine.ts';
import { type Bench, median, percentile } from './bench.ts';

const SALES = 48;
/** The first ones warm up caches, connections and the page's own code, and are not counted. */
const WARM_SALES = 4;
const PRICE_MINOR = 4_000;
const SPEED = 6;
const P50_MS = 100;
const P99_MS = 500;
const PATIENCE_MS = 60_000;
/** Stock and deposit are what an operation asks last; a heartbeat asks neither. */
const LAST_WORDS = [0x32, 0x41] as const;

/** When one sale passed each stop; milliseconds of this machine's clock. */
interface Passage {
  readonly line: number;
  readonly journal: number;
  readonly cloud: number;
  readonly socket: number;
  readonly page: number;
}

/** Notes, in the page itself, when a row for a transaction is first in the document. */
const WATCH_ROWS = `
  globalThis.rowSeenAt = {};
  const look = () => {
    for (const link of document.querySelectorAll('a[href^="/transactions/"]')) {
      const id = link.getAttribute('href').slice('/transactions/'.length);
      globalThis.rowSeenAt[id] ??= Date.now();
    }
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true, attributes: true });
`;

async function openShopPage(page: Page, rig: Rig): Promise<void> {
  page.setDefaultTimeout(PATIENCE_MS);
  await page.addInitScript(WATCH_ROWS);
  await page.goto(`${rig.origin}/`);
  await page.fill('input[name=email]', rig.email);
  await page.fill('input[name=password]', rig.password);
  await page.click('button[type=submit]');
  await page.waitForURL((url) => url.pathname === '/');
  await page.goto(`${rig.origin}/shops/${rig.shop.shopId}`);
  await page.waitForSelector('h1');
}

async function sellOnce(rig: Rig, page: Page, number: number): Promise<Passage> {
  const { answer } = await rig.till.order({ path: '/v1/sales', amountMinor: PRICE_MINOR, reference: `G${number}` });
  const line = lastWord(await rig.machine());
  if (answer?.outcome !== 'completed') throw new Error(`sale ${number} ended ${answer?.outcome}`);
  const id = answer.operation;
  const seen = async () => Number(await page.evaluate(`globalThis.rowSeenAt[${JSON.stringify(id)}] ?? 0`));
  await waitUntil(
    async () => (await seen()) > 0 && rig.viewer.heard.has(id),
    `sale ${number} never came to the page`,
    PATIENCE_MS,
  );
  const [row] = await rig.postgres.sql<{ occurred_at: Date; received_at: Date }[]>`
    select occurred_at, received_at from cash_transactions where transaction_id = ${id}`;
  return {
    line,
    journal: row?.occurred_at.getTime() ?? 0,
    cloud: row?.received_at.getTime() ?? 0,
    socket: rig.viewer.heard.get(id) ?? 0,
    page: await seen(),
  };
}

function lastWord({ lastByteAt }: MachineSaid): number {
  return Math.max(...LAST_WORDS.map((command) => lastByteAt[String(command)] ?? 0));
}

/** Where the time went, each stop from the one before it. */
function breakdown(all: readonly Passage[]): string {
  const stops = ['line', 'journal', 'cloud', 'socket', 'page'] as const;
  return stops
    .slice(1)
    .map((stop, at) => {
      const before = stops[at] ?? 'line';
      return `${stop} +${median(all.map((each) => each[stop] - each[before]))}`;
    })
    .join(', ');
}

export const glass: Bench = {
  id: 'glass',
  what: `last byte on the line to the row in an open page, ${SALES} sales through agent, cloud and Chromium`,
  async run(progress) {
    const rig = await startRig({ speed: SPEED, pages: true, smallDisk: false });
    const browser = await openBrowser();
    try {
      const page = await browser.newPage({ viewport: { width: 1440, height: 1600 } });
      await openShopPage(page, rig);
      const all: Passage[] = [];
      for (let number = 1; number <= WARM_SALES + SALES; number++) {
        const passage = await sellOnce(rig, page, number);
        if (number > WARM_SALES) all.push(passage);
        if (number % 8 === 0) progress(`sale ${number}: ${passage.page - passage.line} ms (${breakdown([passage])})`);
      }
      const waits = all.map((each) => each.page - each.line);
      const [p50, p99] = [percentile(waits, 0.5), percentile(waits, 0.99)];
      return {
        id: 'glass',
        value: p50,
        unit: 'ms',
        limitValue: null,
        ratio: null,
        goal: `p50 ≤ ${P50_MS} ms, p99 ≤ ${P99_MS} ms`,
        met: p50 <= P50_MS && p99 <= P99_MS,
        note: `p99 ${p99} ms of ${waits.length} sales; medians by stop: ${breakdown(all)}`,
      };
    } finally {
      await browser.close();
      await rig.close();
    }
  },
};
