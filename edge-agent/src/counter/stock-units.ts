import type { Inventory } from '@tillbridge/shared/fact';
import type { PlanUnit } from '../planner/plan-unit.ts';

/** The units of a machine that pay out, as a plan sees them; what is not known or not in its place holds nothing. */
export function stockUnits(inventory: Inventory, par: Readonly<Record<string, number>> = {}): PlanUnit[] {
  return inventory.units.flatMap((reading): PlanUnit[] => {
    const { unit, valueMinor, form, role, pieces, capacity, canDispense } = reading;
    if (role !== 'recycle' || valueMinor === undefined) return [];
    const parPieces = par[unit];
    return [
      {
        unit,
        valueMinor,
        form,
        pieces: canDispense ? (pieces ?? 0) : 0,
        capacity,
        ...(parPieces === undefined ? {} : { parPieces }),
      },
    ];
  });
}
