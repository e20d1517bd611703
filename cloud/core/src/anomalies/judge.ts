import { movedDay } from '@tillbridge/shared/day-range';
import type { AnomalyFigures } from '@tillbridge/shared/reads-anomalies';
import { median, type Usual, usualOf } from './robust.ts';
import type { AnomalyRule } from './rules.ts';
import type { Observation, Series } from './series.ts';

export const HISTORY_DAYS = 56;
/** Fewer periods than these are no history, fewer others no company, fewer periods of theirs no custom. */
export const PERIODS_LEAST = { day: 15, week: 5 } as const;
const PEERS_LEAST = 2;
const PEER_PERIODS_LEAST = { day: 20, week: 8 } as const;
/** Above both, own history and others; above the only one there is, or so far above others that a habit explains nothing. */
const BOTH_DEVIATIONS = 4.5;
const ALONE_DEVIATIONS = 7;
/** It must also be so many times what is usual, and more than so many times what any other did in that period. */
const TIMES_USUAL = 2;
const TIMES_MOST = 1.5;
/** Whoever does so many times as much is no measure for the other. */
const SIZE_APART_MAX = 4;
/** Of the least excess, so much is the least that amounts are taken to vary. */
const LEAST_SPREAD_PART = 0.2;

export interface Finding {
  readonly subject: string;
  readonly from: string;
  readonly figures: Omit<AnomalyFigures, 'limitMinor'>;
}

interface Sample extends Usual {
  readonly periods: number;
}

interface Peers extends Sample {
  readonly others: number;
  readonly least: number;
  readonly most: number;
}

/**
 * Who stands out in one period, under one rule. `standings` tells who has the same task: only they are compared. Small
 * samples stay silent: without a history and without others nothing is said.
 */
export function judgePeriod(
  series: Series,
  rule: AnomalyRule,
  from: string,
  standings: ReadonlyMap<string, string> = new Map(),
): Finding[] {
  const found: Finding[] = [];
  for (const [subject, periods] of series) {
    const now = periods.get(from);
    // What lies below the least excess cannot lie above what is usual by that much.
    if (now === undefined || now.value < rule.leastExcess) continue;
    const own = ownSample(periods, rule, from, now);
    const peers = peerSample(series, rule, from, subject, standings);
    if (!standsOut(now, own, peers, rule)) continue;
    found.push({ subject, from, figures: figuresOf(now, own, peers, rule) });
  }
  return found;
}

function standsOut(now: Observation, own: Sample | null, peers: Peers | null, rule: AnomalyRule): boolean {
  const measures = [own, peers].filter((one) => one !== null);
  if (measures.length === 0) return false;
  if (peers !== null && now.value <= TIMES_MOST * peers.most) return false;
  const above = (usual: Usual, deviations: number) =>
    now.value - usual.expected >= Math.max(rule.leastExcess, deviations * usual.deviation) &&
    now.value >= TIMES_USUAL * usual.expected;
  // A habit is compared with others; what all do at once is nobody's. Own history alone counts only without others.
  if (measures.length === 2 && measures.every((usual) => above(usual, BOTH_DEVIATIONS))) return true;
  const alone = peers ?? own;
  return alone !== null && above(alone, ALONE_DEVIATIONS);
}

const rateOf = ({ value, outOf }: Observation, rule: AnomalyRule): number =>
  rule.outOf === null ? value : value / outOf;
const wholeOf = ({ outOf }: Observation, rule: AnomalyRule): number => (rule.outOf === null ? 1 : outOf);

/** Whether a period tells what is usual. */
function counts(one: Observation, rule: AnomalyRule): boolean {
  return one.operations >= rule.leastOperations && (rule.outOf === null || one.outOf > 0);
}

function sampleOf(rates: readonly number[], rule: AnomalyRule, now: Observation): Sample {
  const usual = usualOf(rates, wholeOf(now, rule), rule.unit, LEAST_SPREAD_PART * rule.leastExcess);
  return { ...usual, periods: rates.length };
}

function ownSample(
  periods: ReadonlyMap<string, Observation>,
  rule: AnomalyRule,
  from: string,
  now: Observation,
): Sample | null {
  const since = movedDay(from, -HISTORY_DAYS);
  const past = [...periods].filter(([period, one]) => period >= since && period < from && counts(one, rule));
  if (past.length < PERIODS_LEAST[rule.period]) return null;
  return sampleOf(
    past.map(([, one]) => rateOf(one, rule)),
    rule,
    now,
  );
}

function peerSample(
  series: Series,
  rule: AnomalyRule,
  from: string,
  subject: string,
  standings: ReadonlyMap<string, string>,
): Peers | null {
  const now = series.get(subject)?.get(from);
  if (now === undefined) return null;
  const size = sizeOf(series.get(subject), rule, from);
  const rates: number[] = [];
  const nowOfOthers: number[] = [];
  let others = 0;
  for (const [other, periods] of series) {
    if (other === subject || standings.get(other) !== standings.get(subject)) continue;
    const theirSize = sizeOf(periods, rule, from);
    if (theirSize === 0 || Math.max(size / theirSize, theirSize / size) > SIZE_APART_MAX) continue;
    const theirs = periodsUntil(periods, rule, from);
    others += 1;
    rates.push(...theirs.map(([, one]) => rateOf(one, rule)));
    const same = theirs.find(([period]) => period === from);
    if (same !== undefined) nowOfOthers.push(rateOf(same[1], rule) * wholeOf(now, rule));
  }
  if (others < PEERS_LEAST || rates.length < PEER_PERIODS_LEAST[rule.period]) return null;
  const least = nowOfOthers.length === 0 ? 0 : Math.min(...nowOfOthers);
  return { ...sampleOf(rates, rule, now), others, least, most: Math.max(0, ...nowOfOthers) };
}

function periodsUntil(
  periods: ReadonlyMap<string, Observation> | undefined,
  rule: AnomalyRule,
  from: string,
): (readonly [string, Observation])[] {
  const since = movedDay(from, -HISTORY_DAYS);
  return [...(periods ?? [])].filter(([period, one]) => period >= since && period <= from && counts(one, rule));
}

/** Operations of a usual period; of somebody new, of the one there is. */
function sizeOf(periods: ReadonlyMap<string, Observation> | undefined, rule: AnomalyRule, from: string): number {
  const counted = periodsUntil(periods, rule, from).map(([, one]) => one.operations);
  return counted.length > 0 ? median(counted) : (periods?.get(from)?.operations ?? 0);
}

function figuresOf(now: Observation, own: Sample | null, peers: Peers | null, rule: AnomalyRule): Finding['figures'] {
  return {
    unit: rule.unit,
    value: now.value,
    outOf: rule.outOf === null ? null : now.outOf,
    own: own && { expected: Math.round(own.expected), periods: own.periods },
    peers: peers && {
      expected: Math.round(peers.expected),
      others: peers.others,
      least: Math.round(peers.least),
      most: Math.round(peers.most),
    },
  };
}
