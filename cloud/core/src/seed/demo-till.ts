import type { CashLine, Form, UnitLevel, UnitReading } from '@tillbridge/shared/cash';
import type { Inventory } from '@tillbridge/shared/fact';

interface Stacker {
  readonly unit: string;
  readonly valueMinor: number;
  readonly form: Form;
  readonly capacity: number;
}

/** The typical Thai machine of the 300 series, dearest first. */
const STACKERS: readonly Stacker[] = [
  { unit: 'N1', valueMinor: 100_000, form: 'note', capacity: 100 },
  { unit: 'N2', valueMinor: 50_000, form: 'note', capacity: 110 },
  { unit: 'N3', valueMinor: 10_000, form: 'note', capacity: 310 },
  { unit: 'N4', valueMinor: 2_000, form: 'note', capacity: 530 },
  { unit: 'C1', valueMinor: 1_000, form: 'coin', capacity: 200 },
  { unit: 'C2', valueMinor: 500, form: 'coin', capacity: 150 },
  { unit: 'C3', valueMinor: 200, form: 'coin', capacity: 220 },
  { unit: 'C4', valueMinor: 100, form: 'coin', capacity: 250 },
  { unit: 'C5', valueMinor: 50, form: 'coin', capacity: 600 },
  { unit: 'C6', valueMinor: 25, form: 'coin', capacity: 350 },
];
const BOX_CAPACITY = 2_000;
const REJECT_CAPACITY = 50;
const LOW_PERCENT = 10;
const HIGH_PERCENT = 90;
/** What a person leaves in each stacker after a refill or a collection. */
const PAR_PERCENT = 50;

/** Pieces by unit. */
export type Pieces = ReadonlyMap<string, number>;

/** The cash in one demo machine while its history is made. */
export interface DemoTill {
  /** Lines for cash that a customer puts in: into the stacker, or into the box when that is full. */
  takeIn(pieces: Pieces): CashLine[];
  /** Lines that pay out an amount exactly, dearest first; undefined, and nothing moved, when stock cannot. */
  payOut(amountMinor: number): CashLine[] | undefined;
  /** Brings every stacker below par up to it. */
  refill(): CashLine[];
  /** Empties the box and takes what lies above par out of the note stackers. */
  collect(): CashLine[];
  /** Lines of what left a stacker without any operation. */
  lose(unit: string, pieces: number): CashLine[];
  inventory(readAt: string): Inventory;
  stock(): Readonly<Record<string, number>>;
}

export function fillTill(): DemoTill {
  const stock = new Map(STACKERS.map((stacker) => [stacker.unit, par(stacker)]));
  const box = new Map<string, number>();
  const add = (place: Map<string, number>, unit: string, pieces: number) =>
    place.set(unit, (place.get(unit) ?? 0) + pieces);

  return {
    takeIn(pieces) {
      return STACKERS.flatMap((stacker) => {
        const wanted = pieces.get(stacker.unit) ?? 0;
        const room = stacker.capacity - (stock.get(stacker.unit) ?? 0);
        const kept = Math.min(wanted, room);
        add(stock, stacker.unit, kept);
        if (wanted > kept) add(box, stacker.unit, wanted - kept);
        return [...line(stacker, kept, 'in', 'stock'), ...line(stacker, wanted - kept, 'in', 'box')];
      });
    },
    payOut(amountMinor) {
      const plan = planPayout(stock, amountMinor);
      if (plan === undefined) return undefined;
      for (const [unit, pieces] of plan) add(stock, unit, -pieces);
      return STACKERS.flatMap((stacker) => line(stacker, plan.get(stacker.unit) ?? 0, 'out', 'stock'));
    },
    refill() {
      return STACKERS.flatMap((stacker) => {
        const missing = Math.max(0, par(stacker) - (stock.get(stacker.unit) ?? 0));
        add(stock, stacker.unit, missing);
        return line(stacker, missing, 'in', 'stock');
      });
    },
    collect() {
      return STACKERS.flatMap((stacker) => {
        const above = Math.max(0, (stock.get(stacker.unit) ?? 0) - par(stacker));
        const boxed = box.get(stacker.unit) ?? 0;
        add(stock, stacker.unit, -above);
        box.delete(stacker.unit);
        return [...line(stacker, above, 'out', 'stock'), ...line(stacker, boxed, 'out', 'box')];
      });
    },
    lose(unit, pieces) {
      add(stock, unit, -pieces);
      return STACKERS.filter((stacker) => stacker.unit === unit).flatMap((stacker) =>
        line(stacker, pieces, 'out', 'stock'),
      );
    },
    inventory: (readAt) => ({
      readAt,
      units: [...STACKERS.map((stacker) => reading(stacker, stock.get(stacker.unit) ?? 0)), boxReading(box), REJECT],
    }),
    stock: () => Object.fromEntries(stock),
  };
}

/** What a demo shop sets for its machine: what its staff leave in it, and the machine's own marks. */
export const DEMO_PAR_LEVELS = STACKERS.map((stacker) => {
  const { valueMinor, form, capacity } = stacker;
  return { valueMinor, form, low: lowMark(capacity), par: par(stacker), high: highMark(capacity) };
});

/** Unit of a denomination, and its value, for those who make up payments. */
export const DEMO_DENOMINATIONS = STACKERS.map(({ unit, valueMinor }) => ({ unit, valueMinor }));

function planPayout(stock: Pieces, amountMinor: number): Map<string, number> | undefined {
  const plan = new Map<string, number>();
  let rest = amountMinor;
  for (const { unit, valueMinor } of STACKERS) {
    const pieces = Math.min(Math.floor(rest / valueMinor), stock.get(unit) ?? 0);
    if (pieces > 0) plan.set(unit, pieces);
    rest -= pieces * valueMinor;
  }
  return rest === 0 ? plan : undefined;
}

function par(stacker: Stacker): number {
  return Math.floor((stacker.capacity * PAR_PERCENT) / 100);
}

function lowMark(capacity: number): number {
  return Math.floor((capacity * LOW_PERCENT) / 100);
}

function highMark(capacity: number): number {
  return Math.ceil((capacity * HIGH_PERCENT) / 100);
}

function line(
  { unit, valueMinor, form }: Stacker,
  pieces: number,
  direction: 'in' | 'out',
  place: 'stock' | 'box',
): CashLine[] {
  if (pieces === 0) return [];
  return [{ valueMinor, form, pieces, direction, place, unit: place === 'box' ? 'BOX' : unit }];
}

function reading(stacker: Stacker, pieces: number): UnitReading {
  const [low, high] = [lowMark(stacker.capacity), highMark(stacker.capacity)];
  return {
    unit: stacker.unit,
    valueMinor: stacker.valueMinor,
    form: stacker.form,
    role: 'recycle',
    pieces,
    capacity: stacker.capacity,
    lowMark: low,
    highMark: high,
    level: levelOf(pieces, stacker.capacity, low, high),
    accuracy: 'accurate',
    canDispense: true,
    canAccept: true,
  };
}

function levelOf(pieces: number, capacity: number, lowMark: number, highMark: number): UnitLevel {
  if (pieces >= capacity) return 'full';
  if (pieces >= highMark) return 'high';
  if (pieces === 0) return 'empty';
  return pieces <= lowMark ? 'low' : 'ok';
}

function boxReading(box: Pieces): UnitReading {
  const contents = STACKERS.flatMap(({ unit, valueMinor, form }) => {
    const pieces = box.get(unit) ?? 0;
    return pieces === 0 ? [] : [{ valueMinor, form, pieces }];
  });
  const pieces = contents.reduce((sum, item) => sum + item.pieces, 0);
  const high = highMark(BOX_CAPACITY);
  const level = pieces === 0 ? 'empty' : levelOf(pieces, BOX_CAPACITY, 0, high);
  return {
    unit: 'BOX',
    form: 'note',
    role: 'box',
    pieces,
    capacity: BOX_CAPACITY,
    lowMark: 0,
    highMark: high,
    level,
    accuracy: 'accurate',
    canDispense: false,
    canAccept: true,
    contents,
  };
}

const REJECT: UnitReading = {
  unit: 'REJECT',
  form: 'note',
  role: 'reject',
  pieces: null,
  capacity: REJECT_CAPACITY,
  lowMark: 0,
  highMark: highMark(REJECT_CAPACITY),
  level: 'unknown',
  accuracy: 'unknown',
  canDispense: false,
  canAccept: true,
};
