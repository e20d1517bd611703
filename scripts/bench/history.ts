import { Pool } from 'undici';
import { businessDay, seedHistory, seedTrade, type Trade } from '../seed/seed-trade.ts';
import { type Bench, median, percentile, SAMPLES } from './bench.ts';
import { type CloudRig, startCloudRig } from './cloud-rig.ts';
import { signIn, timedRead } from './watcher.ts';

const SHOPS = 300;
const DAYS = 90;
const SMALL = 1_000_000;
const LARGE = 10_000_000;
const READS_EACH = 40;
const RATIO_MAX = 1.2;
const P95_MS = 25;
const PASSWORD = 'the bench may know this one';

/** The pages that people open, each by the request that fills it. */
type Page = 'overview' | 'shop' | 'transactions';
type Times = Record<Page, number>;

export const history: Bench = {
  id: 'history',
  what: `overview, shop and transactions with ${LARGE / 1e6} M transactions of ${SHOPS} shops in ${DAYS} days, against the same at ${SMALL / 1e6} M`,
  async run(progress) {
    const rig = await startCloudRig();
    const pool = new Pool(rig.url, { connections: 2, pipelining: 1 });
    try {
      const lastDay = businessDay(new Date());
      const trade = await seedTrade(rig.sql, { shops: SHOPS, days: DAYS, lastDay, password: PASSWORD, people: 1 });
      const wish = { days: DAYS, lastDay };
      await grow(rig, trade, { ...wish, transactions: SMALL, from: 0 });
      const small = await measure(rig, pool, trade, (text) => progress(`1 M: ${text}`));
      await grow(rig, trade, { ...wish, transactions: LARGE - SMALL, from: SMALL + DAYS });
      const large = await measure(rig, pool, trade, (text) => progress(`10 M: ${text}`));
      const pages = Object.keys(large) as Page[];
      const ratios = pages.map((page) => large[page] / small[page]);
      const worst = Math.max(...pages.map((page) => large[page]));
      const ratio = Math.max(...ratios);
      return {
        id: 'history',
        value: worst,
        unit: 'ms p95',
        limitValue: Math.max(...pages.map((page) => small[page])),
        ratio,
        goal: `≤ ${RATIO_MAX} × of 1 M on every page, p95 ≤ ${P95_MS} ms`,
        met: ratio <= RATIO_MAX && worst <= P95_MS,
        note: pages
          .map((page, n) => `${page} ${large[page].toFixed(1)} ms (${(ratios[n] ?? 0).toFixed(2)} ×)`)
          .join(', '),
      };
    } finally {
      await pool.close();
      await rig.stop();
    }
  },
};

async function grow(rig: CloudRig, trade: Trade, wish: Parameters<typeof seedHistory>[2]): Promise<void> {
  await seedHistory(rig.sql, trade, wish);
  await rig.sql`vacuum (analyze)`;
  await rig.sql`checkpoint`;
  // Growing takes long; its shops are not ones that fell silent.
  await rig.sql`update agents set last_heard_at = now()`;
}

/** Median of the p95 of several rounds, page by page. */
async function measure(rig: CloudRig, pool: Pool, trade: Trade, progress: (text: string) => void): Promise<Times> {
  // Anew each time: growing takes longer than a token lives.
  const cookie = await signIn(rig.url, trade.emails[0] ?? '', PASSWORD);
  const rounds: Times[] = [];
  for (let round = 0; round <= SAMPLES; round += 1) {
    const times = await readRound(pool, cookie, trade);
    progress(
      Object.entries(times)
        .map(([page, ms]) => `${page} ${ms.toFixed(1)} ms`)
        .join(', '),
    );
    // The first one fills caches.
    if (round > 0) rounds.push(times);
  }
  const of = (page: Page) => median(rounds.map((times) => times[page]));
  return { overview: of('overview'), shop: of('shop'), transactions: of('transactions') };
}

async function readRound(pool: Pool, cookie: string, { shops }: Trade): Promise<Times> {
  const waits: Record<Page, number[]> = { overview: [], shop: [], transactions: [] };
  for (let n = 0; n < READS_EACH; n += 1) {
    const shop = `/api/v1/shops/${shops[(n * 37) % shops.length]}`;
    waits.overview.push((await timedRead(pool, '/api/v1/today', cookie)).ms);
    waits.shop.push((await timedRead(pool, shop, cookie)).ms);
    const first = await timedRead(pool, `${shop}/transactions`, cookie);
    const { next } = JSON.parse(first.body.toString()) as { readonly next?: string };
    const second = await timedRead(pool, `${shop}/transactions?cursor=${next ?? ''}`, cookie);
    waits.transactions.push(first.ms, second.ms);
  }
  const p95 = (page: Page) => percentile(waits[page], 0.95);
  return { overview: p95('overview'), shop: p95('shop'), transactions: p95('transactions') };
}
