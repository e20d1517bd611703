/** A number from 0 up to 1, seeded so that a demo can be repeated. */
export type Dice = () => number;

/** What somebody at the counter wants, as the agent's local API takes it. */
export interface Wish {
  readonly path: '/v1/sales' | '/v1/payouts';
  /** Satang. */
  readonly amountMinor: number;
  readonly operator: string;
}

const BAHT = 100;
const STAFF = ['Malee', 'Somchai', 'Nok', 'Prasert', 'Ploy'];
const SATANG = [25, 50, 75];
const SATANG_OF_TEN = 0.2;
/** Share of customers and what they spend, in baht: a drink, lunch, a basket, a week's goods. */
const BASKETS = [
  { upTo: 0.35, min: 12, max: 60 },
  { upTo: 0.75, min: 45, max: 180 },
  { upTo: 0.95, min: 120, max: 480 },
  { upTo: 1, min: 400, max: 1_450 },
] as const;
const PAID_TO_SELLER = 0.8;

/** A sale; or, when money waits for it, a payout to somebody who brought goods. */
export function believableSale(dice: Dice, forSellersMinor: number): Wish {
  const operator = STAFF[Math.floor(dice() * STAFF.length)] ?? 'Malee';
  if (forSellersMinor > 0) {
    const baht = Math.floor((forSellersMinor * PAID_TO_SELLER * (0.7 + 0.3 * dice())) / BAHT);
    return { path: '/v1/payouts', amountMinor: Math.max(1, baht) * BAHT, operator };
  }
  const roll = dice();
  const basket = BASKETS.find((each) => roll < each.upTo) ?? BASKETS[0];
  const baht = basket.min + Math.floor(dice() * (basket.max - basket.min));
  const satang = dice() < SATANG_OF_TEN ? (SATANG[Math.floor(dice() * SATANG.length)] ?? 0) : 0;
  return { path: '/v1/sales', amountMinor: baht * BAHT + satang, operator };
}

/** Small, fast and good enough for a demo: mulberry32. */
export function seededDice(seed: number): Dice {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
