import { type CashKind, type CashLine, sumLines } from '@tillbridge/shared/cash';
import type { CashTransactionBody, Step } from '@tillbridge/shared/fact';
import { uuidv7 } from '@tillbridge/shared/ids';
import { DEMO_CURRENCY, type DemoShop, demoId } from './demo-shops.ts';
import { DEMO_DENOMINATIONS, type DemoTill, type Pieces } from './demo-till.ts';
import type { SeededRandom } from './seeded-random.ts';

const DAY_MS = 86_400_000;
const QUARTER_BAHT = 25;
const BAHT = 100;
/** Of a thousand sales so many are given up by the customer, and so many end with change still owed. */
const GIVEN_UP = 0.012;
const OWED = 0.0006;
const PRICE_BAHT_MIN = 15;
const PRICE_BAHT_MAX = 4_500;
const SELLER_BAHT: readonly [number, number] = [180, 3_600];
const PAYOUT_BAHT: readonly [number, number] = [120, 2_400];

/** A sale: believable price, believable notes, change from stock. Undefined when the till could not have done it. */
export function makeSale(
  shop: DemoShop,
  till: DemoTill,
  atMs: number,
  random: SeededRandom,
): CashTransactionBody | undefined {
  const price = priceOf(shop, random);
  const payment = paymentFor(price, random);
  const paid = till.takeIn(payment);
  const paidMinor = sumLines(paid, 'in');
  if (random.chance(GIVEN_UP)) {
    const returned = till.payOut(paidMinor);
    return returned && operation(shop, 'sale', price, [...paid, ...returned], atMs, random, { outcome: 'cancelled' });
  }
  const due = paidMinor - price;
  const shortfall = due >= 2_000 && random.chance(OWED) ? 2_000 : 0;
  const change = due === 0 ? [] : till.payOut(due - shortfall);
  if (change === undefined) return undefined;
  const ending = shortfall === 0 ? {} : ({ outcome: 'partial', owedMinor: shortfall, reason: 'machine.jam' } as const);
  return operation(shop, 'sale', price, [...paid, ...change], atMs, random, ending);
}

/** A seller is paid for what was bought by weight. */
export function makeSellerPayout(
  shop: DemoShop,
  till: DemoTill,
  atMs: number,
  random: SeededRandom,
): CashTransactionBody | undefined {
  const amount = random.between(...SELLER_BAHT) * BAHT;
  const lines = till.payOut(amount);
  return lines && operation(shop, 'purchase_payout', amount, lines, atMs, random, {});
}

/** Cash for somebody who is no customer. Undefined when stock cannot. */
export function makePayout(
  shop: DemoShop,
  till: DemoTill,
  atMs: number,
  random: SeededRandom,
  asked?: { readonly operator: string; readonly baht: number },
): CashTransactionBody | undefined {
  const amount = (asked?.baht ?? random.between(...PAYOUT_BAHT)) * BAHT;
  const lines = till.payOut(amount);
  return lines && operation(shop, 'payout', amount, lines, atMs, random, asked && { operator: asked.operator });
}

/** A sale whose customer takes the money back. */
export function makeGivenUpSale(
  shop: DemoShop,
  till: DemoTill,
  atMs: number,
  random: SeededRandom,
  asked: { readonly operator: string; readonly baht: number },
): CashTransactionBody | undefined {
  const price = asked.baht * BAHT;
  const paid = till.takeIn(paymentFor(price, random));
  const returned = till.payOut(sumLines(paid, 'in'));
  const ending = { outcome: 'cancelled', operator: asked.operator } as const;
  return returned && operation(shop, 'sale', price, [...paid, ...returned], atMs, random, ending);
}

/** Loose change is brought, or the day's surplus taken to the bank. Undefined when there is nothing to move. */
export function makeMove(
  shop: DemoShop,
  kind: 'refill' | 'collection',
  till: DemoTill,
  atMs: number,
  random: SeededRandom,
): CashTransactionBody | undefined {
  const lines = kind === 'refill' ? till.refill() : till.collect();
  if (lines.length === 0) return undefined;
  const bag = kind === 'refill' ? {} : { seal: `${shop.code}-${Math.floor(atMs / DAY_MS)}`, receiver: shop.carrier };
  return operation(shop, kind, sumLines(lines, kind === 'refill' ? 'in' : 'out'), lines, atMs, random, bag);
}

function operation(
  shop: DemoShop,
  kind: CashKind,
  amountMinor: number,
  lines: readonly CashLine[],
  atMs: number,
  random: SeededRandom,
  ending: Partial<
    Pick<CashTransactionBody, 'outcome' | 'owedMinor' | 'reason' | 'operator' | 'seal' | 'receiver'>
  > = {},
): CashTransactionBody {
  const prefix = kind === 'sale' ? 'S' : kind === 'purchase_payout' ? 'B' : kind === 'payout' ? 'P' : 'M';
  return {
    machine: demoId(`machine ${shop.code}`),
    operation: uuidv7(atMs, random.bytes(10)),
    kind,
    outcome: 'completed',
    currency: DEMO_CURRENCY,
    amountMinor,
    inMinor: sumLines(lines, 'in'),
    outMinor: sumLines(lines, 'out'),
    owedMinor: 0,
    lines: [...lines],
    operator: random.pick(shop.cashiers),
    reference: `${prefix}${String(Math.floor(atMs / 1_000) % 10_000_000).padStart(7, '0')}`,
    steps: stepsOf(kind, atMs, random),
    ...ending,
  };
}

function stepsOf(kind: CashKind, atMs: number, random: SeededRandom): Step[] {
  const words =
    kind === 'sale'
      ? ['deposit_opened', 'cash_counted', 'deposit_closed', 'change_started', 'stock_compared']
      : ['payout_started', 'stock_compared'];
  let at = atMs - random.between(9_000, 24_000);
  const steps: Step[] = [{ at: instant(at), where: 'journal', code: 'intent_written' }];
  for (const code of words) {
    at = Math.min(atMs - 20, at + random.between(300, 3_600));
    steps.push({ at: instant(at), where: 'machine', code });
  }
  return [...steps, { at: instant(atMs), where: 'journal', code: 'fact_stored' }];
}

/** Log-normal around the shop's middle price; every third one ends in satang. */
function priceOf(shop: DemoShop, random: SeededRandom): number {
  const spread = Math.exp(0.75 * (random.next() + random.next() + random.next() + random.next() - 2));
  const baht = Math.min(PRICE_BAHT_MAX, Math.max(PRICE_BAHT_MIN, Math.round(shop.middlePrice * spread)));
  return baht * BAHT + (random.chance(0.3) ? random.between(1, 3) * QUARTER_BAHT : 0);
}

/** The way people pay: exactly, with the next hundred, or with one big note. */
function paymentFor(priceMinor: number, random: SeededRandom): Pieces {
  const roundTo = random.pick([QUARTER_BAHT, 2_000, 10_000, 10_000, 10_000, 50_000, 100_000]);
  let rest = Math.ceil(priceMinor / roundTo) * roundTo;
  const pieces = new Map<string, number>();
  for (const { unit, valueMinor } of DEMO_DENOMINATIONS) {
    const many = Math.floor(rest / valueMinor);
    if (many > 0) pieces.set(unit, many);
    rest -= many * valueMinor;
  }
  return pieces;
}

export function instant(ms: number): string {
  return new Date(ms).toISOString();
}
