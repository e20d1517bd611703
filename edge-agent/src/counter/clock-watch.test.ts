import { describe, expect, it } from 'vitest';
import { CLOCK_JUMP_MS, CLOCK_OFFSET_MAX_MS, watchClock } from './clock-watch.ts';

function clocks() {
  const now = { wall: 1_000_000, monotonic: 5_000 };
  const watch = watchClock({ nowMs: () => now.wall, monotonicMs: () => now.monotonic });
  const pass = (wall: number, monotonic = wall) => {
    now.wall += wall;
    now.monotonic += monotonic;
    return watch.look();
  };
  return { watch, pass };
}

describe('the clock of a shop PC', () => {
  it('is fine as long as both clocks go on together', () => {
    const { watch, pass } = clocks();
    expect([pass(5_000), pass(60_000), pass(86_400_000)]).toEqual([0, 0, 0]);
    expect(watch.isOk()).toBe(true);
  });

  it('is noticed once when it is set, forward or back', () => {
    const { watch, pass } = clocks();
    expect(pass(3_605_000, 5_000)).toBe(3_600_000);
    expect(watch.isOk()).toBe(false);
    expect(pass(5_000)).toBe(0);
    expect(pass(-7_195_000, 5_000)).toBe(-7_200_000);
  });

  it('may be corrected by less than the limit', () => {
    const { watch, pass } = clocks();
    expect(pass(5_000 + CLOCK_JUMP_MS - 1, 5_000)).toBe(0);
    expect(watch.isOk()).toBe(true);
  });

  it('is trusted again once the time of the cloud agrees, and not before', () => {
    const { watch, pass } = clocks();
    pass(3_605_000, 5_000);
    watch.heardOffset(-CLOCK_OFFSET_MAX_MS - 1);
    expect(watch.isOk()).toBe(false);
    watch.heardOffset(CLOCK_OFFSET_MAX_MS);
    expect(watch.isOk()).toBe(true);
  });
});
