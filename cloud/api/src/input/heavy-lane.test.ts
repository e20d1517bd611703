import { describe, expect, it } from 'vitest';
import { HEAVY_BYTES_MIN, HeavyLane } from './heavy-lane.ts';

/** Work that ends when told. */
function job() {
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  let begun = false;
  const work = () => {
    begun = true;
    return ended;
  };
  return { work, end, hasBegun: () => begun };
}

const soon = () => new Promise((resolve) => setImmediate(resolve));

describe('large batches', () => {
  it('run a few at once and then in the order they came, while a small one passes by', async () => {
    const lane = new HeavyLane();
    const jobs = Array.from({ length: 7 }, job);
    const runs = jobs.map((each) => lane.run(HEAVY_BYTES_MIN, each.work));
    await soon();
    expect(jobs.map((each) => each.hasBegun())).toEqual([true, true, true, true, false, false, false]);
    expect(await lane.run(HEAVY_BYTES_MIN - 1, async () => 'sold')).toBe('sold');
    jobs[2]?.end();
    await soon();
    expect(jobs.map((each) => each.hasBegun())).toEqual([true, true, true, true, true, false, false]);
    for (const each of jobs) each.end();
    await Promise.all(runs);
    expect(jobs.every((each) => each.hasBegun())).toBe(true);
  });

  it('give their place on when they fail', async () => {
    const lane = new HeavyLane();
    const failing = Array.from({ length: 9 }, () =>
      lane.run(HEAVY_BYTES_MIN, async () => {
        await soon();
        throw new Error('refused');
      }),
    );
    const results = await Promise.allSettled(failing);
    expect(results.every((result) => result.status === 'rejected')).toBe(true);
    expect(await lane.run(HEAVY_BYTES_MIN, async () => 'stored')).toBe('stored');
  });
});
