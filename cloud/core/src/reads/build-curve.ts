import type { CashKind } from '@tillbridge/shared/cash';
import type { Curve } from '@tillbridge/shared/reads';
import type { HourRow } from './shop-rows.ts';

/** What a shop takes: the money of customers, less the change they got back. */
const TAKING: ReadonlySet<CashKind> = new Set(['sale', 'deposit', 'change']);
/** What a shop pays: to sellers and to whomever it owes. Refills and collections are neither. */
const PAYING: ReadonlySet<CashKind> = new Set(['payout', 'purchase_payout']);

/** One entry an hour, up to the last that has a row, each with the sums since the business day began, in minor units. */
export function buildCurve(rows: readonly HourRow[]): Curve {
  const lastHour = rows.reduce((last, row) => Math.max(last, row.hour), -1);
  const curve: Curve = { takingsMinor: [], payoutsMinor: [] };
  const sum = { takingsMinor: 0, payoutsMinor: 0 };
  for (let hour = 0; hour <= lastHour; hour++) {
    for (const row of rows) {
      if (row.hour !== hour) continue;
      if (TAKING.has(row.kind)) sum.takingsMinor += row.in_minor - row.out_minor;
      else if (PAYING.has(row.kind)) sum.payoutsMinor += row.out_minor - row.in_minor;
    }
    curve.takingsMinor.push(sum.takingsMinor);
    curve.payoutsMinor.push(sum.payoutsMinor);
  }
  return curve;
}
