import { type PlanUnit, usable } from './plan-unit.ts';

/**
 * What a plan is to spare. `fewest`: pieces in the hand · `keep-float`: pieces below par, then pieces in the hand ·
 * `balance-units`: unevenly filled units, then pieces in the hand · `near-par`: what stays is as near to par as can be, then pieces in the hand.
 */
export const OBJECTIVES = ['fewest', 'keep-float', 'balance-units', 'near-par'] as const;
export type Objective = (typeof OBJECTIVES)[number];

/** Emptiness of a unit is weighed in thousandths, squared: two half-empty units are better than one empty one. */
const FILL_STEPS = 1_000;

/** What taking 0, 1, 2 … pieces of a unit costs. `weight` must exceed the pieces of the whole plan. */
export function costsOf(unit: PlanUnit, objective: Objective, weight: number): Float64Array {
  const costs = new Float64Array(usable(unit) + 1);
  for (let taken = 0; taken < costs.length; taken++) costs[taken] = spared(unit, objective, taken) * weight + taken;
  return costs;
}

function spared(unit: PlanUnit, objective: Objective, taken: number): number {
  const left = unit.pieces - taken;
  const par = unit.parPieces ?? 0;
  switch (objective) {
    case 'fewest':
      return 0;
    case 'keep-float':
      return Math.max(0, par - left);
    case 'near-par':
      return unit.parPieces === undefined ? 0 : Math.abs(left - par);
    case 'balance-units': {
      const capacity = Math.max(unit.capacity, unit.pieces, 1);
      return Math.round((FILL_STEPS * (capacity - left)) / capacity) ** 2;
    }
  }
}
