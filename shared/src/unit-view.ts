import type { UnitReading } from './cash.ts';
import type { UnitBar } from './unit-bars.ts';

type Faults = readonly { readonly code: string; readonly unit?: string; readonly since: string }[];

/** What is drawn: a machine's units as read, and the faults that hold now. */
export interface DrawnMachine {
  readonly units: readonly UnitReading[];
  readonly faults: Faults;
}

export type UnitView = Viewed<UnitReading & { readonly valueMinor: number }>;

type Viewed<Unit> = Unit & {
  /** A, B … where two units hold one denomination; two stackers are never summed as one. */
  readonly letter: string;
  readonly fault: { readonly code: string; readonly since: string } | undefined;
};

/** Units that pay out and take in one denomination, largest first, notes before coins. */
export function recyclingUnits(machine: DrawnMachine, form?: 'note' | 'coin'): readonly UnitView[] {
  const units = machine.units.filter(
    (unit): unit is UnitReading & { valueMinor: number } => unit.role === 'recycle' && unit.valueMinor !== undefined,
  );
  return viewed(
    units.filter((unit) => form === undefined || unit.form === form),
    machine.faults,
  );
}

/** Units in the order in which they are drawn, each with its letter and its fault. */
export function viewed<Unit extends UnitBar>(units: readonly Unit[], faults: Faults): readonly Viewed<Unit>[] {
  const drawn = [...units].sort(
    (a, b) =>
      Number(a.form === 'coin') - Number(b.form === 'coin') ||
      b.valueMinor - a.valueMinor ||
      compareNames(a.unit, b.unit),
  );
  return drawn.map((unit) => {
    const twins = drawn.filter((other) => other.valueMinor === unit.valueMinor && other.form === unit.form);
    const letter = twins.length < 2 ? '' : String.fromCharCode(65 + twins.indexOf(unit));
    return { ...unit, letter, fault: faults.find((fault) => fault.unit === unit.unit) };
  });
}

function compareNames(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : 1);
}

/** Boxes, overflow and reject: mixed cash, drawn as open trays. */
export function trays(machine: DrawnMachine, ...roles: readonly UnitReading['role'][]): readonly UnitReading[] {
  return machine.units.filter((unit) => roles.includes(unit.role));
}

export type Level = 'ok' | 'low' | 'high' | 'jam';

/** How a unit is drawn. A fault comes before a level, because a jammed hopper pays nothing however full it is. */
export function levelOf(unit: Viewed<Pick<UnitBar, 'level'>>): Level {
  if (unit.fault !== undefined || unit.level === 'missing') return 'jam';
  if (unit.level === 'low' || unit.level === 'empty') return 'low';
  return unit.level === 'high' || unit.level === 'full' ? 'high' : 'ok';
}

/** Share of its capacity a unit holds, 0 to 1; a machine that does not know gives null. */
export function fillOf(unit: Pick<UnitBar, 'pieces' | 'capacity'>): number | null {
  if (unit.pieces === null || unit.capacity === 0) return null;
  return Math.min(1, unit.pieces / unit.capacity);
}

/** What one mixed unit holds in minor units, as far as known. */
export function contentsMinor(unit: UnitReading): number {
  return (unit.contents ?? []).reduce((sum, item) => sum + item.valueMinor * item.pieces, 0);
}
