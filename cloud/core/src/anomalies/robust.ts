/** Makes the median distance of a normal distribution its standard deviation. */
const MAD_TO_DEVIATION = 1.4826;
/** An amount that varies by less than this part of itself is not taken for steadier than it is. */
const LEAST_SPREAD = 0.25;

/** The middle of the values; zero of none. A few wild ones do not move it, which is why it stands for what is usual. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

/** Median distance from the median, as a standard deviation. */
export function spread(values: readonly number[]): number {
  const usual = median(values);
  return MAD_TO_DEVIATION * median(values.map((value) => Math.abs(value - usual)));
}

export interface Usual {
  readonly expected: number;
  readonly deviation: number;
}

/**
 * What a sample of rates lets expect of a period with `outOf`, and how far off is nothing special. Where most values are
 * equal the spread is zero and everything would stand out; a count then spreads at least like chance, an amount by a part of itself.
 */
export function usualOf(rates: readonly number[], outOf: number, unit: 'minor' | 'count', least: number): Usual {
  const expected = median(rates) * outOf;
  const floor = unit === 'count' ? Math.max(1, Math.sqrt(expected)) : Math.max(least, LEAST_SPREAD * expected);
  return { expected, deviation: Math.max(spread(rates) * outOf, floor) };
}
