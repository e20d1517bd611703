import type { DemoShop } from './demo-shops.ts';
import type { SeededRandom } from './seeded-random.ts';

export type DemoEventKind = 'sale' | 'seller' | 'collection' | 'refill' | 'inventory' | 'payout';

/** What just happens, and what one person does with one amount. */
export type DemoEvent =
  | { readonly atMs: number; readonly kind: DemoEventKind }
  | {
      readonly atMs: number;
      readonly kind: 'payout' | 'given_up';
      readonly operator: string;
      readonly baht: number;
    };

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** How busy each hour of the clock is: an early market, lunch, the way home, and a night that never quite sleeps. */
const HOUR_WEIGHT = [
  0.35, 0.25, 0.2, 0.3, 0.7, 1.1, 1.6, 1.9, 1.7, 1.3, 1.2, 1.5, 1.9, 1.5, 1.1, 1.1, 1.4, 2.0, 2.2, 1.8, 1.3, 0.9, 0.6,
  0.45,
] as const;
const HOUR_WEIGHT_SUM = HOUR_WEIGHT.reduce<number>((sum, weight) => sum + weight, 0);
/** From Sunday to Saturday. */
const WEEKDAY_WEIGHT = [1.15, 0.88, 0.85, 0.92, 0.97, 1.14, 1.36] as const;
/** Sellers bring their goods in the morning. */
const SELLER_HOURS = [5, 12] as const;
/** Somebody is paid out of the machine now and then: a delivery, a deposit given back. */
const PAYOUT_HOURS = [9, 18] as const;
const PAYOUTS_A_DAY = 0.6;
const COLLECTION_HOUR = 21;
const REFILL_HOUR = 4;

/** Wages come at the end of a month, and for many in its middle too. */
export function paydayWeight(dayOfMonth: number): number {
  if (dayOfMonth >= 29 || dayOfMonth <= 2) return 1.28;
  if (dayOfMonth === 15 || dayOfMonth === 16) return 1.15;
  return 1;
}

/**
 * Everything that happens in one business day, in order. `dayStartMs` is the instant of local midnight of that date;
 * the business day runs from its cut-off to the next one.
 */
export function eventsOfDay(shop: DemoShop, dayStartMs: number, random: SeededRandom): DemoEvent[] {
  const local = new Date(dayStartMs + shop.offsetMinutes * MINUTE_MS);
  const weekday = WEEKDAY_WEIGHT[local.getUTCDay()] ?? 1;
  const level = weekday * paydayWeight(local.getUTCDate()) * (0.9 + 0.2 * random.next());
  const events: DemoEvent[] = [];
  const firstHour = Math.ceil(shop.cutOffMinutes / 60);
  for (let hour = firstHour; hour < firstHour + 24; hour++) {
    const expected = (shop.salesADay * level * (HOUR_WEIGHT[hour % 24] ?? 0)) / HOUR_WEIGHT_SUM;
    for (let n = 0; n < wholeAround(expected, random); n++) events.push(within(dayStartMs, hour, 'sale', random));
  }
  for (let n = 0; n < wholeAround(shop.sellersADay * level, random); n++) {
    events.push(within(dayStartMs, random.between(...SELLER_HOURS), 'seller', random));
  }
  if (random.chance(PAYOUTS_A_DAY)) events.push(within(dayStartMs, random.between(...PAYOUT_HOURS), 'payout', random));
  events.push(
    within(dayStartMs, COLLECTION_HOUR, 'collection', random),
    within(dayStartMs, REFILL_HOUR, 'refill', random),
  );
  for (let hour = firstHour; hour < firstHour + 24; hour += 3)
    events.push(within(dayStartMs, hour, 'inventory', random));
  return events.sort((a, b) => a.atMs - b.atMs);
}

/** Local midnights of the `days` business dates that end with the one running at `nowMs`. */
export function dayStarts(shop: DemoShop, nowMs: number, days: number): number[] {
  const shift = (shop.offsetMinutes - shop.cutOffMinutes) * MINUTE_MS;
  const today = Math.floor((nowMs + shift) / DAY_MS) * DAY_MS - shop.offsetMinutes * MINUTE_MS;
  return Array.from({ length: days }, (_, index) => today - (days - 1 - index) * DAY_MS);
}

/** `2026-11-20` for the local midnight of that date. */
export function dateOf(shop: DemoShop, dayStartMs: number): string {
  return new Date(dayStartMs + shop.offsetMinutes * MINUTE_MS).toISOString().slice(0, 10);
}

function within(dayStartMs: number, hour: number, kind: DemoEventKind, random: SeededRandom): DemoEvent {
  return { atMs: dayStartMs + hour * 60 * MINUTE_MS + random.between(0, 60 * MINUTE_MS - 1), kind };
}

function wholeAround(expected: number, random: SeededRandom): number {
  const spread = expected * (0.8 + 0.4 * random.next());
  return Math.floor(spread) + (random.chance(spread % 1) ? 1 : 0);
}
