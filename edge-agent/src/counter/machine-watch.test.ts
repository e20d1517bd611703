import { afterEach, describe, expect, it, vi } from 'vitest';
import { awaited, ended, openShop, operation } from '../../test/desk-rig.ts';
import type { DriverEvent } from '../recycler/driver.ts';
import { BEAT_MS } from './desk-parts.ts';
import { TELL_AFTER_MS } from './machine-watch.ts';

afterEach(() => {
  vi.useRealTimers();
});

describe('what a machine says by itself', () => {
  it('writes each state and each fault once, raised and cleared', async () => {
    const { journal, driver } = await openShop();
    await vi.advanceTimersByTimeAsync(TELL_AFTER_MS);
    const before = journal.bodies('machine.state').length;
    const at = '2026-11-20T07:00:02.000Z';
    const tellAll = async (...events: DriverEvent[]) => {
      for (const event of events) driver.tell(event);
      await vi.advanceTimersByTimeAsync(TELL_AFTER_MS);
    };
    const jam = { event: 'fault', code: 'machine.jam', unit: 'N1' } as const;
    const stuck = { state: 'fault', faults: [{ code: 'machine.jam', unit: 'N1', since: at }] } as const;
    await tellAll({ ...jam, raised: true, at }, { event: 'state', status: stuck, at });
    await tellAll({ ...jam, raised: true, at: '2026-11-20T07:00:03.000Z' }, { event: 'state', status: stuck, at });
    await tellAll({ ...jam, raised: false, at }, { event: 'state', status: { state: 'idle', faults: [] }, at });
    await tellAll({ event: 'state', status: { state: 'idle', faults: [] }, at });
    const states = journal.bodies('machine.state').slice(before);
    expect(states.map((body) => [body.state, body.faults.map((fault) => [fault.code, fault.since])])).toEqual([
      ['fault', [['machine.jam', at]]],
      ['idle', []],
    ]);
  });

  it('loses no fault that ends as soon as it began', async () => {
    const { journal, driver } = await openShop();
    await vi.advanceTimersByTimeAsync(TELL_AFTER_MS);
    const before = journal.bodies('machine.state').length;
    const fault = { event: 'fault', code: 'machine.jam', at: '2026-11-20T07:00:02.000Z' } as const;
    driver.tell({ ...fault, raised: true });
    driver.tell({ ...fault, raised: false });
    await vi.advanceTimersByTimeAsync(TELL_AFTER_MS);
    expect(
      journal
        .bodies('machine.state')
        .slice(before)
        .map((body) => body.faults.length),
    ).toEqual([1, 0]);
  });

  it('writes no busy and waiting of an operation of its own, but its jam', async () => {
    const { journal, driver, counter } = await openShop();
    await vi.advanceTimersByTimeAsync(TELL_AFTER_MS);
    const before = journal.bodies('machine.state').length;
    const at = '2026-11-20T07:00:02.000Z';
    const paying = awaited();
    driver.script.dispense = () => paying.promise;
    const asked = counter.payOut({ operation: operation(1), amountMinor: 2_000 });
    for (const status of [
      { state: 'busy', faults: [] },
      { state: 'waiting', faults: [] },
      { state: 'fault', faults: [{ code: 'machine.jam', since: at }] },
      { state: 'busy', faults: [] },
    ] as const) {
      driver.tell({ event: 'state', status, at });
      await vi.advanceTimersByTimeAsync(TELL_AFTER_MS);
    }
    paying.resolve(ended({ outcome: 'completed', in: [], out: driver.move('out', { 2000: 1 }) }, driver));
    await asked;
    driver.tell({ event: 'state', status: { state: 'idle', faults: [] }, at });
    await vi.advanceTimersByTimeAsync(TELL_AFTER_MS);
    const states = journal.bodies('machine.state').slice(before);
    expect(states.map((body) => [body.state, body.faults.length])).toEqual([
      ['fault', 1],
      ['busy', 0],
      ['idle', 0],
    ]);
  });

  it('writes nothing of its state for a sale without trouble', async () => {
    const { journal, driver, counter } = await openShop();
    await vi.advanceTimersByTimeAsync(TELL_AFTER_MS);
    const before = journal.bodies('machine.state').length;
    const at = '2026-11-20T07:00:02.000Z';
    driver.script.dispense = () => {
      driver.tell({ event: 'state', status: { state: 'busy', faults: [] }, at });
      return ended({ outcome: 'completed', in: [], out: driver.move('out', { 2000: 1 }) }, driver);
    };
    await counter.payOut({ operation: operation(1), amountMinor: 2_000 });
    driver.tell({ event: 'state', status: { state: 'idle', faults: [] }, at });
    await vi.advanceTimersByTimeAsync(TELL_AFTER_MS);
    expect(journal.bodies('machine.state').length).toBe(before);
  });

  it('records a hand in the stock between two operations', async () => {
    const { journal, driver } = await openShop();
    await vi.advanceTimersByTimeAsync(5_000);
    driver.move('out', { 2000: 5 });
    vi.setSystemTime(Date.parse('2026-11-20T08:00:00Z'));
    driver.tell({ event: 'inventory', inventory: driver.read() });
    expect(journal.bodies('agent.event')).toMatchObject([
      { code: 'stock_gap', lines: [{ valueMinor: 2_000, pieces: 5, direction: 'out' }] },
    ]);
  });

  it('reads a machine at rest every minute, so that no figure grows old', async () => {
    const { journal } = await openShop();
    const before = journal.bodies('machine.inventory').length;
    await vi.advanceTimersByTimeAsync(3 * BEAT_MS + 10);
    expect(journal.bodies('machine.inventory').length - before).toBe(3);
  });
});
