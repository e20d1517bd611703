import type { CashTransactionBody, FactBody, FactKind } from '@tillbridge/shared/fact';
import { instant, makeGivenUpSale, makeMove, makePayout, makeSale, makeSellerPayout } from './demo-operations.ts';
import { type DemoCase, makeAdjustment, makeGap, makeRecount, opensCase } from './demo-recount.ts';
import { type DemoEvent, dateOf, dayStarts, eventsOfDay } from './demo-rhythm.ts';
import { openShift } from './demo-shift.ts';
import { type DemoShop, demoHex, demoId } from './demo-shops.ts';
import { type DemoTill, fillTill } from './demo-till.ts';
import { unusualEvents } from './demo-unusual.ts';
import { type SeededRandom, seededRandom } from './seeded-random.ts';

export const DEMO_DAYS = 90;
/** A shorter past has no shifts, no note that is missed and no bag that was counted: only its operations matter then. */
export const STORY_DAYS_MIN = 14;
/** Intents are only of interest while a person may still look at the single operation. */
const INTENT_DAYS = 7;
const DAY_MS = 86_400_000;
/** The last fact of the history is this old at least, so that the live shop goes on behind it. */
const QUIET_MS = 90_000;
const COUNTED_BEFORE_MS = 60_000;

export interface DemoFact<K extends FactKind = FactKind> {
  readonly kind: K;
  readonly body: FactBody<K>;
  readonly atMs: number;
  readonly businessDate: string;
}

export interface DemoHistory {
  readonly facts: readonly DemoFact[];
  /** What the machine holds at the end, pieces by unit. */
  readonly stock: Readonly<Record<string, number>>;
}

/** Notes that are missed in the demo: so many business days before today, and whether somebody has counted since. */
const GAPS: readonly { readonly code: DemoShop['code']; readonly ago: number; readonly counted: boolean }[] = [
  { code: 'HDY', ago: 12, counted: true },
  { code: 'KKN', ago: 1, counted: false },
];

/**
 * Ninety business days of one shop up to `nowMs`, in order. The same shop and moment give the same facts, so a
 * history that was cut off while being delivered can be delivered again.
 */
export function makeHistory(shop: DemoShop, nowMs: number, days: number = DEMO_DAYS): DemoHistory {
  const random = seededRandom(Number.parseInt(demoHex(`history ${shop.code}`, 4), 16));
  const till = fillTill();
  const facts: DemoFact[] = [];
  const open: DemoCase[] = [];
  const endMs = nowMs - QUIET_MS;
  const starts = dayStarts(shop, nowMs, days);
  const today = dateOf(shop, starts.at(-1) ?? nowMs);
  for (const [index, dayStartMs] of starts.entries()) {
    const businessDate = dateOf(shop, dayStartMs);
    const ago = starts.length - 1 - index;
    const unusual = unusualEvents(shop, businessDate, dayStartMs, today);
    const events = [...eventsOfDay(shop, dayStartMs, random), ...unusual].sort((a, b) => a.atMs - b.atMs);
    const [first] = events.filter(({ atMs }) => atMs <= endMs);
    if (first === undefined) continue;
    // Whoever opens the shop counts before the first customer what the day before left open.
    if (open.length > 0) facts.push(...recountFacts(shop, till, open.splice(0), first.atMs, businessDate));
    // The day that is not over yet is left to whoever signs in at the shop.
    const isTold = starts.length >= STORY_DAYS_MIN && ago > 0;
    const opening = { atMs: first.atMs, businessDate };
    const shift = isTold ? openShift(shop, index + 1, opening, till.inventory('')) : undefined;
    if (shift !== undefined) facts.push(shift.opened);
    for (const event of events) {
      if (event.atMs > endMs) break;
      const happened = factsOf(shop, till, event, businessDate, nowMs, random);
      facts.push(...happened);
      for (const body of endsIn(happened)) {
        shift?.took(body);
        if (opensCase(body)) open.push({ id: body.operation, missing: [] });
      }
    }
    const last = { atMs: facts.at(-1)?.atMs ?? first.atMs, businessDate };
    const missed = isTold ? GAPS.find((gap) => gap.code === shop.code && gap.ago === ago) : undefined;
    if (missed !== undefined) {
      const gap = makeGap(shop, till, businessDate);
      facts.push({ kind: 'agent.event', body: gap.body, ...last });
      if (missed.counted) open.push(gap.case);
    }
    facts.push(...(shift?.close(last, till.inventory(''), ago) ?? []));
  }
  facts.push(inventoryFact(shop, till, endMs, facts.at(-1)?.businessDate ?? today));
  return { facts, stock: till.stock() };
}

function recountFacts(
  shop: DemoShop,
  till: DemoTill,
  cases: readonly DemoCase[],
  firstMs: number,
  businessDate: string,
): DemoFact[] {
  const at = { atMs: firstMs - COUNTED_BEFORE_MS, businessDate };
  const body = makeRecount(shop, till, cases, businessDate);
  const adjustment = makeAdjustment(body, cases);
  const adjusted: DemoFact[] = adjustment === undefined ? [] : [{ kind: 'cash.transaction', body: adjustment, ...at }];
  return [...adjusted, { kind: 'cash.recount', body, ...at }];
}

function endsIn(facts: readonly DemoFact[]): CashTransactionBody[] {
  return facts.flatMap(({ kind, body }) => (kind === 'cash.transaction' ? [body as CashTransactionBody] : []));
}

function factsOf(
  shop: DemoShop,
  till: DemoTill,
  event: DemoEvent,
  businessDate: string,
  nowMs: number,
  random: SeededRandom,
): DemoFact[] {
  const { atMs, kind } = event;
  if (kind === 'inventory') return [inventoryFact(shop, till, atMs, businessDate)];
  const body = bodyOf(shop, till, event, random);
  if (body === undefined) return [];
  const fact: DemoFact = { kind: 'cash.transaction', body, atMs, businessDate };
  if (atMs < nowMs - INTENT_DAYS * DAY_MS) return [fact];
  const { machine, operation, currency, amountMinor } = body;
  const intendedMs = Date.parse(body.steps[0]?.at ?? instant(atMs));
  const intent: DemoFact = {
    kind: 'operation.intended',
    body: { machine, operation, kind: body.kind, currency, amountMinor },
    atMs: intendedMs,
    businessDate,
  };
  return [intent, fact];
}

function bodyOf(
  shop: DemoShop,
  till: DemoTill,
  event: DemoEvent,
  random: SeededRandom,
): CashTransactionBody | undefined {
  const { atMs, kind } = event;
  const asked = 'operator' in event ? event : undefined;
  switch (kind) {
    case 'sale':
      return makeSale(shop, till, atMs, random);
    case 'seller':
      return makeSellerPayout(shop, till, atMs, random);
    case 'payout':
      return makePayout(shop, till, atMs, random, asked);
    case 'given_up':
      return asked && makeGivenUpSale(shop, till, atMs, random, asked);
    case 'collection':
    case 'refill':
      return makeMove(shop, kind, till, atMs, random);
    case 'inventory':
      return undefined;
  }
}

function inventoryFact(shop: DemoShop, till: DemoTill, atMs: number, businessDate: string): DemoFact {
  return {
    kind: 'machine.inventory',
    body: { machine: demoId(`machine ${shop.code}`), inventory: till.inventory(instant(atMs)) },
    atMs,
    businessDate,
  };
}
