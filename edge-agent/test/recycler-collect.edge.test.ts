import { afterEach, describe, expect, test } from 'vitest';
import { lostPieces, openRig, type Rig, sums, until } from './recycler-rig.ts';

let rig: Rig;
afterEach(async () => {
  expect(lostPieces(rig.machine)).toEqual([]);
  await rig.close();
});

const OPERATION = '0190a000-0000-7000-8000-000000000001';

/** Pays in as soon as the deposit is open. */
async function payIn(pieces: Record<string, number>): Promise<void> {
  const many = Object.values(pieces).reduce((a, b) => a + b, 0);
  let rest = many;
  await until(() => {
    if (rest === many) rest -= rig.machine.insert(pieces);
    return rest < many;
  });
}

describe('taking cash', () => {
  test('a customer pays exactly: completed with the pieces that came in', async () => {
    rig = await openRig();
    const running = rig.driver.collect(OPERATION, 12_000, 5_000);
    await payIn({ N3: 1, N4: 1 });
    const result = await running;
    expect(sums(result)).toMatchObject({ outcome: 'completed', inMinor: 12_000, outMinor: 0 });
    expect(result.steps.map((step) => step.code)).toEqual(
      expect.arrayContaining(['deposit_opened', 'cash_counted', 'deposit_closed', 'stock_compared']),
    );
    expect(result.inventory?.units.find((unit) => unit.unit === 'N3')?.pieces).toBe(rig.machine.cash().stock[2]);
  });

  test('a customer pays more than was asked: all of it is taken', async () => {
    rig = await openRig();
    const progress: number[] = [];
    const running = rig.driver.collect(OPERATION, 3_500, 5_000, (inMinor) => progress.push(inMinor));
    await payIn({ N1: 1 });
    expect(sums(await running)).toMatchObject({ outcome: 'completed', inMinor: 100_000 });
    expect(progress.at(-1)).toBe(100_000);
  });

  test('a 1000-baht note is a note and a 10-baht coin is a coin, whatever their numbers look like', async () => {
    rig = await openRig();
    const running = rig.driver.collect(OPERATION, 101_000, 5_000);
    await payIn({ N1: 1, C1: 1 });
    const { result } = await running;
    expect(result).toMatchObject({
      outcome: 'completed',
      in: [
        { valueMinor: 100_000, form: 'note', pieces: 1, place: 'stock' },
        { valueMinor: 1_000, form: 'coin', pieces: 1, place: 'stock' },
      ],
    });
  });

  test('somebody says that this is all: what was paid in is kept', async () => {
    rig = await openRig();
    const running = rig.driver.collect(OPERATION, 1_000_000_000, 5_000);
    await payIn({ N3: 2 });
    await until(() => rig.events.some((event) => event.event === 'deposit' && event.inMinor === 20_000));
    rig.driver.finish?.();
    expect(sums(await running)).toMatchObject({ outcome: 'completed', inMinor: 20_000, outMinor: 0 });
  });

  test('somebody says that this is all before anything came in: cancelled', async () => {
    rig = await openRig();
    const running = rig.driver.collect(OPERATION, 1_000_000_000, 5_000);
    await until(() => rig.machine.insert({}) === 0 && rig.driver.frames().length > 0);
    rig.driver.finish?.();
    expect(sums(await running)).toMatchObject({ outcome: 'cancelled', inMinor: 0 });
  });

  test('cancelled before anything was paid in', async () => {
    rig = await openRig();
    const running = rig.driver.collect(OPERATION, 10_000, 5_000);
    await until(() => state().machine.deposit === 'counting');
    rig.driver.cancel();
    expect(sums(await running)).toEqual({ outcome: 'cancelled', inMinor: 0, outMinor: 0, owedMinor: 0, reason: '' });
  });

  test('cancelled in between: the very pieces are given back', async () => {
    rig = await openRig();
    const running = rig.driver.collect(OPERATION, 100_000, 5_000, (inMinor) => {
      if (inMinor === 12_000) rig.driver.cancel();
    });
    await payIn({ N3: 1, N4: 1 });
    const result = await running;
    expect(sums(result)).toMatchObject({ outcome: 'cancelled', inMinor: 12_000, outMinor: 12_000 });
    expect(result.steps.map((step) => step.code)).toContain('cash_given_back');
  });

  test('the time is over: what was paid in is given back', async () => {
    rig = await openRig();
    const running = rig.driver.collect(OPERATION, 100_000, 400);
    await payIn({ N4: 2 });
    expect(sums(await running)).toMatchObject({ outcome: 'cancelled', inMinor: 4_000, outMinor: 4_000 });
  });

  test('cash that cannot be given back because the payout jams is owed', async () => {
    rig = await openRig();
    const running = rig.driver.collect(OPERATION, 100_000, 5_000, (inMinor) => {
      if (inMinor !== 6_000) return;
      rig.fault('jam', 2);
      rig.driver.cancel();
    });
    await payIn({ N4: 3 });
    expect(sums(await running)).toEqual({
      outcome: 'partial',
      inMinor: 6_000,
      outMinor: 2_000,
      owedMinor: 4_000,
      reason: 'machine.jam',
    });
  });

  test('a jam in mid-deposit: the machine kept what was counted', async () => {
    rig = await openRig({ faults: [{ name: 'jam', value: 3 }] });
    const running = rig.driver.collect(OPERATION, 100_000, 5_000);
    await payIn({ N3: 4 });
    expect(sums(await running)).toMatchObject({ outcome: 'retained', inMinor: 20_000, reason: 'machine.jam' });
  });

  test('a jam at the first piece is unknown, not a wait for ever', async () => {
    rig = await openRig({ faults: [{ name: 'jam', value: 1 }] });
    const running = rig.driver.collect(OPERATION, 100_000, 5_000);
    await payIn({ N3: 1 });
    expect(sums(await running)).toMatchObject({ outcome: 'unknown', inMinor: 0 });
  });

  test('the power fails in mid-deposit: unknown, with what the stock shows', async () => {
    rig = await openRig({ faults: [{ name: 'power-cut', value: 3 }] });
    const running = rig.driver.collect(OPERATION, 100_000, 5_000);
    await payIn({ N3: 4 });
    await until(() => !state().machine.power);
    rig.machine.power(true);
    expect(sums(await running)).toMatchObject({ outcome: 'unknown', inMinor: 20_000 });
  });

  test('the door is opened in mid-deposit', async () => {
    rig = await openRig();
    const running = rig.driver.collect(OPERATION, 100_000, 5_000, () => rig.fault('door', 'on'));
    await payIn({ N3: 1 });
    const result = await running;
    expect(sums(result)).toMatchObject({ outcome: 'unknown', inMinor: 10_000 });
    expect(result.result).toMatchObject({ evidence: expect.stringContaining('machine.door-open') });
  });

  test('the cable is pulled for a moment and nothing is lost', async () => {
    rig = await openRig();
    const running = rig.driver.collect(OPERATION, 20_000, 10_000, (inMinor) => {
      if (inMinor === 10_000) rig.fault('unplugged', 'on');
    });
    await payIn({ N3: 1 });
    await until(() => rig.events.some((event) => event.event === 'link' && !event.up));
    expect(rig.machine.insert({ N3: 1 })).toBe(1);
    rig.fault('unplugged', 'off');
    expect(sums(await running)).toMatchObject({ outcome: 'completed', inMinor: 20_000 });
  });

  test('a full stacker sends notes to the cassette, and the lines say so', async () => {
    rig = await openRig({ faults: [{ name: 'near-full', value: -1 }] });
    const running = rig.driver.collect(OPERATION, 20_000, 5_000);
    await payIn({ N3: 2 });
    const { result, inventory } = await running;
    expect(result).toMatchObject({ outcome: 'completed', in: [{ valueMinor: 10_000, pieces: 2, place: 'box' }] });
    expect(inventory?.units.find((unit) => unit.role === 'box')?.contents).toEqual([
      { valueMinor: 10_000, form: 'note', pieces: 2 },
    ]);
  });

  test.each([
    ['cassette-out', 'machine.unit-missing'],
    ['coin-unit-out', 'machine.unit-missing'],
    ['door', 'machine.door-open'],
  ] as const)('%s: refused with %s before anything moves', async (name, reason) => {
    rig = await openRig();
    rig.fault(name, 'on');
    expect(sums(await rig.driver.collect(OPERATION, 100, 1_000))).toMatchObject({ outcome: 'refused', reason });
    expect(sums(await rig.driver.dispense(OPERATION, { amountMinor: 10_000 }))).toMatchObject({
      outcome: 'refused',
      reason,
    });
  });
});

function state(): { machine: { power: boolean; deposit: string; payout: string } } {
  return rig.machine.state() as { machine: { power: boolean; deposit: string; payout: string } };
}
