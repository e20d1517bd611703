import { movedDay } from '@tillbridge/shared/day-range';
import type { AnomalyRuleCode } from '@tillbridge/shared/reads-anomalies';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../seed/seeded-random.ts';
import type { Cell } from './cell.ts';
import { type Finding, judgePeriod } from './judge.ts';
import { periodOf } from './periods.ts';
import { RULES } from './rules.ts';
import { seriesOf } from './series.ts';

const FIRST_MONDAY = '2026-08-03';
const WEEKS = 12;
const LAST_WEEK = movedDay(FIRST_MONDAY, (WEEKS - 1) * 7);
const BAHT = 100;

const cell = (differs: Partial<Cell>): Cell => ({
  subject: '11 Suda',
  day: FIRST_MONDAY,
  kind: 'sale',
  outcome: 'completed',
  belowLimit: false,
  outsideHours: false,
  many: 1,
  takenMinor: 0,
  paidMinor: 0,
  shortMinor: 0,
  ...differs,
});

/** Weeks of one person, so many cells alike in each; each week may differ. */
function weeks(subject: string, of: (week: number) => readonly Partial<Cell>[], from = 0): Cell[] {
  return Array.from({ length: WEEKS - from }, (_, at) =>
    of(from + at).map((one) => cell({ subject, day: movedDay(FIRST_MONDAY, (from + at) * 7), ...one })),
  ).flat();
}

const SALES = { many: 200, takenMinor: 30_000 * BAHT };
const belowLimit = (many: number): Partial<Cell> => ({
  kind: 'payout',
  belowLimit: true,
  many,
  paidMinor: many * 4_900 * BAHT,
});
const lastOnly = (many: number) => (week: number) => [SALES, ...(week === WEEKS - 1 ? [belowLimit(many)] : [])];
const quiet = () => [SALES];

function judge(code: AnomalyRuleCode, cells: readonly Cell[], from = LAST_WEEK, standings?: Map<string, string>) {
  return judgePeriod(seriesOf(cells, RULES[code]), RULES[code], from, standings);
}

describe('what stands out', () => {
  it('fourteen payouts just below the limit, where that person and the others have none', () => {
    const cells = [...weeks('11 Suda', lastOnly(14)), ...weeks('12 Nipon', quiet), ...weeks('13 Hasan', quiet)];
    expect(judge('below_limit', cells)).toEqual([
      {
        subject: '11 Suda',
        from: LAST_WEEK,
        figures: {
          unit: 'count',
          value: 14,
          outOf: null,
          own: { expected: 0, periods: 8 },
          peers: { expected: 0, others: 2, least: 0, most: 0 },
        },
      },
    ]);
  });

  it('cancelled sales beyond what the sales of that week explain', () => {
    const cancels = (usual: number, last: number) =>
      weeks('11 Suda', (week) => [SALES, { outcome: 'cancelled' as const, many: week === WEEKS - 1 ? last : usual }]);
    const others = ['12 Nipon', '13 Hasan'].flatMap((one) =>
      weeks(one, () => [SALES, { outcome: 'cancelled' as const, many: 3 }]),
    );
    expect(judge('cancelled', [...cancels(3, 30), ...others])).toMatchObject([{ figures: { value: 30, outOf: 230 } }]);
    expect(judge('cancelled', [...cancels(3, 7), ...others])).toEqual([]);
    const busy = weeks('11 Suda', (week) =>
      week === WEEKS - 1
        ? [
            { ...SALES, many: 2_000 },
            { outcome: 'cancelled' as const, many: 30 },
          ]
        : [SALES, { outcome: 'cancelled' as const, many: 3 }],
    );
    expect(judge('cancelled', [...busy, ...others])).toEqual([]);
  });

  it('a habit of one person alone, which the own past would call usual', () => {
    const short = (baht: number) => () => [SALES, { kind: null, outcome: null, many: 6, shortMinor: baht * BAHT }];
    const cells = [
      ...weeks('11 Suda', short(6_000)),
      ...weeks('12 Nipon', short(60)),
      ...weeks('13 Hasan', short(0)),
      ...weeks('14 Mali', short(40)),
    ];
    expect(judge('short_count', cells)).toMatchObject([
      { subject: '11 Suda', figures: { own: { expected: 600_000 } } },
    ]);
  });

  it('payouts of one shop against its sales, which shops many times as large do not hide', () => {
    const shop = (name: string, sales: number, paid: (week: number) => number) =>
      weeks(name, (week) => [
        { many: 900, takenMinor: sales * BAHT },
        { kind: 'payout', many: 9, paidMinor: paid(week) * BAHT },
      ]);
    const cells = [
      ...shop('hdy', 200_000, (week) => (week === WEEKS - 1 ? 90_000 : 4_000)),
      ...shop('kkn', 220_000, () => 4_500),
      ...shop('rst', 180_000, () => 4_000),
    ];
    expect(judge('shop_payouts', cells)).toMatchObject([{ subject: 'hdy', figures: { value: 9_000_000 } }]);
  });
});

describe('what stays silent', () => {
  const others = [...weeks('12 Nipon', quiet), ...weeks('13 Hasan', quiet)];

  it('a small sample: no history of one’s own and nobody to compare with', () => {
    expect(judge('below_limit', weeks('11 Suda', lastOnly(14)))).toHaveLength(1);
    expect(judge('below_limit', weeks('11 Suda', lastOnly(14), WEEKS - 5))).toEqual([]);
    expect(judge('below_limit', [...weeks('11 Suda', lastOnly(14), WEEKS - 5), ...weeks('12 Nipon', quiet)])).toEqual(
      [],
    );
  });

  it('weeks of hardly any work, which are no history', () => {
    const idle = weeks('11 Suda', (week) => (week === WEEKS - 1 ? lastOnly(14)(week) : [{ many: 3 }]));
    expect(judge('below_limit', idle)).toEqual([]);
  });

  it('an amount below the least that anybody is asked about, however unusual', () => {
    const payout = (baht: number): Partial<Cell> => ({ kind: 'payout', many: 1, paidMinor: baht * BAHT });
    const paid = (baht: number) => [
      ...weeks('11 Suda', (week) => (week === WEEKS - 1 ? [SALES, payout(baht)] : [SALES])),
      ...others,
    ];
    expect(judge('payouts', paid(9_900))).toEqual([]);
    expect(judge('payouts', paid(60_000))).toHaveLength(1);
    expect(judge('below_limit', [...weeks('11 Suda', lastOnly(4)), ...others])).toEqual([]);
  });

  it('a week in which all do it', () => {
    const cells = ['11 Suda', '12 Nipon', '13 Hasan'].flatMap((one) => weeks(one, lastOnly(14)));
    expect(judge('below_limit', cells)).toEqual([]);
  });

  it('a person with another task, who is compared with nobody of a different one', () => {
    const pays = (many: number) => () => [SALES, belowLimit(many)];
    const cells = [...weeks('1 Boss', pays(14)), ...others];
    expect(judge('below_limit', cells)).toHaveLength(1);
    expect(judge('below_limit', cells, LAST_WEEK, new Map([['1 Boss', 'approves']]))).toEqual([]);
  });

  it('whoever works four times as much', () => {
    const large = weeks('11 Suda', () => [{ ...SALES, many: 2_000 }, belowLimit(14)]);
    expect(judge('below_limit', [...large, ...others])).toEqual([]);
  });
});

describe('histories in which nothing was planted', () => {
  const people = ['1 A', '2 B', '3 C', '4 D', '5 E', '6 F'];
  const SEEDS = 30;
  /** Of six people under six rules, by chance, hardly one a year. */
  const BY_CHANCE_MAX = 0.0005;

  function clean(seed: number): Cell[] {
    const random = seededRandom(seed * 7_919 + 1);
    const poisson = (mean: number) => {
      const limit = Math.exp(-mean);
      let n = 0;
      for (let left = random.next(); left > limit; left *= random.next()) n += 1;
      return n;
    };
    const wild = () => Math.exp(1.2 * (random.next() + random.next() + random.next() + random.next() - 2));
    return people.flatMap((subject) => {
      const diligence = 0.5 + random.next();
      const payoutsADay = 0.1 + random.next();
      return Array.from({ length: WEEKS * 7 }, (_, day): Cell[] => {
        if (random.chance(0.25)) return [];
        const at = { subject, day: movedDay(FIRST_MONDAY, day) };
        const payouts = poisson(payoutsADay);
        return [
          cell({ ...at, many: 10 + poisson(40 * diligence), takenMinor: 500_000 }),
          cell({ ...at, outcome: 'cancelled', many: poisson(0.6 * diligence) }),
          cell({ ...at, outcome: 'partial', many: poisson(0.1) }),
          cell({ ...at, kind: 'payout', many: payouts, paidMinor: Math.round(payouts * 1_500 * BAHT * wild()) }),
          cell({ ...at, kind: 'payout', belowLimit: true, many: poisson(0.05), paidMinor: 4_800 * BAHT }),
          cell({ ...at, kind: 'exchange', outsideHours: true, many: poisson(0.05) }),
          cell({
            ...at,
            kind: null,
            outcome: null,
            shortMinor: random.chance(0.3) ? Math.round(60 * BAHT * wild()) : 0,
          }),
        ].filter((one) => one.many > 0);
      }).flat();
    });
  }

  it('open hardly ever a case: at most one in two thousand judgements', () => {
    let judged = 0;
    const found: (Finding & { readonly code: string })[] = [];
    for (let seed = 0; seed < SEEDS; seed += 1) {
      const cells = clean(seed);
      for (const [code, rule] of Object.entries(RULES)) {
        if (rule.subject === 'shop') continue;
        const series = seriesOf(cells, rule);
        const periods = [...new Set(cells.map(({ day }) => periodOf(day, rule.period)))];
        for (const from of periods) {
          judged += [...series.values()].filter((one) => one.has(from)).length;
          found.push(...judgePeriod(series, rule, from).map((one) => ({ ...one, code })));
        }
      }
    }
    expect(judged).toBeGreaterThan(20_000);
    expect(found.length, JSON.stringify(found.slice(0, 5))).toBeLessThanOrEqual(judged * BY_CHANCE_MAX);
  });

  it('and find in each of them what is planted in its last week', () => {
    for (let seed = 0; seed < SEEDS; seed += 1) {
      const planted = cell({ subject: '3 C', day: LAST_WEEK, ...belowLimit(14) });
      const found = judge('below_limit', [...clean(seed), planted]);
      expect(
        found.map(({ subject }) => subject),
        `seed ${seed}`,
      ).toEqual(['3 C']);
    }
  });
});
