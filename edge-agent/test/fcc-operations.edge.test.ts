import { CashLineSchema } from '@tillbridge/shared/cash';
import { InventorySchema, StepSchema } from '@tillbridge/shared/fact';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { afterEach, describe, expect, test } from 'vitest';
import { type FccRig, lostFccPieces, openFccRig, pileMinor } from './fcc-rig.ts';
import { sums, until } from './recycler-rig.ts';

const OPERATION = '0190a000-0000-7000-8000-000000000001';
let rig: FccRig;
afterEach(async () => {
  expect(lostFccPieces(rig.machine)).toEqual([]);
  expect(rig.machine.state().hung).toBe(false);
  await rig.close();
});

/** People wait until the machine takes their cash. */
const insert = (unit: string) => until(() => rig.machine.insert({ [unit]: 1 }) === 1);

describe('a sale', () => {
  test('ends with the change given, and the pieces that went in and out', async () => {
    rig = await openFccRig();
    const running = rig.driver.collect(OPERATION, 75_000, 5_000);
    await insert('N4043');
    expect(sums(await running)).toMatchObject({ outcome: 'completed', inMinor: 100_000, outMinor: 25_000 });
    expect(rig.machine.heard()['Change']).toBe(1);
  });

  test('that somebody cancels gives the deposit back', async () => {
    rig = await openFccRig();
    const running = rig.driver.collect(OPERATION, 75_000, 5_000);
    await insert('N4045');
    await until(() => rig.events.some((event) => event.event === 'deposit' && event.inMinor === 10_000));
    rig.driver.cancel();
    expect(sums(await running)).toMatchObject({ outcome: 'cancelled', inMinor: 10_000, outMinor: 10_000 });
  });

  test('nobody pays for ends when the time is over', async () => {
    rig = await openFccRig();
    expect(sums(await rig.driver.collect(OPERATION, 75_000, 60))).toMatchObject({ outcome: 'cancelled', inMinor: 0 });
  });
});

test('what is told fits into a fact', async () => {
  rig = await openFccRig({ faults: [{ name: 'near-full', value: -1 }] });
  const running = rig.driver.collect(OPERATION, 10_000, 5_000);
  await insert('N4045');
  const { result, steps, inventory } = await running;
  expect(result).toMatchObject({ outcome: 'completed', in: [{ place: 'box', pieces: 1 }] });
  expect([...Value.Errors(InventorySchema, inventory)]).toEqual([]);
  expect([...Value.Errors(Type.Array(StepSchema), steps)]).toEqual([]);
  expect([...Value.Errors(Type.Array(CashLineSchema), 'in' in result ? result.in : [])]).toEqual([]);
});

describe('a payout', () => {
  test('of an amount is planned over the stock and paid once', async () => {
    rig = await openFccRig();
    expect(sums(await rig.driver.dispense(OPERATION, { amountMinor: 137_525 }))).toMatchObject({
      outcome: 'completed',
      outMinor: 137_525,
    });
    expect(rig.machine.heard()['Cashout']).toBe(1);
  });

  test('by pieces takes a note and a coin for what they are', async () => {
    rig = await openFccRig();
    const before = await rig.driver.inventory();
    const paid = await rig.driver.dispense(OPERATION, {
      lines: [
        { valueMinor: 100_000, pieces: 1 },
        { valueMinor: 1_000, pieces: 2 },
      ],
    });
    expect(paid.result).toMatchObject({
      outcome: 'completed',
      out: [
        { valueMinor: 100_000, form: 'note', pieces: 1 },
        { valueMinor: 1_000, form: 'coin', pieces: 2 },
      ],
    });
    const fell = (unit: string) =>
      (before.units.find((each) => each.unit === unit)?.pieces ?? 0) -
      (paid.inventory?.units.find((each) => each.unit === unit)?.pieces ?? 0);
    expect(fell('N4043')).toBe(1);
    expect(fell('C4043') + fell('C4044')).toBe(2);
    await until(() => pileMinor(rig.machine.state().cash.taken) === 102_000);
  });
});
