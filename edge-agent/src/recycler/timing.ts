import type { Clock } from '../clock.ts';

/** Clock and timer of a driver in one small object, so that a test can let two minutes pass at once. */
export interface Timing extends Pick<Clock, 'nowMs' | 'monotonicMs'> {
  /** Runs `run` once after `ms`; the answer calls it off. */
  after(ms: number, run: () => void): () => void;
}

/** The timers of this process. */
export function systemTiming(clock: Pick<Clock, 'nowMs' | 'monotonicMs'>): Timing {
  return {
    nowMs: () => clock.nowMs(),
    monotonicMs: () => clock.monotonicMs(),
    after(ms, run) {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  };
}
