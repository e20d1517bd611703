/** One unit to choose pieces from; `costs[n]` is what taking n pieces costs, for n from 0 to the most there are. */
export interface Choice {
  readonly value: number;
  readonly costs: ArrayLike<number>;
}

/** Most sums kept at a time; tables of real currencies need some thousands. */
const STATES_MAX = 4_000_000;

interface Level {
  readonly choice: number;
  /** Smallest sum of this level, and the distance between sums. */
  readonly first: number;
  readonly step: number;
  readonly costs: Float64Array;
  /** Pieces of this level's choice that led to each sum. */
  readonly took: Int32Array;
}

/**
 * The cheapest counts, in the order of the choices, whose values add up to exactly `amount` (whole numbers above 0);
 * undefined when there are none. Small values go first: after them only sums that the larger values can still complete
 * are kept, those that differ from the amount by a multiple of their common divisor, and that makes it fast.
 */
export function solve(choices: readonly Choice[], amount: number): readonly number[] | undefined {
  const order = choices.map((_, at) => at).sort((a, b) => valueAt(choices, a) - valueAt(choices, b));
  const rest = restOf(choices, order);
  const whole = rest[0];
  if (whole === undefined || amount < 0 || amount > whole.total || (whole.divisor > 0 && amount % whole.divisor !== 0))
    return undefined;
  const levels: Level[] = [];
  let before: Level = { choice: -1, first: 0, step: 1, costs: new Float64Array(1), took: new Int32Array(1) };
  let taken = 0;
  for (let k = 0; k < order.length; k++) {
    const at = order[k] ?? 0;
    taken += valueAt(choices, at) * mostOf(choices[at]);
    const level = emptyLevel(at, rest[k + 1] ?? { divisor: 0, total: 0 }, amount, Math.min(amount, taken));
    if (level === undefined) return undefined;
    fill(level, before, choices[at]);
    levels.push(level);
    before = level;
  }
  return countsOf(choices, levels, amount);
}

interface Rest {
  readonly divisor: number;
  readonly total: number;
}

/** Common divisor and sum of all values from each place of the order on; behind the last one 0. */
function restOf(choices: readonly Choice[], order: readonly number[]): readonly Rest[] {
  const rest: Rest[] = [{ divisor: 0, total: 0 }];
  for (let k = order.length - 1; k >= 0; k--) {
    const [{ divisor, total }] = rest as [Rest];
    const value = valueAt(choices, order[k] ?? 0);
    const most = mostOf(choices[order[k] ?? 0]);
    rest.unshift({ divisor: most === 0 ? divisor : gcd(value, divisor), total: total + value * most });
  }
  return rest;
}

/** The sums that the rest can still complete to the amount; undefined when there are none, or too many. */
function emptyLevel(choice: number, rest: Rest, amount: number, most: number): Level | undefined {
  const step = rest.divisor === 0 ? 1 : rest.divisor;
  const least = Math.max(0, amount - rest.total);
  const first = least + ((amount - least) % step);
  const size = Math.floor((most - first) / step) + 1;
  if (size < 1 || size > STATES_MAX) return undefined;
  return { choice, first, step, costs: new Float64Array(size), took: new Int32Array(size) };
}

function fill(level: Level, before: Level, choice: Choice | undefined): void {
  const { value, costs } = choice ?? { value: 1, costs: [0] };
  const most = costs.length - 1;
  const stride = value / before.step;
  const lastBefore = before.first + (before.costs.length - 1) * before.step;
  for (let state = 0; state < level.costs.length; state++) {
    const sum = level.first + state * level.step;
    const fewest = Math.max(0, Math.ceil((sum - lastBefore) / value));
    const many = Math.min(most, Math.floor((sum - before.first) / value));
    let cheapest = Number.POSITIVE_INFINITY;
    let took = 0;
    let from = (sum - many * value - before.first) / before.step;
    for (let pieces = many; pieces >= fewest; pieces--, from += stride) {
      const cost = (before.costs[from] ?? Number.POSITIVE_INFINITY) + (costs[pieces] ?? 0);
      if (cost < cheapest) {
        cheapest = cost;
        took = pieces;
      }
    }
    level.costs[state] = cheapest;
    level.took[state] = took;
  }
}

/** Walks back from the amount; undefined when it was never reached. */
function countsOf(choices: readonly Choice[], levels: readonly Level[], amount: number): readonly number[] | undefined {
  const counts = new Array<number>(choices.length).fill(0);
  let sum = amount;
  for (const { choice, first, step, costs, took } of [...levels].reverse()) {
    const state = (sum - first) / step;
    if (!((costs[state] ?? Number.POSITIVE_INFINITY) < Number.POSITIVE_INFINITY)) return undefined;
    const pieces = took[state] ?? 0;
    counts[choice] = pieces;
    sum -= pieces * valueAt(choices, choice);
  }
  return sum === 0 ? counts : undefined;
}

export function gcd(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}

const valueAt = (choices: readonly Choice[], at: number) => choices[at]?.value ?? 1;
const mostOf = (choice: Choice | undefined) => (choice?.costs.length ?? 1) - 1;
