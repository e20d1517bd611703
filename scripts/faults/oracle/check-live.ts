import type { Findings } from './invariants.ts';

/** One fresh transaction: when the till recorded it and when it stood on an open page, by the same clock. */
export interface Arrival {
  readonly what: string;
  readonly askedAtMs: number;
  readonly heardAtMs: number | undefined;
}

/**
 * Bound of a transaction that is alive at all, on a machine that does much else; the figure of the product (under one
 * second) is measured by the bench, and told by the suite.
 */
export const LIVE_MS_MAX = 10_000;

/** Invariants 12 and 13: a fresh transaction comes, and comes also beside others that stand still. */
export function checkLive(plain: readonly Arrival[], beside: readonly Arrival[], findings: Findings): void {
  for (const [invariant, arrivals] of [
    ['live', plain],
    ['others', beside],
  ] as const) {
    findings.expect(invariant, arrivals.length > 0, () => 'no transaction was looked for');
    for (const { what, askedAtMs, heardAtMs } of arrivals) {
      const tookMs = (heardAtMs ?? Number.POSITIVE_INFINITY) - askedAtMs;
      findings.expect(invariant, tookMs <= LIVE_MS_MAX, () => `${what}: ${tookMs} ms`);
    }
  }
}
