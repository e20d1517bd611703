import { OBJECTIVES } from '@tillbridge/edge-agent/planner/objectives';
import { planPayout } from '@tillbridge/edge-agent/planner/plan-payout';
import { type PlanUnit, payableMinor } from '@tillbridge/edge-agent/planner/plan-unit';
import { type Bench, inTurn, median, ratioRow } from './bench.ts';

const WORST_MS_MAX = 50;
const RATIO_GOAL = 10;
/** Amounts a sample plans with ours; the table of the limit is so slow that it gets fewer. */
const PLANS = 40;
const TABLES = 2;

/** The typical Thai machine, full to the last piece: value, pieces. Two stackers of 20, two hoppers of 10 and 0.50. */
const FULL: readonly (readonly [number, number])[] = [
  [100_000, 100],
  [50_000, 110],
  [10_000, 310],
  [5_000, 210],
  [2_000, 320],
  [2_000, 210],
  [1_000, 100],
  [1_000, 100],
  [500, 150],
  [200, 220],
  [100, 250],
  [50, 300],
  [50, 300],
  [25, 350],
];
const UNITS: readonly PlanUnit[] = FULL.map(([valueMinor, pieces], at) => ({
  unit: `U${at}`,
  valueMinor,
  form: valueMinor >= 2_000 ? 'note' : 'coin',
  pieces,
  capacity: pieces,
  parPieces: Math.floor(pieces / 3),
}));
const TOTAL = payableMinor(UNITS);

/** Amounts over the whole range; one in four is no multiple of a quarter baht and asks for the nearest ones instead. */
function amounts(many: number): number[] {
  return Array.from({ length: many }, (_, n) => {
    const minor = Math.floor(((n + 0.5) / many) * TOTAL);
    return n % 4 === 3 ? minor - (minor % 25) + 7 : minor - (minor % 25);
  });
}

function plansPerSecond(
  work: (amount: number, n: number) => void,
  many: number,
  took?: (n: number, ms: number) => void,
) {
  const begun = performance.now();
  amounts(many).forEach((amount, n) => {
    const at = performance.now();
    work(amount, n);
    took?.(n, performance.now() - at);
  });
  return (many * 1_000) / (performance.now() - begun);
}

/** The textbook: fewest pieces for every sum up to the amount, each unit's pieces in portions of 1, 2, 4 … */
function table(amount: number): number {
  const fewest = new Float64Array(Math.floor(amount / 25) + 1).fill(Number.POSITIVE_INFINITY);
  fewest[0] = 0;
  for (const [value, pieces] of FULL) {
    for (let rest = pieces, portion = 1; rest > 0; rest -= portion, portion = Math.min(portion * 2, rest)) {
      const step = (value / 25) * portion;
      for (let sum = fewest.length - 1; sum >= step; sum--) {
        const cost = (fewest[sum - step] ?? 0) + portion;
        if (cost < (fewest[sum] ?? 0)) fewest[sum] = cost;
      }
    }
  }
  return fewest.at(-1) ?? 0;
}

export const planner: Bench = {
  id: 'planner',
  what: 'exact payout plans over a full machine, every objective, against the textbook table of all sums',
  async run(progress) {
    let sink = 0;
    const tookMs: number[][] = Array.from({ length: PLANS }, () => []);
    const plan = (amount: number, n: number) => {
      sink += planPayout(UNITS, amount, OBJECTIVES[n % OBJECTIVES.length]).payable ? 1 : 0;
    };
    const ours = async () => plansPerSecond(plan, PLANS, (n, ms) => tookMs[n]?.push(ms));
    const fewest = (amount: number) => {
      sink += table(amount);
    };
    const limit = async () => plansPerSecond(fewest, TABLES);
    const rates = await inTurn(ours, limit, progress);
    // The slowest amount, by the median of its samples: what else this machine does is not the planner's.
    const worstMs = Math.max(...tookMs.map(median));
    const note = `slowest amount ${worstMs.toFixed(1)} ms${sink > 0 ? '' : ', nothing planned'}`;
    const row = ratioRow('planner', 'plans/s', rates, RATIO_GOAL, note);
    const goal = `≥ ${RATIO_GOAL} × the table, each ≤ ${WORST_MS_MAX} ms`;
    return { ...row, goal, met: row.met && worstMs <= WORST_MS_MAX };
  },
};
