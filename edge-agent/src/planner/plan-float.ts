import { type Plan, planPayout } from './plan-payout.ts';
import { type PlanUnit, payableMinor, planLines, usable } from './plan-unit.ts';

/**
 * What to take out so that exactly `floatMinor` stays, its pieces as near to par as can be. When no pieces make up that
 * float, the nearest amounts are those that could be taken out.
 */
export function planFloat(units: readonly PlanUnit[], floatMinor: number): Plan {
  const out = payableMinor(units) - floatMinor;
  return out === 0 ? { payable: true, amountMinor: 0, lines: [] } : planPayout(units, out, 'near-par');
}

/** What to take out so that each unit keeps its par and no more; a unit without one is emptied. */
export function planDrain(units: readonly PlanUnit[]): Extract<Plan, { payable: true }> {
  const counts = units.map((unit) => Math.max(0, Math.min(usable(unit), unit.pieces - (unit.parPieces ?? 0))));
  const lines = planLines(units, counts);
  const amountMinor = lines.reduce((sum, line) => sum + line.valueMinor * line.pieces, 0);
  return { payable: true, amountMinor, lines };
}
