import type { Cell } from './cell.ts';
import { periodOf } from './periods.ts';
import type { AnomalyRule } from './rules.ts';

export interface Observation {
  readonly value: number;
  readonly outOf: number;
  readonly operations: number;
}

/** What each subject did, by the first day of the period. */
export type Series = ReadonlyMap<string, ReadonlyMap<string, Observation>>;

const NOTHING: Observation = { value: 0, outOf: 0, operations: 0 };

/** Sums of a rule by subject and period. A period without any cell of a subject does not exist: somebody on leave did nothing usual. */
export function seriesOf(cells: readonly Cell[], rule: AnomalyRule): Series {
  const series = new Map<string, Map<string, Observation>>();
  for (const cell of cells) {
    const periods = series.get(cell.subject) ?? new Map<string, Observation>();
    series.set(cell.subject, periods);
    const period = periodOf(cell.day, rule.period);
    const before = periods.get(period) ?? NOTHING;
    periods.set(period, {
      value: before.value + rule.value(cell),
      outOf: before.outOf + (rule.outOf?.(cell) ?? 0),
      operations: before.operations + cell.many,
    });
  }
  return series;
}
