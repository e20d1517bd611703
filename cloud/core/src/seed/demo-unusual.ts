import { weekOf } from '../anomalies/periods.ts';
import type { DemoEvent } from './demo-rhythm.ts';
import { type DemoShop, demoHex } from './demo-shops.ts';
import { seededRandom } from './seeded-random.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Hours of the day when people are about, so that nothing of it is unusual but how often it happens. */
const HOURS = [9, 18] as const;

interface Unusual {
  readonly code: DemoShop['code'];
  /** Which of the shop's cashiers. */
  readonly cashier: number;
  readonly kind: 'payout' | 'given_up';
  /** So many on each of the first days of the week. */
  readonly aDay: number;
  readonly days: number;
  readonly baht: readonly [number, number];
}

/** What somebody in the demo may be asked about: payouts just below the shop's limit, and sales that were given up. */
const UNUSUAL: readonly Unusual[] = [
  { code: 'HDY', cashier: 2, kind: 'payout', aDay: 2, days: 5, baht: [18_100, 19_900] },
  { code: 'RST', cashier: 2, kind: 'given_up', aDay: 6, days: 5, baht: [80, 600] },
];

/** The events of it on one business day: in the last whole week before today. */
export function unusualEvents(shop: DemoShop, businessDate: string, dayStartMs: number, today: string): DemoEvent[] {
  const dayOfWeek = (Date.parse(businessDate) - Date.parse(weekOf(businessDate))) / DAY_MS;
  const weeksAgo = (Date.parse(weekOf(today)) - Date.parse(weekOf(businessDate))) / (7 * DAY_MS);
  const random = seededRandom(Number.parseInt(demoHex(`unusual ${shop.code} ${businessDate}`, 4), 16));
  return UNUSUAL.filter(({ code, days }) => code === shop.code && weeksAgo === 1 && dayOfWeek < days).flatMap(
    ({ cashier, kind, aDay, baht }) =>
      Array.from({ length: aDay }, () => ({
        atMs: dayStartMs + random.between(HOURS[0] * HOUR_MS, HOURS[1] * HOUR_MS),
        kind,
        operator: shop.cashiers[cashier] ?? '',
        baht: random.between(...baht),
      })),
  );
}
