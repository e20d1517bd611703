/** One line of the bench: what was measured, held against a limit measured in the same run. */
export interface BenchRow {
  readonly id: string;
  /** Median of the samples of our code, in `unit`. */
  readonly value: number;
  readonly unit: string;
  /** Median of the limit in the same unit; null where the goal is absolute. */
  readonly limitValue: number | null;
  /** value ÷ limitValue; null where there is no limit. */
  readonly ratio: number | null;
  /** The goal as PERFORMANCE words it, and whether this run met it. */
  readonly goal: string;
  readonly met: boolean;
  readonly note?: string;
}

export interface Bench {
  readonly id: string;
  readonly what: string;
  run(progress: (text: string) => void): Promise<BenchRow>;
}

/** Every figure is the median of at least this many samples, ours and the limit's taken in turn. */
export const SAMPLES = 5;

export function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error('no samples');
  return middle;
}

export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
  if (at === undefined) throw new Error('no samples');
  return at;
}

export interface Rates {
  readonly ours: number;
  readonly limit: number;
}

/** Ours and the limit in turn, so that a drift of the machine falls on both; the first pair warms up and is not counted. */
export async function inTurn(
  ours: () => Promise<number>,
  limit: () => Promise<number>,
  progress: (text: string) => void,
): Promise<Rates> {
  const a: number[] = [];
  const b: number[] = [];
  for (let sample = 0; sample <= SAMPLES; sample++) {
    const one = await ours();
    const other = await limit();
    progress(
      `${sample === 0 ? 'warm-up' : `sample ${sample} of ${SAMPLES}`}: ${Math.round(one)} against ${Math.round(other)}`,
    );
    if (sample > 0) {
      a.push(one);
      b.push(other);
    }
  }
  return { ours: median(a), limit: median(b) };
}

export function ratioRow(id: string, unit: string, rates: Rates, goal: number, note?: string): BenchRow {
  const ratio = rates.ours / rates.limit;
  return {
    id,
    value: rates.ours,
    unit,
    limitValue: rates.limit,
    ratio,
    goal: `≥ ${goal} of the limit`,
    met: ratio >= goal,
    ...(note === undefined ? {} : { note }),
  };
}
