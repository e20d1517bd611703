import { afterEach, describe, expect, it, vi } from 'vitest';
import { awaited, completed, ended, openShop, operation } from '../../test/desk-rig.ts';
import { AGAIN_MS, BEAT_MS } from './desk-parts.ts';
import { TELL_AFTER_MS } from './machine-watch.ts';

afterEach(() => {
  vi.useRealTimers();
});

describe('a machine that is out of service', () => {
  it('begins nothing, and nothing is told of it', async () => {
    const { desk, counter, driver, journal } = await openShop();
    await vi.advanceTimersByTimeAsync(TELL_AFTER_MS);
    const told = journal.kinds().length;
    desk.retire(true);
    await expect(counter.takeCash({ operation: operation(1), amountMinor: 8_000 })).rejects.toMatchObject({
      code: 'counter.machine-retired',
    });
    driver.move('out', { 2000: 5 });
    await vi.advanceTimersByTimeAsync(3 * BEAT_MS);
    expect(desk.isRetired()).toBe(true);
    expect(driver.calls).toEqual(['open']);
    expect(journal.kinds()).toHaveLength(told);
  });

  it('lets what it does end, and that is recorded whole', async () => {
    const { desk, counter, driver, journal } = await openShop();
    const { promise, resolve } = awaited();
    driver.script.collect = () => promise;
    const selling = counter.takeCash({ operation: operation(1), amountMinor: 10_000 });
    await vi.advanceTimersByTimeAsync(1);
    desk.retire(true);
    expect(desk.isRetired()).toBe(false);
    resolve(ended({ outcome: 'completed', in: driver.move('in', { 10000: 1 }), out: [] }, driver));
    expect(await selling).toMatchObject({ outcome: 'completed', inMinor: 10_000 });
    expect(journal.bodies('cash.transaction')).toHaveLength(1);
    expect(desk.isRetired()).toBe(true);
  });

  it('is read anew when it is put back, and what a hand changed meanwhile is not lost', async () => {
    const { desk, counter, driver, journal } = await openShop();
    desk.retire(true);
    driver.move('out', { 2000: 5 });
    await vi.advanceTimersByTimeAsync(BEAT_MS);
    desk.retire(false);
    await vi.advanceTimersByTimeAsync(AGAIN_MS);
    expect(desk.isReady()).toBe(true);
    expect(journal.bodies('agent.event').filter(({ code }) => code === 'stock_gap')).toHaveLength(1);
    driver.script.dispense = () => completed(driver, 'out', { 2000: 1 });
    expect(await counter.payOut({ operation: operation(2), amountMinor: 2_000 })).toMatchObject({
      outcome: 'completed',
    });
  });
});
