import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inBatches } from './in-batches.ts';
import { costsOf, OBJECTIVES, type Objective } from './objectives.ts';
import { planExchange } from './plan-exchange.ts';
import { planDrain, planFloat } from './plan-float.ts';
import { type Plan, planPayout } from './plan-payout.ts';
import { PLAN_PIECES_MAX, type PlanUnit, payableMinor, usable } from './plan-unit.ts';

const BAHT = 100;
let named = 0;
const unit = (valueMinor: number, pieces: number, over: Partial<PlanUnit> = {}): PlanUnit => {
  named += 1;
  const form = valueMinor >= 20 * BAHT ? 'note' : 'coin';
  return { unit: `U${named}`, valueMinor, form, pieces, capacity: Math.max(pieces, 10), ...over };
};

const summed = (plan: Plan) =>
  plan.payable ? plan.lines.reduce((sum, line) => sum + line.valueMinor * line.pieces, 0) : undefined;
const piecesOf = (plan: Plan) =>
  plan.payable ? plan.lines.map(({ valueMinor, pieces }) => `${pieces}×${valueMinor}`) : plan;

/** Every way to take pieces, the slow and obvious way. */
function* everyWay(units: readonly PlanUnit[], from = 0): Generator<readonly number[]> {
  const here = units[from];
  if (here === undefined) {
    yield [];
    return;
  }
  for (let pieces = 0; pieces <= usable(here); pieces++)
    for (const rest of everyWay(units, from + 1)) yield [pieces, ...rest];
}

function bruteForce(units: readonly PlanUnit[], amountMinor: number, objective: Objective) {
  const weight = units.reduce((sum, each) => sum + usable(each), 1);
  const costs = units.map((each) => costsOf(each, objective, weight));
  const costOf = (counts: readonly number[]) => counts.reduce((sum, pieces, at) => sum + (costs[at]?.[pieces] ?? 0), 0);
  let cheapest: number | undefined;
  let below = 0;
  let above = Number.POSITIVE_INFINITY;
  for (const counts of everyWay(units)) {
    const sum = counts.reduce((total, pieces, at) => total + pieces * (units[at]?.valueMinor ?? 0), 0);
    if (sum === amountMinor) cheapest = Math.min(cheapest ?? Number.POSITIVE_INFINITY, costOf(counts));
    if (sum < amountMinor) below = Math.max(below, sum);
    if (sum > amountMinor) above = Math.min(above, sum);
  }
  return { cheapest, below, above, costOf };
}

const smallMachine = fc
  .array(
    fc.record({
      valueMinor: fc.constantFrom(25, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30, 70),
      pieces: fc.integer({ min: 0, max: 4 }),
      room: fc.integer({ min: 0, max: 5 }),
      parPieces: fc.integer({ min: 0, max: 5 }),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((all) =>
    all.map(({ valueMinor, pieces, room, parPieces }) =>
      unit(valueMinor, pieces, { capacity: pieces + room, parPieces }),
    ),
  );

describe('a payout plan', () => {
  it('pays 60 from one 50 and three 20s, where the largest note first gets stuck', () => {
    const plan = planPayout([unit(50 * BAHT, 1), unit(20 * BAHT, 3)], 60 * BAHT);
    expect(piecesOf(plan)).toEqual([`3×${20 * BAHT}`]);
  });

  it('pays to the satang', () => {
    const plan = planPayout([unit(BAHT, 5), unit(50, 1), unit(25, 3)], 2 * BAHT + 75);
    expect(piecesOf(plan)).toEqual(['2×100', '1×50', '1×25']);
  });

  it('never takes a coin of 10 baht for a note of 1,000', () => {
    const plan = planPayout([unit(10 * BAHT, 5), unit(1_000 * BAHT, 5)], 20 * BAHT);
    expect(plan.payable && plan.lines).toMatchObject([{ valueMinor: 10 * BAHT, form: 'coin', pieces: 2 }]);
  });

  it('uses both units of one denomination, the fuller one first', () => {
    const units = [
      unit(20 * BAHT, 40, { unit: 'A', capacity: 320 }),
      unit(20 * BAHT, 60, { unit: 'B', capacity: 210 }),
    ];
    const all = planPayout(units, 100 * 20 * BAHT);
    expect(all.payable && all.lines.map((line) => [line.unit, line.pieces])).toEqual([
      ['A', 40],
      ['B', 60],
    ]);
    const some = planPayout(units, 10 * 20 * BAHT);
    expect(some.payable && some.lines.map((line) => [line.unit, line.pieces])).toEqual([['B', 10]]);
  });

  it('names the nearest amounts that can be paid', () => {
    const units = [unit(50 * BAHT, 1), unit(20 * BAHT, 3)];
    expect(planPayout(units, 30 * BAHT)).toEqual({ payable: false, belowMinor: 20 * BAHT, aboveMinor: 40 * BAHT });
    expect(planPayout(units, 10 * BAHT)).toEqual({ payable: false, aboveMinor: 20 * BAHT });
    expect(planPayout(units, 500 * BAHT)).toEqual({ payable: false, belowMinor: 110 * BAHT });
    expect(planPayout([unit(50 * BAHT, 0)], 50 * BAHT)).toEqual({ payable: false });
  });

  it('keeps the float of a denomination that has a par, as long as others can pay', () => {
    const units = [unit(100 * BAHT, 5, { parPieces: 5 }), unit(20 * BAHT, 30, { parPieces: 10 })];
    expect(piecesOf(planPayout(units, 200 * BAHT))).toEqual([`2×${100 * BAHT}`]);
    expect(piecesOf(planPayout(units, 200 * BAHT, 'keep-float'))).toEqual([`10×${20 * BAHT}`]);
  });

  it('evens out the units when that is what is wanted', () => {
    const units = [unit(20 * BAHT, 90, { capacity: 100 }), unit(10 * BAHT, 10, { capacity: 100 })];
    expect(piecesOf(planPayout(units, 100 * BAHT, 'balance-units'))).toEqual([`5×${20 * BAHT}`]);
  });

  it('refuses an amount that is no whole number of minor units, and pays nothing for nothing', () => {
    expect(() => planPayout([unit(100, 5)], 1.5)).toThrow(RangeError);
    expect(planPayout([unit(100, 5)], 0)).toMatchObject({ payable: false, aboveMinor: 100 });
    expect(planPayout([unit(100, 5)], -5)).toMatchObject({ payable: false, aboveMinor: 100 });
  });

  it('is exact, as cheap as the best way there is, and names the nearest amounts, whatever the machine holds', () => {
    fc.assert(
      fc.property(
        smallMachine,
        fc.integer({ min: 0, max: 1_200 }),
        fc.constantFrom(...OBJECTIVES),
        (units, steps, objective) => {
          const amountMinor = steps * 5;
          const best = bruteForce(units, amountMinor, objective);
          const plan = planPayout(units, amountMinor, objective);
          expect(plan.payable).toBe(amountMinor > 0 && best.cheapest !== undefined);
          if (!plan.payable) {
            expect(plan.belowMinor ?? 0).toBe(best.below);
            expect(plan.aboveMinor ?? Number.POSITIVE_INFINITY).toBe(best.above);
            return;
          }
          expect(summed(plan)).toBe(amountMinor);
          const counts = units.map((each) => plan.lines.find((line) => line.unit === each.unit)?.pieces ?? 0);
          expect(counts.every((pieces, at) => pieces <= (units[at]?.pieces ?? 0))).toBe(true);
          expect(best.costOf(counts)).toBe(best.cheapest);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('never takes more than a plan may out of one unit', () => {
    const plan = planPayout([unit(100, 50_000), unit(1_000, 50_000)], 1_900_000);
    expect(plan.payable && plan.lines.every((line) => line.pieces <= PLAN_PIECES_MAX)).toBe(true);
    expect(planPayout([unit(100, 50_000)], 100 * (PLAN_PIECES_MAX + 1))).toMatchObject({ payable: false });
  });
});

describe('an exchange plan', () => {
  const units = [unit(1_000 * BAHT, 9), unit(500 * BAHT, 1), unit(100 * BAHT, 20), unit(20 * BAHT, 50)];

  it('gives smaller pieces than came in', () => {
    expect(piecesOf(planExchange(units, 1_000 * BAHT))).toEqual([`1×${500 * BAHT}`, `5×${100 * BAHT}`]);
  });

  it('gives pieces of at most the wished value, or the wished pieces', () => {
    expect(piecesOf(planExchange(units, 1_000 * BAHT, { largestMinor: 100 * BAHT }))).toEqual([`10×${100 * BAHT}`]);
    const lines = [
      { valueMinor: 100 * BAHT, pieces: 9 },
      { valueMinor: 20 * BAHT, pieces: 5 },
    ];
    expect(piecesOf(planExchange(units, 1_000 * BAHT, { lines }))).toEqual([`9×${100 * BAHT}`, `5×${20 * BAHT}`]);
  });

  it('is impossible when the wish does not add up or is not there', () => {
    expect(planExchange(units, 1_000 * BAHT, { lines: [{ valueMinor: 100 * BAHT, pieces: 9 }] }).payable).toBe(false);
    expect(planExchange(units, 3_000 * BAHT, { lines: [{ valueMinor: 100 * BAHT, pieces: 30 }] }).payable).toBe(false);
    expect(planExchange([unit(1_000 * BAHT, 9)], 1_000 * BAHT).payable).toBe(false);
  });
});

describe('a float', () => {
  it('stays to the satang, its pieces as near to par as can be', () => {
    fc.assert(
      fc.property(smallMachine, fc.integer({ min: 0, max: 600 }), (units, steps) => {
        const floatMinor = steps * 5;
        const plan = planFloat(units, floatMinor);
        const best = bruteForce(units, payableMinor(units) - floatMinor, 'near-par');
        expect(plan.payable).toBe(best.cheapest !== undefined);
        expect(plan.payable ? payableMinor(units) - (summed(plan) ?? 0) : floatMinor).toBe(floatMinor);
      }),
      { numRuns: 200 },
    );
  });

  it('takes large pieces out where nobody said what should stay', () => {
    const units = [unit(1_000 * BAHT, 5), unit(100 * BAHT, 50), unit(25, 400)];
    expect(piecesOf(planFloat(units, payableMinor(units) - 2_100 * BAHT))).toEqual([
      `2×${1_000 * BAHT}`,
      `1×${100 * BAHT}`,
    ]);
  });

  it('is the par of each unit when no sum is named', () => {
    const units = [unit(100 * BAHT, 12, { parPieces: 5 }), unit(20 * BAHT, 3, { parPieces: 10 }), unit(BAHT, 7)];
    expect(piecesOf(planDrain(units))).toEqual([`7×${100 * BAHT}`, `7×${BAHT}`]);
  });
});

describe('batches of an outlet', () => {
  it('hold what the lines hold, in their order, none more than fits', () => {
    fc.assert(
      fc.property(smallMachine, fc.integer({ min: 1, max: 5 }), (units, piecesMax) => {
        const { lines } = planDrain(units.map(({ parPieces: _, ...rest }) => rest));
        const batches = inBatches(lines, piecesMax);
        const count = (all: readonly { pieces: number }[]) => all.reduce((sum, line) => sum + line.pieces, 0);
        expect(count(batches.flat())).toBe(count(lines));
        expect(batches.every((batch) => count(batch) <= piecesMax)).toBe(true);
        expect(batches.slice(0, -1).every((batch) => count(batch) === piecesMax)).toBe(true);
      }),
    );
  });
});
