import type { AnomalyRuleCode } from '@tillbridge/shared/reads-anomalies';
import type { Cell } from './cell.ts';

export interface AnomalyRule {
  readonly subject: 'person' | 'shop';
  readonly period: 'day' | 'week';
  readonly unit: 'minor' | 'count';
  /** What of a cell the rule is about; zero for everything else. */
  readonly value: (cell: Cell) => number;
  /** Out of how much: twice the sales explain twice the cancelled ones. Null: the period itself is the measure. */
  readonly outOf: ((cell: Cell) => number) | null;
  /** A period with fewer operations of the subject says nothing about what is usual. */
  readonly leastOperations: number;
  /** So far above what is usual it must be, in its unit, before anybody is asked; amounts are meant for baht. */
  readonly leastExcess: number;
  /** Whoever is asked by one of these about a period, listed before it, is not asked again by this one. */
  readonly saidBy?: readonly AnomalyRuleCode[];
}

const BAHT = 100;
const OPEN_ENDS: readonly (string | null)[] = ['partial', 'retained', 'unknown'];
const MOVES_WITHOUT_SALE: readonly (string | null)[] = ['payout', 'exchange'];

const isSale = (cell: Cell): boolean => cell.kind === 'sale';
const isPayout = (cell: Cell): boolean => cell.kind === 'payout';
const OF_A_PERSON_S_WEEK = { subject: 'person', period: 'week', leastOperations: 20 } as const;

/**
 * What is looked at, one entry a rule. A matter that the cloud comes to know later (prices that were overridden, lines
 * that were voided) becomes figures of a cell and an entry here.
 */
export const RULES: Readonly<Record<AnomalyRuleCode, AnomalyRule>> = {
  below_limit: {
    ...OF_A_PERSON_S_WEEK,
    unit: 'count',
    value: (cell) => (cell.belowLimit ? cell.many : 0),
    outOf: null,
    leastExcess: 5,
  },
  payouts: {
    ...OF_A_PERSON_S_WEEK,
    unit: 'minor',
    value: (cell) => (isPayout(cell) ? cell.paidMinor : 0),
    outOf: null,
    leastExcess: 10_000 * BAHT,
    saidBy: ['below_limit'],
  },
  cancelled: {
    ...OF_A_PERSON_S_WEEK,
    unit: 'count',
    value: (cell) => (isSale(cell) && cell.outcome === 'cancelled' ? cell.many : 0),
    outOf: (cell) => (isSale(cell) ? cell.many : 0),
    leastExcess: 8,
  },
  open_ends: {
    ...OF_A_PERSON_S_WEEK,
    unit: 'count',
    value: (cell) => (OPEN_ENDS.includes(cell.outcome) ? cell.many : 0),
    outOf: (cell) => (cell.kind === null ? 0 : cell.many),
    leastExcess: 5,
  },
  outside_hours: {
    subject: 'person',
    period: 'day',
    leastOperations: 5,
    unit: 'count',
    value: (cell) => (cell.outsideHours && MOVES_WITHOUT_SALE.includes(cell.kind) ? cell.many : 0),
    outOf: null,
    leastExcess: 5,
  },
  short_count: {
    ...OF_A_PERSON_S_WEEK,
    unit: 'minor',
    value: (cell) => cell.shortMinor,
    outOf: (cell) => (cell.kind === null ? cell.many : 0),
    leastExcess: 1_000 * BAHT,
  },
  shop_payouts: {
    subject: 'shop',
    period: 'week',
    leastOperations: 50,
    unit: 'minor',
    value: (cell) => (isPayout(cell) ? cell.paidMinor : 0),
    outOf: (cell) => (isSale(cell) ? cell.takenMinor : 0),
    leastExcess: 30_000 * BAHT,
    saidBy: ['below_limit', 'payouts'],
  },
};
