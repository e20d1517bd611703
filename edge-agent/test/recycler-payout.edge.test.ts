import { COMMAND, DC1 } from '@tillbridge/edge-agent/recycler/glory-300/constants';
import { afterEach, describe, expect, test } from 'vitest';
import { lostPieces, openRig, type Rig, sums, until } from './recycler-rig.ts';

let rig: Rig;
afterEach(async () => {
  expect(lostPieces(rig.machine)).toEqual([]);
  await rig.close();
});

const OPERATION = '0190a000-0000-7000-8000-000000000001';

describe('paying out', () => {
  test('by amount', async () => {
    rig = await openRig({ faults: [{ name: 'late', value: 8_000 }] });
    const result = await rig.driver.dispense(OPERATION, { amountMinor: 135_000 });
    expect(sums(result)).toMatchObject({ outcome: 'completed', outMinor: 135_000 });
    expect(value('taken') + value('outlet')).toBe(135_000);
    expect(result.steps.map((step) => step.code)).toEqual(
      expect.arrayContaining(['stock_read', 'payout_started', 'waits_for_removal', 'stock_compared']),
    );
  });

  test('yen by another table: 1350 goes over the line as the documented bytes', async () => {
    rig = await openRig({ units: 'jpy-rt300' });
    const { result } = await rig.driver.dispense(OPERATION, { amountMinor: 1_350 });
    expect(result).toMatchObject({ outcome: 'completed' });
    const said = rig.driver.frames().map(({ bytes }) => Buffer.from(bytes).toString('hex'));
    expect(said).toContain('02113130363030313335300322');
    expect(result).toMatchObject({ out: [{ valueMinor: 1_000 }, { valueMinor: 100 }, { valueMinor: 50 }] });
  });

  test('satang are paid by pieces', async () => {
    rig = await openRig();
    expect(sums(await rig.driver.dispense(OPERATION, { amountMinor: 12_375 }))).toMatchObject({
      outcome: 'completed',
      outMinor: 12_375,
    });
  });

  test('by the pieces asked for', async () => {
    rig = await openRig();
    const { result } = await rig.driver.dispense(OPERATION, {
      lines: [
        { valueMinor: 2_000, pieces: 5 },
        { valueMinor: 25, pieces: 2 },
      ],
    });
    expect(result).toMatchObject({
      outcome: 'completed',
      out: [
        { valueMinor: 2_000, pieces: 5 },
        { valueMinor: 25, pieces: 2 },
      ],
    });
  });

  test('more than the machine holds: refused, and nothing moved', async () => {
    rig = await openRig();
    rig.machine.load({ N1: 0, N2: 0, N3: 1, N4: 0 });
    expect(sums(await rig.driver.dispense(OPERATION, { amountMinor: 999_900 }))).toMatchObject({
      outcome: 'refused',
      reason: 'machine.stock-short',
    });
  });

  test('an amount that no pieces make up: refused, and no order goes out', async () => {
    rig = await openRig();
    rig.machine.load({ N1: 5, N2: 0, N3: 0, N4: 0, C1: 0, C2: 0, C3: 0, C4: 0, C5: 0, C6: 0 });
    expect(sums(await rig.driver.dispense(OPERATION, { amountMinor: 150_000 }))).toMatchObject({
      outcome: 'refused',
      reason: 'machine.stock-short',
    });
    expect(value('taken')).toBe(0);
    expect(rig.orders()).toBe(0);
  });

  test('what the largest pieces first do not lead to is asked for by pieces', async () => {
    rig = await openRig();
    rig.machine.load({ N1: 0, N2: 0, N3: 0, N4: 0, C1: 0, C2: 1, C3: 3, C4: 0, C5: 0, C6: 0 });
    const { result } = await rig.driver.dispense(OPERATION, { amountMinor: 600 });
    expect(result).toMatchObject({ outcome: 'completed', out: [{ valueMinor: 200, pieces: 3 }] });
    const orders = rig.driver.frames().filter(({ direction, bytes }) => direction === 'out' && bytes[1] === DC1);
    expect(orders.some(({ bytes }) => bytes[2] === COMMAND.PAY_AMOUNT)).toBe(false);
    expect(orders.some(({ bytes }) => bytes[2] === COMMAND.PAY_PIECES)).toBe(true);
  });

  test('a jam after two notes (later CAN): partial, and what is owed', async () => {
    rig = await openRig({ faults: [{ name: 'jam', value: 3 }] });
    expect(sums(await rig.driver.dispense(OPERATION, { lines: [{ valueMinor: 10_000, pieces: 5 }] }))).toEqual({
      outcome: 'partial',
      inMinor: 0,
      outMinor: 20_000,
      owedMinor: 30_000,
      reason: 'machine.jam',
    });
    await until(() => value('taken') === 20_000);
    await until(() => rig.events.some((event) => event.event === 'fault' && event.code === 'machine.jam'));
    await rig.driver.reset();
    expect((await rig.driver.status()).state).toBe('idle');
  });

  test('the door is opened after one note: partial', async () => {
    rig = await openRig({ faults: [{ name: 'door-at', value: 2 }] });
    expect(sums(await rig.driver.dispense(OPERATION, { lines: [{ valueMinor: 10_000, pieces: 3 }] }))).toMatchObject({
      outcome: 'partial',
      outMinor: 10_000,
      owedMinor: 20_000,
      reason: 'machine.door-open',
    });
  });

  test('the power fails in mid-payout: unknown, and a second payout is never sent', async () => {
    rig = await openRig({ faults: [{ name: 'power-cut', value: 3 }] });
    const running = rig.driver.dispense(OPERATION, { lines: [{ valueMinor: 10_000, pieces: 5 }] });
    await until(() => !state().machine.power && silences() >= 2);
    rig.machine.power(true);
    expect(sums(await running)).toMatchObject({ outcome: 'unknown', outMinor: 30_000 });
    expect(rig.orders()).toBe(1);
    expect(value('path')).toBe(10_000);
  });

  test('the power fails with the last note in the path: still unknown, although the stock fell by the right amount', async () => {
    rig = await openRig({ faults: [{ name: 'power-cut', value: 3 }] });
    const running = rig.driver.dispense(OPERATION, { lines: [{ valueMinor: 10_000, pieces: 3 }] });
    await until(() => !state().machine.power && silences() >= 2);
    rig.machine.power(true);
    expect(sums(await running)).toMatchObject({ outcome: 'unknown', outMinor: 30_000 });
  });

  test('a reset sweeps the piece in the path aside and leaves the figures in doubt: only a count ends that', async () => {
    rig = await openRig({ faults: [{ name: 'power-cut', value: 3 }] });
    const running = rig.driver.dispense(OPERATION, { lines: [{ valueMinor: 10_000, pieces: 5 }] });
    await until(() => !state().machine.power && silences() >= 2);
    rig.machine.power(true);
    await running;
    await rig.driver.reset();
    expect([value('path'), value('reject')]).toEqual([0, 10_000]);
    const accuracies = async () => new Set((await rig.driver.inventory()).units.map((unit) => unit.accuracy));
    expect(await accuracies()).toContain('inaccurate');
    rig.driver.counted?.();
    expect(await accuracies()).not.toContain('inaccurate');
  });

  test('the order never arrived: ACK to the enquiry is not believed, the stock says that nothing moved', async () => {
    rig = await openRig({ faults: [{ name: 'deaf', value: 1, command: 0x31 }] });
    expect(sums(await rig.driver.dispense(OPERATION, { amountMinor: 10_000 }))).toMatchObject({
      outcome: 'refused',
      reason: 'machine.no-answer',
    });
    expect(rig.orders()).toBe(1);
  });

  test('the answer to the order was lost: the payout is followed, not sent again', async () => {
    rig = await openRig({ faults: [{ name: 'silent', value: 1, command: 0x31 }] });
    expect(sums(await rig.driver.dispense(OPERATION, { amountMinor: 30_000 }))).toMatchObject({
      outcome: 'completed',
      outMinor: 30_000,
    });
    expect(rig.orders()).toBe(1);
  });

  test('NAK to the order: it is not sent again, and nothing moved', async () => {
    rig = await openRig({ faults: [{ name: 'nak', value: 1, command: 0x31 }] });
    expect(sums(await rig.driver.dispense(OPERATION, { amountMinor: 10_000 }))).toMatchObject({ outcome: 'refused' });
    expect(rig.orders()).toBe(1);
  });

  test('the cable is pulled in mid-payout: unknown, with the pieces that left', async () => {
    rig = await openRig({ speed: 20 });
    const running = rig.driver.dispense(OPERATION, { lines: [{ valueMinor: 2_000, pieces: 20 }] });
    await until(() => value('outlet') > 0);
    rig.fault('unplugged', 'on');
    await until(() => value('taken') === 40_000);
    rig.fault('unplugged', 'off');
    expect(sums(await running)).toMatchObject({ outcome: 'unknown', outMinor: 40_000 });
  });

  test('people who take their cash late do not change the outcome', async () => {
    rig = await openRig({ faults: [{ name: 'late', value: 5_000 }], speed: 50 });
    const result = await rig.driver.dispense(OPERATION, { amountMinor: 10_000 });
    expect(sums(result)).toMatchObject({ outcome: 'completed', outMinor: 10_000 });
    expect(rig.events.some((event) => event.event === 'hand' && event.need === 'take_cash')).toBe(true);
  });

  test('cash that is never taken: completed, because it left the stock', async () => {
    rig = await openRig({ faults: [{ name: 'late', value: -1 }] });
    expect(sums(await rig.driver.dispense(OPERATION, { amountMinor: 10_000 }))).toMatchObject({
      outcome: 'completed',
      outMinor: 10_000,
    });
    expect(value('outlet')).toBe(10_000);
  });
});

describe('one at a time', () => {
  test('a second operation is refused while the first one runs', async () => {
    rig = await openRig();
    const first = rig.driver.dispense(OPERATION, { amountMinor: 10_000 });
    expect(sums(await rig.driver.dispense(OPERATION, { amountMinor: 10_000 }))).toMatchObject({
      outcome: 'refused',
      reason: 'machine.busy',
    });
    expect(sums(await first)).toMatchObject({ outcome: 'completed' });
    expect(rig.orders()).toBe(1);
  });
});

function state(): { machine: { power: boolean; deposit: string; payout: string } } {
  return rig.machine.state() as { machine: { power: boolean; deposit: string; payout: string } };
}

const VALUES = [100_000, 50_000, 10_000, 2_000, 1_000, 500, 200, 100, 50, 25];
function value(place: 'taken' | 'outlet' | 'path' | 'reject'): number {
  return rig.machine.cash()[place].reduce((sum, pieces, i) => sum + pieces * (VALUES[i] ?? 0), 0);
}

/** How many exchanges ended in silence: each ends with EOT. */
function silences(): number {
  return rig.driver.frames().filter((frame) => frame.direction === 'out' && frame.bytes[0] === 0x04).length;
}
