import type { RecoverKnowledge } from '@tillbridge/edge-agent/recycler/driver';
import { afterEach, describe, expect, test } from 'vitest';
import { lostPieces, openRig, type Rig, sums, until } from './recycler-rig.ts';

const OPERATION = '0190a000-0000-7000-8000-000000000001';
let rig: Rig;
afterEach(async () => {
  expect(lostPieces(rig.machine)).toEqual([]);
  await rig.close();
});

/** What the journal knew before the agent was killed. */
async function before(
  verb: RecoverKnowledge['verb'],
  amountMinor: number,
  powerMayHaveFailed = false,
): Promise<RecoverKnowledge> {
  return { verb, amountMinor, inventoryBefore: await rig.driver.inventory(), powerMayHaveFailed };
}

describe('after a restart of the agent', () => {
  test('a payout that the machine had finished is completed, and nothing is paid again', async () => {
    rig = await openRig();
    const known = await before('dispense', 30_000);
    await rig.driver.dispense(OPERATION, { amountMinor: 30_000 });
    const orders = rig.orders();
    expect(sums(await rig.driver.recover(OPERATION, known))).toMatchObject({ outcome: 'completed', outMinor: 30_000 });
    expect(rig.orders()).toBe(orders);
  });

  test('a payout whose order never went out moved nothing', async () => {
    rig = await openRig();
    const known = await before('dispense', 30_000, true);
    expect(sums(await rig.driver.recover(OPERATION, known))).toMatchObject({
      outcome: 'refused',
      reason: 'machine.interrupted',
    });
  });

  test('when the power may have failed too, a payout stays unknown although the stock agrees', async () => {
    rig = await openRig();
    const known = await before('dispense', 30_000, true);
    await rig.driver.dispense(OPERATION, { amountMinor: 30_000 });
    expect(sums(await rig.driver.recover(OPERATION, known))).toMatchObject({ outcome: 'unknown', outMinor: 30_000 });
  });

  test('a payout that broke off half-way is unknown, with what left', async () => {
    rig = await openRig({ faults: [{ name: 'jam', value: 3 }] });
    const known = await before('dispense', 50_000);
    await rig.driver.dispense(OPERATION, { lines: [{ valueMinor: 10_000, pieces: 5 }] });
    expect(sums(await rig.driver.recover(OPERATION, known))).toMatchObject({ outcome: 'unknown', outMinor: 20_000 });
  });

  test('recovery waits for a machine that is still paying', async () => {
    rig = await openRig({ speed: 30 });
    const known = await before('dispense', 40_000);
    const paying = rig.driver.dispense(OPERATION, { lines: [{ valueMinor: 2_000, pieces: 20 }] });
    await until(() => rig.orders() === 1);
    // The agent dies here: its driver is closed and a new one meets the machine at work.
    await rig.driver.close();
    await paying;
    await rig.driver.open();
    expect(sums(await rig.driver.recover(OPERATION, known))).toMatchObject({ outcome: 'completed', outMinor: 40_000 });
  });

  test('a deposit that stands open is closed, and the cash in it is retained', async () => {
    rig = await openRig();
    const known = await before('collect', 100_000);
    const running = rig.driver.collect(OPERATION, 100_000, 60_000);
    await until(() => rig.machine.insert({ N3: 1 }) === 1);
    await until(() => rig.events.some((event) => event.event === 'deposit' && event.inMinor === 10_000));
    await rig.driver.close();
    await running;
    await rig.driver.open();
    expect(sums(await rig.driver.recover(OPERATION, known))).toMatchObject({ outcome: 'retained', inMinor: 10_000 });
    expect((await rig.driver.status()).state).toBe('idle');
  });

  test('without a stock from before nothing is claimed', async () => {
    rig = await openRig();
    const { inventoryBefore: _, ...known } = await before('dispense', 30_000);
    expect(sums(await rig.driver.recover(OPERATION, known))).toMatchObject({ outcome: 'unknown', outMinor: 0 });
  });
});
