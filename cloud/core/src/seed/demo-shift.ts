import type { Form, Place } from '@tillbridge/shared/cash';
import type { CashTransactionBody, Inventory } from '@tillbridge/shared/fact';
import type { ClosingBody, ClosingLine, ClosingSum, CountLine, KindSum, Tier } from '@tillbridge/shared/shift';
import type { DemoFact } from './demo-history.ts';
import { instant } from './demo-operations.ts';
import { DEMO_CURRENCY, DEMO_LIMITS, type DemoShop, demoEmployees, demoHex, demoId } from './demo-shops.ts';
import { seededRandom } from './seeded-random.ts';

const OPENS_BEFORE_MS = 30_000;
const COUNTED_AFTER_MS = 2_000;
const CLOSED_AFTER_MS = 4_000;
/** Of a hundred counts so many are exact, and so many off by no more than what asks for no word. */
const EXACT = 78;
const SMALL = 94;
/** Business days before today of the one count of each shop that a second person had to approve. */
const APPROVED_AGO = 9;
const REASONS = ['ทอนเกินหนึ่งใบ ลูกค้าไม่กลับมา', 'เหรียญติดในถาด นับซ้ำแล้ว', 'นับม้วนเหรียญผิด'];
const APPROVED_REASON = 'ธนบัตรติดกันสองใบตอนจ่ายคนขาย';

/** One denomination in one place of the machine, as the shift saw it. */
interface Moved {
  readonly place: Place;
  readonly form: Form;
  readonly valueMinor: number;
  readonly opening: number;
  in: number;
  out: number;
}

export interface DemoShift {
  readonly opened: DemoFact;
  /** Every operation of the shift passes here. */
  took(body: CashTransactionBody): void;
  /** What is counted and closed behind the last operation, with the machine as it is then. */
  close(last: { readonly atMs: number; readonly businessDate: string }, inventory: Inventory, ago: number): DemoFact[];
}

/** A shift of one business day that opens before `atMs`. */
export function openShift(
  shop: DemoShop,
  number: number,
  at: { readonly atMs: number; readonly businessDate: string },
  inventory: Inventory,
): DemoShift {
  const machine = demoId(`machine ${shop.code}`);
  const shift = demoId(`shift ${shop.code} ${number}`);
  const by = cashierOf(shop, number);
  const openedMs = at.atMs - OPENS_BEFORE_MS;
  const held = heldIn(machine, inventory);
  const moved = new Map(
    held.map(({ pieces, place, form, valueMinor }) => [
      keyOf({ place, form, valueMinor }),
      { place, form, valueMinor, opening: pieces, in: 0, out: 0 } as Moved,
    ]),
  );
  const kinds = new Map<string, KindSum>();
  return {
    opened: {
      kind: 'shift.opened',
      body: { shift, by, source: 'machine', lines: held },
      atMs: openedMs,
      businessDate: at.businessDate,
    },
    took({ kind, currency, lines, inMinor, outMinor }) {
      for (const line of lines) {
        const known = moved.get(keyOf(line));
        if (known !== undefined) known[line.direction] += line.pieces;
      }
      const sum = kinds.get(kind) ?? { kind, currency, operations: 0, inMinor: 0, outMinor: 0 };
      kinds.set(kind, {
        ...sum,
        operations: sum.operations + 1,
        inMinor: sum.inMinor + inMinor,
        outMinor: sum.outMinor + outMinor,
      });
    },
    close({ atMs, businessDate }, now, ago) {
      const reported = new Map(heldIn(machine, now).map((line) => [keyOf(line), line.pieces]));
      const counted = countedBy(shop, businessDate, reported, ago);
      const lines = closingLines(machine, moved, reported, counted);
      const sum = sumOf(lines);
      const body: ClosingBody = {
        ...{ shift, number, openedAt: instant(openedMs), openedBy: by, by, source: 'machine', counts: 1, blind: true },
        lines,
        sums: [sum],
        kinds: [...kinds.values()],
        ...settledBy(shop, sum, ago),
        unsettled: [],
      };
      const count = lines.flatMap(({ place, form, valueMinor, counted: pieces }): CountLine[] =>
        pieces === null ? [] : [{ machine, place, form, valueMinor, pieces }],
      );
      const counting = { shift, by, attempt: 1, blind: true, lines: count };
      return [
        { kind: 'shift.counted', body: counting, atMs: atMs + COUNTED_AFTER_MS, businessDate },
        { kind: 'shift.closed', body, atMs: atMs + CLOSED_AFTER_MS, businessDate },
      ];
    },
  };
}

const keyOf = ({ place, form, valueMinor }: { place: Place; form: Form; valueMinor: number }) =>
  `${place}/${form}/${valueMinor}`;

function cashierOf(shop: DemoShop, number: number): string {
  const cashiers = demoEmployees(shop).slice(1);
  const cashier = cashiers[number % cashiers.length];
  return `${cashier?.number} ${cashier?.name}`;
}

/** What a machine says that it holds; a place that it lists whole has none of what it leaves out. */
function heldIn(machine: string, { units }: Inventory): CountLine[] {
  const stackers = units.filter(({ role }) => role === 'recycle');
  const box = units.find(({ role }) => role === 'box')?.contents ?? [];
  return (['stock', 'box'] as const).flatMap((place) =>
    stackers.flatMap(({ form, valueMinor = 0, pieces }) => {
      const boxed = box.find((one) => one.form === form && one.valueMinor === valueMinor)?.pieces ?? 0;
      return [{ machine, place, form, valueMinor, pieces: place === 'stock' ? (pieces ?? 0) : boxed }];
    }),
  );
}

/** A count that is nearly always right: off by some coins, rarely by a note. */
function countedBy(
  shop: DemoShop,
  businessDate: string,
  reported: ReadonlyMap<string, number>,
  ago: number,
): ReadonlyMap<string, number> {
  const random = seededRandom(Number.parseInt(demoHex(`count ${shop.code} ${businessDate}`, 4), 16));
  const luck = random.between(1, 100);
  const counted = new Map(reported);
  const miss = (key: string, pieces: number) => counted.set(key, Math.max(0, (counted.get(key) ?? 0) + pieces));
  if (ago === APPROVED_AGO) miss('stock/note/50000', -1);
  else if (luck > SMALL) miss('stock/note/2000', random.chance(0.7) ? -random.between(2, 5) : random.between(2, 4));
  else if (luck > EXACT) miss('stock/coin/500', random.chance(0.6) ? -random.between(1, 3) : random.between(1, 2));
  return counted;
}

function closingLines(
  machine: string,
  moved: ReadonlyMap<string, Moved>,
  reported: ReadonlyMap<string, number>,
  counted: ReadonlyMap<string, number>,
): ClosingLine[] {
  return [...moved].flatMap(([key, { place, form, valueMinor, opening, in: into, out }]) => {
    const found = { reported: reported.get(key) ?? null, counted: counted.get(key) ?? null };
    const none = [opening, into, out, found.reported, found.counted].every((pieces) => pieces === 0);
    const expected = opening + into - out;
    return none && place === 'box'
      ? []
      : [{ machine, place, form, valueMinor, opening, in: into, out, expected, ...found }];
  });
}

function sumOf(lines: readonly ClosingLine[]): ClosingSum {
  const add = (pieces: (line: ClosingLine) => number | null) =>
    lines.reduce((sum, line) => sum + (pieces(line) ?? 0) * line.valueMinor, 0);
  const [expectedMinor, countedMinor] = [add((line) => line.expected), add((line) => line.counted)];
  return {
    currency: DEMO_CURRENCY,
    openingMinor: add((line) => line.opening),
    inMinor: add((line) => line.in),
    outMinor: add((line) => line.out),
    expectedMinor,
    reportedMinor: add((line) => line.reported),
    countedMinor,
    varianceMinor: countedMinor - expectedMinor,
    unproven: 0,
  };
}

/** What the difference takes by the limits of the demo, and that it was given. */
function settledBy(shop: DemoShop, { varianceMinor }: ClosingSum, ago: number) {
  const off = Math.abs(varianceMinor);
  const { automaticMinor, reasonMinor } = DEMO_LIMITS.variance ?? { automaticMinor: 0, reasonMinor: 0 };
  const tier: Tier = off > reasonMinor ? 'approval' : off > automaticMinor ? 'reason' : 'automatic';
  const [manager] = demoEmployees(shop);
  const reason = tier === 'approval' ? APPROVED_REASON : REASONS[ago % REASONS.length];
  return {
    tier,
    settled: true,
    ...(tier === 'automatic' || reason === undefined ? {} : { reason }),
    ...(tier === 'approval' ? { approvedBy: `${manager?.number} ${manager?.name}` } : {}),
  };
}
