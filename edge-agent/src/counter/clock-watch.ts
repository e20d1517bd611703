import type { Clock } from '../clock.ts';

/** A wall clock that moves this much more or less than the monotonic clock was set by somebody. */
export const CLOCK_JUMP_MS = 5_000;
/** A wall clock further than this from the cloud's is wrong. */
export const CLOCK_OFFSET_MAX_MS = 120_000;

export interface ClockWatch {
  /** False from a jump, or while the cloud's time is too far away, until the cloud's time agrees again. */
  isOk(): boolean;
  /** Compares both clocks with the last look; milliseconds the wall clock jumped (negative: back), 0 when it did not. */
  look(): number;
  /** The cloud told its time: wall clock minus server time, in milliseconds. */
  heardOffset(offsetMs: number): void;
}

export function watchClock(clock: Pick<Clock, 'nowMs' | 'monotonicMs'>): ClockWatch {
  let lead = clock.nowMs() - clock.monotonicMs();
  let ok = true;
  return {
    isOk: () => ok,
    look() {
      const leadNow = clock.nowMs() - clock.monotonicMs();
      const jumpedMs = leadNow - lead;
      lead = leadNow;
      if (Math.abs(jumpedMs) < CLOCK_JUMP_MS) return 0;
      ok = false;
      return jumpedMs;
    },
    heardOffset(offsetMs) {
      ok = Math.abs(offsetMs) <= CLOCK_OFFSET_MAX_MS;
    },
  };
}
