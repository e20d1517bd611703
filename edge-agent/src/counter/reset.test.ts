import { sumLines } from '@tillbridge/shared/cash';
import { Fault } from '@tillbridge/shared/faults/fault';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { awaited, MACHINE, openShop, operation } from '../../test/desk-rig.ts';

afterEach(() => {
  vi.useRealTimers();
});

/** Lets a reset and the reading after it come to their end. */
const settle = () => vi.advanceTimersByTimeAsync(5);

describe('a reset of a machine', () => {
  it('stands in the journal with its name before it is done, and is no case where the stock agrees', async () => {
    const { counter, desk, driver, journal } = await openShop();
    driver.resetting = () =>
      expect(journal.bodies('agent.event')).toMatchObject([
        { code: 'machine_reset', machine: MACHINE.id, operator: '1 Boss' },
      ]);
    const reset = counter.reset(undefined, '1 Boss');
    await settle();
    await reset;
    expect(driver.calls).toEqual(['open', 'reset']);
    expect(counter.cases(undefined)).toEqual([]);
    expect(desk.isReady()).toBe(true);
  });

  it.each([
    ['less', { 10000: 49, 2000: 50, 100: 50 }, 'out'],
    ['more', { 10000: 50, 2000: 51, 100: 50 }, 'in'],
  ] as const)('makes a case of a stock that is %s afterwards, never a refill', async (_, stock, direction) => {
    const { counter, driver, journal } = await openShop();
    driver.resetting = () => {
      driver.stock = { ...stock };
    };
    const reset = counter.reset(undefined, undefined);
    await settle();
    await reset;
    const [open] = counter.cases(MACHINE.id);
    expect(open).toMatchObject({ about: 'discrepancy', machine: MACHINE.id });
    expect(sumLines(open?.lines ?? [], direction)).toBeGreaterThan(0);
    expect(journal.bodies('cash.transaction')).toEqual([]);
  });

  it('is refused while an operation runs, and lets none begin before the machine was read again', async () => {
    const { counter, driver } = await openShop();
    const paying = awaited();
    driver.script.dispense = () => paying.promise;
    const paid = counter.payOut({ operation: operation(1), amountMinor: 2_000 });
    await expect(counter.reset(undefined, undefined)).rejects.toMatchObject({ code: 'counter.busy' });
    paying.resolve({ result: { outcome: 'refused', reason: 'machine.jam' }, steps: [], inventory: driver.read() });
    await settle();
    await paid;
    let done: () => void = () => undefined;
    driver.resetting = () =>
      new Promise((resolve) => {
        done = resolve;
      });
    const reset = counter.reset(undefined, undefined);
    await settle();
    await expect(counter.payOut({ operation: operation(2), amountMinor: 2_000 })).rejects.toMatchObject({
      code: 'counter.reconciling',
    });
    done();
    await settle();
    await reset;
    expect(driver.calls).not.toContain(`dispense ${operation(2)} 2000`);
  });

  it('that fails says so, and the machine is read again all the same', async () => {
    const { counter, driver, desk } = await openShop();
    driver.resetting = () => Promise.reject(new Fault('machine.reset-failed'));
    const reset = counter.reset(undefined, undefined);
    const refused = expect(reset).rejects.toMatchObject({ code: 'machine.reset-failed' });
    await settle();
    await refused;
    expect(desk.isReady()).toBe(true);
  });

  it('is not done when it cannot be written down', async () => {
    const { counter, driver, journal } = await openShop();
    journal.full = true;
    await expect(counter.reset(undefined, '1 Boss')).rejects.toMatchObject({ code: 'counter.not-recorded' });
    expect(driver.calls).toEqual(['open']);
  });
});
