import { afterEach, describe, expect, test } from 'vitest';
import { lostPieces, openRig, type Rig, sums, until } from './recycler-rig.ts';

const OPERATION = '0190a000-0000-7000-8000-000000000001';
let rig: Rig;
afterEach(async () => {
  expect(lostPieces(rig.machine)).toEqual([]);
  await rig.close();
});

const raised = (code: string) =>
  rig.events.some((event) => event.event === 'fault' && event.code === code && event.raised);
const cleared = (code: string) =>
  rig.events.some((event) => event.event === 'fault' && event.code === code && !event.raised);

/** Switches the machine on again once the driver has met silence twice. */
async function powerReturns(): Promise<void> {
  const silences = () =>
    rig.driver.frames().filter((frame) => frame.direction === 'out' && frame.bytes[0] === 0x04).length;
  await until(() => silences() >= 3);
  rig.machine.power(true);
}

describe('power', () => {
  test('it fails before the order is obeyed: nothing moved, and nothing is sent again', async () => {
    rig = await openRig({ faults: [{ name: 'power-cut-command', value: 1, command: 0x31 }] });
    const running = rig.driver.dispense(OPERATION, { amountMinor: 10_000 });
    await powerReturns();
    expect(sums(await running)).toMatchObject({ outcome: 'refused', reason: 'machine.no-answer' });
    expect(rig.orders()).toBe(1);
  });

  test('it fails right after the order was accepted: unknown', async () => {
    rig = await openRig({ faults: [{ name: 'power-cut-command', value: 2, command: 0x31 }] });
    const running = rig.driver.dispense(OPERATION, { amountMinor: 10_000 });
    await powerReturns();
    expect(sums(await running)).toMatchObject({ outcome: 'unknown', outMinor: 0 });
  });

  test('it returns with cash in the outlet: unknown, although the machine then comes to rest', async () => {
    rig = await openRig({
      faults: [
        { name: 'power-cut', value: 2 },
        { name: 'late', value: -1 },
      ],
    });
    const running = rig.driver.dispense(OPERATION, { lines: [{ valueMinor: 10_000, pieces: 3 }] });
    await powerReturns();
    await until(() => rig.events.some((event) => event.event === 'hand' && event.need === 'take_cash'));
    rig.machine.take();
    expect(sums(await running)).toMatchObject({ outcome: 'unknown', outMinor: 20_000 });
  });

  test('an idle machine that is switched off is offline, and comes back with its stock', async () => {
    rig = await openRig();
    rig.fault('restart', 900);
    await until(() => raised('machine.offline'));
    const many = rig.events.filter((event) => event.event === 'inventory').length;
    await until(() => cleared('machine.offline'));
    await until(() => rig.events.filter((event) => event.event === 'inventory').length > many);
    expect((await rig.driver.status()).state).toBe('idle');
  });

  test('a machine that is off moves nothing: both verbs are refused', async () => {
    rig = await openRig();
    rig.machine.power(false);
    expect(sums(await rig.driver.dispense(OPERATION, { amountMinor: 100 }))).toMatchObject({
      outcome: 'refused',
      reason: 'machine.offline',
    });
    expect(sums(await rig.driver.collect(OPERATION, 100, 1_000))).toMatchObject({
      outcome: 'refused',
      reason: 'machine.offline',
    });
    expect(rig.orders()).toBe(0);
  });
});

describe('the line', () => {
  test('damaged frames are asked for again; the fault holds until the line has been clean', async () => {
    rig = await openRig();
    rig.fault('cut', 9, 0x32);
    await rig.driver.inventory();
    expect(raised('machine.frame-checksum')).toBe(true);
    await until(() => cleared('machine.frame-checksum'));
  });

  test('bytes that are no part of the protocol are named', async () => {
    rig = await openRig({ seed: 11 });
    rig.fault('noise', 1_000);
    await until(() => raised('machine.unknown-byte'));
    rig.fault('noise', 'off');
    await until(() => cleared('machine.unknown-byte'));
  });

  test('every byte that went over the line is kept, with its direction and time', async () => {
    rig = await openRig();
    await rig.driver.inventory();
    const frames = rig.driver.frames();
    expect(frames.some((frame) => frame.direction === 'out' && frame.bytes[2] === 0x32)).toBe(true);
    expect(frames.some((frame) => frame.direction === 'in' && frame.bytes.length > 118)).toBe(true);
    const times = frames.map((frame) => frame.monotonicMs);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });
});

describe('people', () => {
  test('one who walks away pays nothing: cancelled when the time is over', async () => {
    rig = await openRig({ customers: true, faults: [{ name: 'walk-away', value: 1_000 }] });
    expect(sums(await rig.driver.collect(OPERATION, 10_000, 200))).toMatchObject({ outcome: 'cancelled', inMinor: 0 });
  });

  test('the same seed makes the same machine', async () => {
    rig = await openRig({ seed: 5 });
    const first = rig.machine.cash();
    await rig.close();
    rig = await openRig({ seed: 5 });
    expect(rig.machine.cash()).toEqual(first);
  });
});

test('a driver that is closed in mid-deposit ends it at once and claims nothing', async () => {
  rig = await openRig();
  const running = rig.driver.collect(OPERATION, 10_000, 60_000);
  await until(() => rig.machine.insert({ N4: 1 }) === 1);
  await until(() => rig.events.some((event) => event.event === 'deposit'));
  await rig.driver.close();
  expect((await running).result.outcome).toBe('unknown');
});

describe('near empty', () => {
  test('is told once, goes on over a payout, and ends when the machine is plain ready', async () => {
    rig = await openRig();
    rig.fault('near-empty', 'on');
    await until(() => raised('machine.near-empty'));
    expect((await rig.driver.status()).state).toBe('idle');
    expect(sums(await rig.driver.dispense(OPERATION, { amountMinor: 10_000 })).outcome).toBe('completed');
    expect((await rig.driver.status()).faults.map((fault) => fault.code)).toEqual(['machine.near-empty']);
    expect(rig.events.filter((event) => event.event === 'fault' && event.raised)).toHaveLength(1);
    rig.fault('near-empty', 'off');
    await until(() => cleared('machine.near-empty'));
  });
});
