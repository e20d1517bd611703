import { afterEach, describe, expect, it, vi } from 'vitest';
import { completed, ended, openShop, operation, payWanted } from '../../test/desk-rig.ts';
import { ScriptedDriver } from '../../test/scripted-driver.ts';
import { OUTLET_PIECES_MAX } from './empty-to-float.ts';

afterEach(() => {
  vi.useRealTimers();
});

describe('emptying', () => {
  const par = { U10000: 40, U2000: 50, U100: 50 };

  it('pays out what stands above par, portion by portion', async () => {
    const driver = new ScriptedDriver({ 10000: 190, 2000: 60, 100: 50 });
    const { counter } = await openShop({ driver, machine: { par } });
    driver.script.dispense = payWanted(driver);
    const body = await counter.empty({
      operation: operation(1),
      seal: 'S-100',
      receiver: 'Guard 7',
      operator: 'Malee',
    });
    expect(body).toMatchObject({
      kind: 'collection',
      outcome: 'completed',
      outMinor: 1_520_000,
      seal: 'S-100',
      receiver: 'Guard 7',
    });
    expect(driver.stock).toEqual({ 10000: 40, 2000: 50, 100: 50 });
    const portions = driver.wants.map((want) =>
      ('lines' in want ? want.lines : []).reduce((sum, line) => sum + line.pieces, 0),
    );
    expect(portions).toEqual([OUTLET_PIECES_MAX, 60]);
  });

  it('leaves exactly the float that was named, or nothing moves', async () => {
    const driver = new ScriptedDriver({ 10000: 10, 2000: 10 });
    const { counter } = await openShop({ driver });
    driver.script.dispense = payWanted(driver);
    await expect(counter.empty({ operation: operation(1), floatMinor: 50_050 })).rejects.toMatchObject({
      code: 'counter.not-payable',
    });
    expect(await counter.empty({ operation: operation(2), floatMinor: 50_000 })).toMatchObject({ outMinor: 70_000 });
    expect(driver.calls.filter((call) => call.startsWith('dispense'))).toHaveLength(1);
  });

  it('stops at a jam with what came out, and never goes on by itself', async () => {
    const driver = new ScriptedDriver({ 10000: 190 });
    const { counter } = await openShop({ driver });
    let portions = 0;
    driver.script.dispense = () => {
      portions += 1;
      if (portions === 1) return completed(driver, 'out', { 10000: 100 });
      return ended(
        {
          outcome: 'partial',
          in: [],
          out: driver.move('out', { 10000: 30 }),
          owedMinor: 600_000,
          reason: 'machine.jam',
        },
        driver,
      );
    };
    const body = await counter.empty({ operation: operation(1) });
    expect(body).toMatchObject({ outcome: 'cancelled', outMinor: 1_300_000, owedMinor: 0, reason: 'machine.jam' });
    expect(portions).toBe(2);
  });

  it('moves into the box where the machine can', async () => {
    const driver = new ScriptedDriver({ 10000: 190 });
    Object.assign(driver, { toBox: async () => completed(driver, 'out', { 10000: 190 }) });
    const { counter } = await openShop({ driver });
    expect(await counter.empty({ operation: operation(1) })).toMatchObject({
      outcome: 'completed',
      outMinor: 1_900_000,
    });
    expect(driver.wants).toEqual([]);
  });
});

describe('a payout with a float to keep', () => {
  it('asks for the pieces of the plan', async () => {
    const machine = { choose: 'keep-float' as const, par: { U10000: 50 } };
    const { driver, counter } = await openShop({ machine });
    driver.script.dispense = payWanted(driver);
    await counter.payOut({ operation: operation(1), amountMinor: 20_000 });
    expect(driver.wants).toMatchObject([{ lines: [{ valueMinor: 2_000, pieces: 10, unit: 'U2000' }] }]);
  });

  it('leaves what cannot be planned to the machine to refuse', async () => {
    const { driver, counter } = await openShop({ machine: { choose: 'fewest' } });
    driver.script.dispense = () => ended({ outcome: 'refused', reason: 'machine.stock-short' }, driver);
    expect(await counter.payOut({ operation: operation(1), amountMinor: 50 })).toMatchObject({ outcome: 'refused' });
    expect(driver.wants).toEqual([{ amountMinor: 50 }]);
  });
});
