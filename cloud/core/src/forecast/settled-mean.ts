const CLIP_SPREADS = 3;
/** What turns a median, or a mean, of distances into the spread of a bell curve. */
const OF_MEDIAN = 1.4826;
const OF_MEAN = 1.2533;

export interface Settling {
  /** Positive, one a value; all alike when left out. */
  readonly weights?: readonly number[];
  /** What lies no further from the median than this is never strange. */
  readonly near?: number;
}

/**
 * The mean of values that one strange day cannot carry off: what lies further from the median than three spreads counts
 * as if it lay there. Zero where there are none.
 */
export function settledMean(values: readonly number[], { weights, near = 0 }: Settling = {}): number {
  if (values.length === 0) return 0;
  const middle = median(values);
  const reach = Math.max(near, CLIP_SPREADS * spreadOf(values.map((value) => Math.abs(value - middle))));
  let sum = 0;
  let weight = 0;
  values.forEach((value, at) => {
    const counts = weights?.[at] ?? 1;
    sum += counts * Math.min(middle + reach, Math.max(middle - reach, value));
    weight += counts;
  });
  return sum / weight;
}

/** Where more than half are alike, such as the days without a rare note, their median is nothing; the furthest then says nothing either. */
function spreadOf(distances: readonly number[]): number {
  const usual = OF_MEDIAN * median(distances);
  if (usual > 0 || distances.length === 1) return usual;
  const all = distances.reduce((sum, distance) => sum + distance, 0);
  return (OF_MEAN * (all - Math.max(...distances))) / (distances.length - 1);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[half - 1] ?? upper)) / 2;
}
