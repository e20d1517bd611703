import { movedDay } from '@tillbridge/shared/day-range';
import type { CashTransactionBody } from '@tillbridge/shared/fact';
import { describe, expect, it } from 'vitest';
import type { Cell } from '../anomalies/cell.ts';
import { judgePeriod } from '../anomalies/judge.ts';
import { periodOf } from '../anomalies/periods.ts';
import { RULES } from '../anomalies/rules.ts';
import { seriesOf } from '../anomalies/series.ts';
import { type DemoHistory, makeHistory } from './demo-history.ts';
import { DEMO_LIMITS, DEMO_SHOPS } from './demo-shops.ts';

const LIMIT_MINOR = DEMO_LIMITS.payoutWithoutApprovalMinor ?? 0;
const DAYS = 75;
const JUDGED_DAYS = 21;
/** A Monday, a Wednesday and a Sunday: the last whole week begins seven to thirteen days before. */
const NOWS = ['2026-11-23T05:00:00Z', '2026-11-25T05:00:00Z', '2026-11-29T05:00:00Z'].map(Date.parse);

function cellsOf({ facts }: DemoHistory): Cell[] {
  return facts.flatMap(({ kind, body, businessDate }) => {
    if (kind !== 'cash.transaction') return [];
    const { kind: what, outcome, operator = '', inMinor, outMinor } = body as CashTransactionBody;
    const isPayout = what === 'payout';
    return {
      ...{ subject: operator, day: businessDate, kind: what, outcome, many: 1, outsideHours: false, shortMinor: 0 },
      belowLimit: isPayout && outMinor <= LIMIT_MINOR && outMinor * 10 >= LIMIT_MINOR * 9,
      takenMinor: what === 'sale' ? inMinor - outMinor : 0,
      paidMinor: outMinor,
    };
  });
}

function standOut(cells: readonly Cell[], today: string): string[] {
  const days = Array.from({ length: JUDGED_DAYS }, (_, back) => movedDay(today, -back - 1));
  return Object.entries(RULES).flatMap(([code, rule]) => {
    if (rule.subject === 'shop') return [];
    const series = seriesOf(cells, rule);
    const periods = [...new Set(days.map((day) => periodOf(day, rule.period)))];
    return periods.flatMap((from) => judgePeriod(series, rule, from).map((one) => `${code} ${one.subject}`));
  });
}

describe('the demo', () => {
  it.each(NOWS)('has exactly what was planted to be asked about, begun at %d', (now) => {
    const today = new Date(now).toISOString().slice(0, 10);
    const found = DEMO_SHOPS.map((shop) => standOut(cellsOf(makeHistory(shop, now, DAYS)), today));
    expect(found).toEqual([['below_limit ฮาซัน', 'payouts ฮาซัน'], [], ['cancelled มาลี']]);
  });
});
