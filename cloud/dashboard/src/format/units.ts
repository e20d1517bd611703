import type { UnitReading } from '@tillbridge/shared/cash';
import type { MachineNow, Position } from '@tillbridge/shared/reads';
import { contentsMinor, recyclingUnits, trays, type UnitView } from '@tillbridge/shared/unit-view';

export { contentsMinor, fillOf, levelOf, recyclingUnits, trays, type UnitView } from '@tillbridge/shared/unit-view';

/** One machine's four buckets from its own units. */
export function positionOf(machine: MachineNow): Position {
  const units = recyclingUnits(machine);
  const worth = (unit: UnitView) => (unit.pieces ?? 0) * unit.valueMinor;
  const payable = units.filter((unit) => unit.canDispense && unit.accuracy !== 'inaccurate');
  const held = (...roles: readonly UnitReading['role'][]) =>
    trays(machine, ...roles).reduce((sum, unit) => sum + contentsMinor(unit), 0);
  return {
    currency: machine.currency,
    stock: units.reduce((sum, unit) => sum + worth(unit), 0),
    dispensable: payable.reduce((sum, unit) => sum + worth(unit), 0),
    box: held('box', 'overflow'),
    reject: held('reject'),
  };
}

/** Positions added within one currency, never across; in the order met. */
export function sumPositions(positions: readonly Position[]): readonly Position[] {
  const sums = new Map<string, Position>();
  for (const one of positions) {
    const sum = sums.get(one.currency) ?? { currency: one.currency, stock: 0, dispensable: 0, box: 0, reject: 0 };
    sums.set(one.currency, {
      currency: one.currency,
      stock: sum.stock + one.stock,
      dispensable: sum.dispensable + one.dispensable,
      box: sum.box + one.box,
      reject: sum.reject + one.reject,
    });
  }
  return [...sums.values()];
}
