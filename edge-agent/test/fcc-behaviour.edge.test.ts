import { STATUS } from '@tillbridge/edge-agent/recycler/glory-fcc/constants';
import { afterEach, describe, expect, test } from 'vitest';
import { type FccRig, lostFccPieces, memoryOf, OWN_ADDRESS, openFccRig } from './fcc-rig.ts';
import { sums, until } from './recycler-rig.ts';

const OPERATION = '0190a000-0000-7000-8000-000000000001';
let rig: FccRig;
afterEach(async () => {
  expect(lostFccPieces(rig.machine)).toEqual([]);
  await rig.close();
});

const insert = (unit: string) => until(() => rig.machine.insert({ [unit]: 1 }) === 1);
const counted = (inMinor: number) =>
  until(() => rig.events.some((event) => event.event === 'deposit' && event.inMinor === inMinor));
const raised = (code: string) =>
  rig.events.some((event) => event.event === 'fault' && event.code === code && event.raised);
const cleared = (code: string) =>
  rig.events.some((event) => event.event === 'fault' && event.code === code && !event.raised);

describe('states in which an end would hang the machine', () => {
  test.each([
    ['reject-note', STATUS.removeFromInlet],
    ['suspect-note', STATUS.suspectNote],
    ['wait-recovery', STATUS.waitingRecovery],
  ] as const)(
    'while it shows %s a deposit is not ended, and is ended as soon as it does not',
    async (fault, status) => {
      rig = await openFccRig({}, { sale: 'cashin' });
      const running = rig.driver.collect(OPERATION, 50_000, 5_000);
      await insert('N4045');
      await counted(10_000);
      rig.fault(fault, 'on');
      rig.driver.cancel();
      await until(() => (rig.machine.heard()['GetStatus'] ?? 0) > 0 && rig.machine.state().status === status);
      const looks = rig.machine.heard()['GetStatus'] ?? 0;
      await until(() => (rig.machine.heard()['GetStatus'] ?? 0) > looks + 5);
      expect(rig.machine.heard()['CashinCancel']).toBeUndefined();
      rig.fault(fault, 'off');
      expect(sums(await running)).toMatchObject({ outcome: 'cancelled', inMinor: 10_000, outMinor: 10_000 });
      expect(rig.machine.state().hung).toBe(false);
    },
  );
});

describe('session and occupation', () => {
  test('are given back after every operation, so that others can work', async () => {
    rig = await openFccRig();
    await rig.driver.dispense(OPERATION, { amountMinor: 100 });
    expect(rig.machine.state().holder).toBeUndefined();
  });

  test('of a run that was killed are its own, and are given back at the next start', async () => {
    rig = await openFccRig({}, {}, { findMs: 200 });
    void rig.driver.collect(OPERATION, 50_000, 60_000);
    await until(() => rig.machine.state().status === STATUS.waitingForCash);
    const killed = rig.memory.read();
    // The machine ends the sale, but its holder is gone and never gives it back.
    await rig.driver.close();
    expect(rig.machine.state().holder).toBe(killed);
    const next = rig.another();
    await next.open();
    const known = { verb: 'collect' as const, amountMinor: 50_000, powerMayHaveFailed: false };
    const inventoryBefore = await next.inventory();
    expect(sums(await next.recover(OPERATION, { ...known, inventoryBefore }))).toMatchObject({ outcome: 'cancelled' });
    expect(rig.machine.state().holder).toBeUndefined();
  });

  test('whose name was lost belong to another: refused, and nothing moved', async () => {
    rig = await openFccRig();
    void rig.driver.collect(OPERATION, 50_000, 60_000);
    await until(() => rig.machine.state().status === STATUS.waitingForCash);
    await rig.driver.close();
    const next = rig.another({ memory: memoryOf(undefined) });
    await next.open();
    expect(sums(await next.dispense(OPERATION, { amountMinor: 100 }))).toMatchObject({ outcome: 'refused' });
    expect(rig.machine.heard()['Cashout']).toBeUndefined();
  });

  test.each([
    ['without sessions', { session: false }],
    ['without occupation', { occupy: false }],
    ['with neither', { session: false, occupy: false }],
  ])('%s the machine works as well', async (_name, switches) => {
    rig = await openFccRig(switches, switches);
    expect(sums(await rig.driver.dispense(OPERATION, { amountMinor: 13_100 }))).toMatchObject({ outcome: 'completed' });
    expect(rig.machine.heard()['Open']).toBe('session' in switches ? undefined : 1);
  });

  test('a session that timed out is opened again', async () => {
    rig = await openFccRig();
    rig.fault('session-over', 1);
    expect(sums(await rig.driver.dispense(OPERATION, { amountMinor: 100 }))).toMatchObject({ outcome: 'completed' });
    expect(rig.machine.heard()['Open']).toBe(2);
  });
});

describe('the event line', () => {
  test('is registered once for each start, and again after a restart of the machine', async () => {
    rig = await openFccRig();
    expect(rig.machine.state().registrations).toBe(1);
    rig.fault('restart', 30);
    await until(() => raised('machine.offline') && cleared('machine.offline'));
    await until(() => rig.machine.state().registrations === 1);
    const next = rig.another();
    await rig.driver.close();
    await next.open();
    await until(() => rig.machine.state().registrations >= 1 && (rig.machine.heard()['RegisterEvent'] ?? 0) >= 3);
  });

  test('that the machine refuses is a fault, and sales go on without it', async () => {
    rig = await openFccRig();
    await rig.driver.close();
    rig.fault('registrations-full', 'on');
    const next = rig.another();
    const codes: string[] = [];
    next.on((event) => {
      if (event.event === 'fault' && event.raised) codes.push(event.code);
    });
    await next.open();
    await until(() => codes.includes('machine.events-refused'));
    expect(sums(await next.dispense(OPERATION, { amountMinor: 100 }))).toMatchObject({ outcome: 'completed' });
    rig.fault('registrations-full', 'off');
    await until(() => rig.machine.state().registrations > 0);
    await until(async () => (await next.status()).faults.length === 0);
  });

  test('to 127.0.0.1 is refused by the machine', async () => {
    rig = await openFccRig();
    const next = rig.another({
      events: { listen: OWN_ADDRESS, announce: '127.0.0.1', port: 0 },
      memory: memoryOf(undefined),
    });
    await rig.driver.close();
    await next.open();
    await until(async () => (await next.status()).faults.some(({ code }) => code === 'machine.events-refused'));
  });

  test('told twice tells once', async () => {
    rig = await openFccRig();
    rig.fault('events-doubled', 'on');
    const running = rig.driver.collect(OPERATION, 10_000, 5_000);
    await insert('N4045');
    await running;
    expect(rig.events.filter((event) => event.event === 'deposit')).toHaveLength(1);
  });

  test('opened doors and missing cassettes are faults until they are closed and back', async () => {
    rig = await openFccRig();
    for (const [fault, code] of [
      ['door', 'machine.door-open'],
      ['cassette-out', 'machine.unit-missing'],
    ] as const) {
      rig.fault(fault, 'on');
      await until(() => raised(code));
      rig.fault(fault, 'off');
      await until(() => cleared(code));
    }
  });
});

describe('money', () => {
  test('in an outlet that nobody empties keeps the next order from being given', async () => {
    rig = await openFccRig({ faults: [{ name: 'late', value: -1 }] });
    await rig.driver.dispense(OPERATION, { amountMinor: 100 });
    expect(rig.events).toContainEqual(expect.objectContaining({ event: 'hand', need: 'take_cash' }));
    expect(sums(await rig.driver.dispense(OPERATION, { amountMinor: 100 }))).toMatchObject({
      outcome: 'refused',
      reason: 'machine.cash-not-taken',
    });
    expect(rig.machine.heard()['Cashout']).toBe(1);
    rig.machine.take();
    expect(sums(await rig.driver.dispense(OPERATION, { amountMinor: 100 }))).toMatchObject({ outcome: 'completed' });
  });

  test('in an outlet that is emptied late keeps the next order waiting, and no longer', async () => {
    rig = await openFccRig({ faults: [{ name: 'late', value: -1 }] }, {}, { outletMs: 20_000 });
    await rig.driver.dispense(OPERATION, { amountMinor: 100 });
    const second = rig.driver.dispense(OPERATION, { amountMinor: 100 });
    const looks = rig.machine.heard()['GetStatus'] ?? 0;
    await until(() => (rig.machine.heard()['GetStatus'] ?? 0) > looks + 2);
    expect(rig.machine.heard()['Cashout']).toBe(1);
    rig.machine.take();
    expect(sums(await second)).toMatchObject({ outcome: 'completed' });
  });

  test('that cannot be changed is kept by the machine, or given back where it is set so', async () => {
    rig = await openFccRig({ faults: [{ name: 'change-short', value: -1 }] });
    let running = rig.driver.collect(OPERATION, 5_000, 5_000);
    await insert('N4045');
    expect(sums(await running)).toMatchObject({ outcome: 'retained', inMinor: 10_000, reason: 'machine.stock-short' });
    await rig.close();
    rig = await openFccRig({ faults: [{ name: 'change-short', value: -1 }] }, { refundOnShortage: true });
    running = rig.driver.collect(OPERATION, 5_000, 5_000);
    await insert('N4045');
    expect(sums(await running)).toMatchObject({ outcome: 'cancelled', inMinor: 10_000, outMinor: 10_000 });
  });

  test('that the machine wants verified is not told as accurate', async () => {
    rig = await openFccRig();
    rig.fault('verify', 'on');
    const { units } = await rig.driver.inventory();
    expect(units.filter((each) => each.form === 'note').every((each) => each.accuracy === 'inaccurate')).toBe(true);
    expect(units.filter((each) => each.form === 'coin').every((each) => each.accuracy === 'accurate')).toBe(true);
  });

  test('in two stackers of one denomination stands in two units', async () => {
    rig = await openFccRig();
    const { units } = await rig.driver.inventory();
    expect(units.filter((each) => each.valueMinor === 2_000).map((each) => [each.unit, each.capacity])).toEqual([
      ['N4047', 320],
      ['N4048', 210],
    ]);
    expect(units.find((each) => each.role === 'box')).toMatchObject({ unit: 'N4059', capacity: 2_000 });
  });

  test('of a sale whose answer never comes is told by the event line at once', async () => {
    rig = await openFccRig(
      { faults: [{ name: 'silent', value: 1, operation: 'Change' }] },
      {},
      { changeGraceMs: 60_000 },
    );
    const running = rig.driver.collect(OPERATION, 10_000, 60_000);
    await insert('N4045');
    expect(sums(await running)).toMatchObject({ outcome: 'completed', inMinor: 10_000 });
  });

  test('of an order that the network delivered twice moves once', async () => {
    rig = await openFccRig({
      faults: [
        { name: 'duplicated', value: 1, operation: 'Cashout' },
        { name: 'events-lost', value: -1 },
      ],
    });
    expect(sums(await rig.driver.dispense(OPERATION, { amountMinor: 13_100 }))).toMatchObject({
      outcome: 'completed',
      outMinor: 13_100,
    });
  });

  test('moved by an order of which only the machine remembers is known after a restart', async () => {
    rig = await openFccRig({ faults: [{ name: 'events-lost', value: -1 }] });
    const inventoryBefore = await rig.driver.inventory();
    await rig.driver.dispense(OPERATION, { amountMinor: 13_100 });
    const next = rig.another();
    await rig.driver.close();
    await next.open();
    const known = { verb: 'dispense' as const, amountMinor: 13_100, inventoryBefore, powerMayHaveFailed: true };
    expect(sums(await next.recover(OPERATION, known))).toMatchObject({ outcome: 'completed', outMinor: 13_100 });
    expect(rig.machine.heard()['Cashout']).toBe(1);
  });
});
