import { minor } from '@tillbridge/shared/money';
import { costsOf, type Objective } from './objectives.ts';
import { type PlanLine, type PlanUnit, payableMinor, planLines, usable } from './plan-unit.ts';
import { type Choice, gcd, solve } from './solve.ts';

/** A plan in minor units. The nearest amounts are absent where there is nothing to pay below or above. */
export type Plan =
  | { readonly payable: true; readonly amountMinor: number; readonly lines: readonly PlanLine[] }
  | { readonly payable: false; readonly belowMinor?: number; readonly aboveMinor?: number };

/** How far away from an amount the nearest payable one is looked for, in steps of the smallest; wider if need be. */
const NEAR_FIRST = 8;
const NEAR_WIDER = 16;

/** Exactly `amountMinor` out of the units' real stock, or the nearest amounts that can be paid. RangeError unless whole. */
export function planPayout(units: readonly PlanUnit[], amountMinor: number, objective: Objective = 'fewest'): Plan {
  const amount = minor(amountMinor);
  const weight = units.reduce((sum, unit) => sum + usable(unit), 1);
  const choices = units.map((unit) => ({
    value: Math.max(1, unit.valueMinor),
    costs: costsOf(unit, objective, weight),
  }));
  const counts = amount < 1 ? undefined : solve(choices, amount);
  if (counts === undefined) return { payable: false, ...nearest(units, amount) };
  const lines = planLines(units, objective === 'fewest' ? evenTwins(units, counts) : counts);
  return { payable: true, amountMinor, lines };
}

/** The largest payable amount below and the smallest above; of the full sum they are mirror images. */
function nearest(units: readonly PlanUnit[], amount: number): { belowMinor?: number; aboveMinor?: number } {
  const choices = units
    .filter((unit) => usable(unit) > 0)
    .map((unit) => ({ value: unit.valueMinor, costs: new Float64Array(usable(unit) + 1) }));
  const total = payableMinor(units);
  const below = amount < 1 ? 0 : largestUpTo(choices, Math.min(total, amount));
  const above = amount > total || total === 0 ? undefined : total - largestUpTo(choices, total - Math.max(1, amount));
  return { ...(below > 0 ? { belowMinor: below } : {}), ...(above === undefined ? {} : { aboveMinor: above }) };
}

/**
 * The largest sum of pieces that does not exceed `most`. What is missing is smaller than the largest value, because a
 * piece that is left would fit otherwise; so it is one more choice, as dear as it is large, looked for near by first.
 */
function largestUpTo(choices: readonly Choice[], most: number): number {
  if (choices.length === 0) return 0;
  const divisor = choices.reduce((common, { value }) => gcd(value, common), 0);
  const largest = Math.max(...choices.map(({ value }) => value));
  const whole = most - (most % divisor);
  const missingMost = Math.min(whole, largest) / divisor;
  for (let missing = Math.min(NEAR_FIRST, missingMost); ; missing = Math.min(missing * NEAR_WIDER, missingMost)) {
    const costs = Float64Array.from({ length: missing + 1 }, (_, pieces) => pieces);
    const counts = solve([...choices, { value: divisor, costs }], whole);
    if (counts !== undefined) return whole - (counts.at(-1) ?? 0) * divisor;
    if (missing === missingMost) return 0;
  }
}

/** Units of one denomination cost the same in pieces; the fuller one gives first, so that both last equally long. */
function evenTwins(units: readonly PlanUnit[], counts: readonly number[]): readonly number[] {
  const even = new Array<number>(units.length).fill(0);
  const done = new Set<string>();
  for (const { valueMinor, form } of units) {
    const key = `${form} ${valueMinor}`;
    if (done.has(key)) continue;
    done.add(key);
    const twins = units
      .map((_, at) => at)
      .filter((at) => units[at]?.valueMinor === valueMinor && units[at]?.form === form);
    for (let rest = twins.reduce((sum, at) => sum + (counts[at] ?? 0), 0); rest > 0; rest--) {
      const fullest = twins.reduce((a, b) => (fillAfter(units[a], even[a]) >= fillAfter(units[b], even[b]) ? a : b));
      even[fullest] = (even[fullest] ?? 0) + 1;
    }
  }
  return even;
}

function fillAfter(unit: PlanUnit | undefined, taken = 0): number {
  const left = unit === undefined ? 0 : usable(unit) - taken;
  return left < 1 ? -1 : left / Math.max(1, unit?.capacity ?? 1);
}
