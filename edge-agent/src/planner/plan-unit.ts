import type { Form } from '@tillbridge/shared/cash';

/** A stacker or hopper as a plan sees it. Values are minor units of one currency. */
export interface PlanUnit {
  readonly unit: string;
  readonly valueMinor: number;
  readonly form: Form;
  /** Pieces that can be paid out now; 0 for a unit that may not dispense. */
  readonly pieces: number;
  readonly capacity: number;
  /** Pieces that should stay, where somebody said so. */
  readonly parPieces?: number;
}

/** So many pieces out of one unit. */
export interface PlanLine {
  readonly unit: string;
  readonly valueMinor: number;
  readonly form: Form;
  readonly pieces: number;
}

/** Most pieces that one plan takes out of one unit; no machine of this kind pays more at once. */
export const PLAN_PIECES_MAX = 2_000;

/** Pieces of a unit that a plan may use. */
export function usable(unit: PlanUnit): number {
  return unit.valueMinor < 1 ? 0 : Math.max(0, Math.min(unit.pieces, PLAN_PIECES_MAX));
}

/** Counts beside their units as lines, largest value first; units without pieces give none. */
export function planLines(units: readonly PlanUnit[], counts: readonly number[]): PlanLine[] {
  const lines: PlanLine[] = [];
  units.forEach(({ unit, valueMinor, form }, at) => {
    const pieces = counts[at] ?? 0;
    if (pieces > 0) lines.push({ unit, valueMinor, form, pieces });
  });
  return lines.sort((a, b) => b.valueMinor - a.valueMinor);
}

/** Value of all pieces that a plan may use, in minor units. */
export function payableMinor(units: readonly PlanUnit[]): number {
  return units.reduce((sum, unit) => sum + unit.valueMinor * usable(unit), 0);
}
