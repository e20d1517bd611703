import { sumLines } from '@tillbridge/shared/cash';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { awaited, BOOT, ended, MACHINE, openShop, operation } from '../../test/desk-rig.ts';
import { MemoryJournal } from '../../test/memory-journal.ts';
import { ScriptedDriver } from '../../test/scripted-driver.ts';
import { AGAIN_MS, STOP_GRACE_MS } from './desk-parts.ts';

afterEach(() => {
  vi.useRealTimers();
});

describe('a sale at the counter', () => {
  it('writes the intent before the first byte and one fact with all lines before the answer', async () => {
    const { journal, driver, counter } = await openShop();
    driver.script.collect = () => {
      expect(journal.kinds().at(-1)).toBe('operation.intended');
      return ended({ outcome: 'completed', in: driver.move('in', { 10000: 1 }), out: [] }, driver);
    };
    driver.script.dispense = () =>
      ended({ outcome: 'completed', in: [], out: driver.move('out', { 2000: 1 }) }, driver);
    const body = await counter.takeCash({
      operation: operation(1),
      amountMinor: 8_000,
      reference: 'R1',
      operator: 'Malee',
    });
    expect(body).toMatchObject({
      outcome: 'completed',
      inMinor: 10_000,
      outMinor: 2_000,
      owedMinor: 0,
      reference: 'R1',
      operator: 'Malee',
    });
    expect(journal.bodies('cash.transaction')).toEqual([body]);
    expect(body.steps.map((step) => step.code)).toEqual(['intent_written', 'change_started', 'fact_stored']);
    expect(driver.calls).toEqual(['open', `collect ${operation(1)} 8000`, `dispense ${operation(1)} 2000`]);
    expect(journal.kinds()).not.toContain('stock_gap');
  });

  it('moves nothing when the intent cannot be written', async () => {
    const { journal, driver, counter } = await openShop();
    journal.full = true;
    await expect(counter.takeCash({ operation: operation(1), amountMinor: 8_000 })).rejects.toMatchObject({
      code: 'counter.not-recorded',
    });
    expect(driver.calls).toEqual(['open']);
  });

  it('answers only after the outcome is written, however long the disk is full', async () => {
    const { journal, driver, counter } = await openShop();
    driver.script.dispense = () => {
      journal.full = true;
      return ended({ outcome: 'completed', in: [], out: driver.move('out', { 2000: 1 }) }, driver);
    };
    let answered = false;
    const asked = counter.payOut({ operation: operation(1), amountMinor: 2_000 }).finally(() => {
      answered = true;
    });
    await vi.advanceTimersByTimeAsync(10 * AGAIN_MS);
    expect(answered).toBe(false);
    journal.full = false;
    await vi.advanceTimersByTimeAsync(AGAIN_MS);
    await expect(asked).resolves.toMatchObject({ outcome: 'completed', outMinor: 2_000 });
    expect(journal.bodies('cash.transaction')).toHaveLength(1);
  });

  it('records unknown when the driver breaks, and reads the machine before anything else may run', async () => {
    const { journal, driver, counter, desk } = await openShop();
    driver.script.dispense = () => {
      driver.move('out', { 2000: 3 });
      throw new Error('bug');
    };
    const body = await counter.payOut({ operation: operation(1), amountMinor: 6_000 });
    expect(body).toMatchObject({ outcome: 'unknown', reason: 'counter.unproven', lines: [] });
    await vi.advanceTimersByTimeAsync(1);
    const [gap] = journal.bodies('agent.event');
    expect(gap).toMatchObject({ code: 'stock_gap', machine: MACHINE.id, currency: 'THB' });
    expect(sumLines(gap?.lines ?? [], 'out')).toBe(6_000);
    expect(desk.isReady()).toBe(true);
  });
});

describe('one operation at a time', () => {
  it('refuses another till while one runs, and joins the same key', async () => {
    const { driver, counter } = await openShop();
    const paying = awaited();
    driver.script.collect = () => paying.promise;
    const first = counter.takeCash({ operation: operation(1), amountMinor: 2_000 });
    const again = counter.takeCash({ operation: operation(1), amountMinor: 2_000 });
    await expect(counter.takeCash({ operation: operation(2), amountMinor: 2_000 })).rejects.toMatchObject({
      code: 'counter.busy',
    });
    await expect(counter.takeCash({ operation: operation(1), amountMinor: 2_001 })).rejects.toMatchObject({
      code: 'counter.key-reused',
    });
    paying.resolve(ended({ outcome: 'completed', in: driver.move('in', { 2000: 1 }), out: [] }, driver));
    expect(await again).toEqual(await first);
    expect(driver.calls.filter((call) => call.startsWith('collect'))).toHaveLength(1);
  });

  it('gives a key that has ended its recorded outcome and moves nothing', async () => {
    const { driver, counter, journal } = await openShop();
    driver.script.dispense = () =>
      ended({ outcome: 'completed', in: [], out: driver.move('out', { 2000: 1 }) }, driver);
    const first = await counter.payOut({ operation: operation(1), amountMinor: 2_000, reference: 'P1' });
    expect(await counter.payOut({ operation: operation(1), amountMinor: 2_000, reference: 'P1' })).toEqual(first);
    await expect(
      counter.payOut({ operation: operation(1), amountMinor: 2_000, reference: 'P2' }),
    ).rejects.toMatchObject({ code: 'counter.key-reused' });
    await expect(
      counter.takeCash({ operation: operation(1), amountMinor: 2_000, reference: 'P1' }),
    ).rejects.toMatchObject({ code: 'counter.key-reused' });
    expect(journal.bodies('operation.intended')).toHaveLength(1);
  });

  it('never takes a record that was let go for leave to pay again', async () => {
    const { driver, counter, journal } = await openShop();
    driver.script.dispense = () =>
      ended({ outcome: 'completed', in: [], out: driver.move('out', { 2000: 1 }) }, driver);
    const wish = { operation: operation(1), amountMinor: 2_000, reference: 'P1' };
    await counter.payOut(wish);
    journal.letGo(wish.operation);
    const moved = driver.calls.length;
    await expect(counter.payOut(wish)).rejects.toMatchObject({ code: 'counter.outcome-gone' });
    expect(driver.calls).toHaveLength(moved);
  });

  it('starts nothing at a machine that is offline', async () => {
    const { driver, counter } = await openShop();
    driver.tell({ event: 'link', up: false, at: '2026-11-20T07:00:01.000Z' });
    await expect(counter.payOut({ operation: operation(1), amountMinor: 2_000 })).rejects.toMatchObject({
      code: 'counter.machine-offline',
    });
  });
});

describe('a start', () => {
  const interrupted = async () => {
    const journal = new MemoryJournal(BOOT);
    const driver = new ScriptedDriver({ 2000: 50 });
    const first = await openShop({ journal, driver });
    driver.script.dispense = () => new Promise(() => {});
    void first.counter.payOut({ operation: operation(7), amountMinor: 6_000 }).catch(() => undefined);
    const facts = journal.facts.length;
    expect(journal.openOperations()).toHaveLength(1);
    return { journal, driver, facts };
  };

  it('ends an interrupted payout by what the stock proves, and pays nothing again', async () => {
    const { journal, driver } = await interrupted();
    driver.script.recover = () => ended({ outcome: 'completed', in: [], out: driver.move('out', { 2000: 3 }) }, driver);
    const { counter } = await openShop({ journal, driver });
    const [body] = journal.bodies('cash.transaction');
    expect(body).toMatchObject({ operation: operation(7), outcome: 'completed', outMinor: 6_000 });
    expect(driver.known).toMatchObject([{ verb: 'dispense', amountMinor: 6_000, powerMayHaveFailed: false }]);
    expect(driver.known[0]?.inventoryBefore?.units[0]?.pieces).toBe(50);
    expect(await counter.payOut({ operation: operation(7), amountMinor: 6_000 })).toEqual(body);
    expect(driver.calls.filter((call) => call.startsWith('dispense'))).toHaveLength(1);
    expect(journal.kinds()).not.toContain('stock_gap');
  });

  it('says that the power may have failed when the PC has booted since', async () => {
    const { journal, driver } = await interrupted();
    driver.script.recover = () => ended({ outcome: 'unknown', evidence: 'power', in: [], out: [] }, driver);
    await openShop({ journal, driver, boot: 'c'.repeat(32) });
    expect(driver.known).toMatchObject([{ powerMayHaveFailed: true }]);
    expect(journal.bodies('cash.transaction')).toMatchObject([{ outcome: 'unknown', reason: 'counter.unproven' }]);
  });

  it('judges an interrupted payout only when the machine is there to prove something', async () => {
    const { journal, driver } = await interrupted();
    driver.machineStatus = { state: 'offline', faults: [] };
    driver.script.recover = () => {
      driver.answers = false;
      return { result: { outcome: 'unknown', evidence: 'silent', in: [], out: [] }, steps: [] };
    };
    const { desk } = await openShop({ journal, driver });
    await vi.advanceTimersByTimeAsync(3 * AGAIN_MS);
    expect(driver.known).toEqual([]);
    driver.machineStatus = { state: 'idle', faults: [] };
    await vi.advanceTimersByTimeAsync(AGAIN_MS);
    expect(driver.known).toHaveLength(1);
    expect(journal.openOperations()).toHaveLength(1);
    driver.answers = true;
    driver.script.recover = () => ended({ outcome: 'completed', in: [], out: driver.move('out', { 2000: 3 }) }, driver);
    await vi.advanceTimersByTimeAsync(AGAIN_MS);
    expect(journal.bodies('cash.transaction')).toMatchObject([{ outcome: 'completed', outMinor: 6_000 }]);
    expect(desk.isReady()).toBe(true);
  });

  it('records the pieces that moved while nobody wrote', async () => {
    const { journal, driver } = await openShop();
    driver.move('out', { 10000: 2 });
    driver.move('in', { 100: 4 });
    await openShop({ journal, driver });
    const [gap] = journal.bodies('agent.event');
    expect(gap?.lines?.map((line) => [line.valueMinor, line.direction, line.pieces])).toEqual([[10_000, 'out', 2]]);
    const [refill] = journal.bodies('cash.transaction');
    expect(refill).toMatchObject({ kind: 'refill', reason: 'counter.refill-seen', amountMinor: 400, inMinor: 400 });
    expect(refill?.lines).toMatchObject([{ valueMinor: 100, pieces: 4, direction: 'in' }]);
    await openShop({ journal, driver });
    expect(journal.bodies('agent.event')).toHaveLength(1);
    expect(journal.bodies('cash.transaction')).toHaveLength(1);
  });

  it('waits for a machine that does not answer, without giving up', async () => {
    const driver = new ScriptedDriver({ 2000: 50 });
    driver.answers = false;
    const { desk, journal, counter } = await openShop({ driver });
    await vi.advanceTimersByTimeAsync(5 * AGAIN_MS);
    expect(desk.isReady()).toBe(false);
    await expect(counter.payOut({ operation: operation(1), amountMinor: 2_000 })).rejects.toMatchObject({
      code: 'counter.reconciling',
    });
    driver.answers = true;
    await vi.advanceTimersByTimeAsync(AGAIN_MS);
    expect(desk.isReady()).toBe(true);
    expect(journal.kinds()).toContain('machine.inventory');
  });
});

describe('a stop', () => {
  it('leaves an operation that does not end open, so that the next start recovers it', async () => {
    const { journal, driver, counter, desk } = await openShop();
    const paying = awaited();
    driver.script.dispense = () => paying.promise;
    const asked = counter.payOut({ operation: operation(1), amountMinor: 2_000 });
    const refused = expect(asked).rejects.toMatchObject({ code: 'counter.stopped' });
    const stopped = desk.stop();
    await vi.advanceTimersByTimeAsync(STOP_GRACE_MS);
    await stopped;
    paying.resolve(ended({ outcome: 'unknown', evidence: 'closed', in: [], out: [] }, driver));
    await refused;
    expect(journal.bodies('cash.transaction')).toEqual([]);
    expect(journal.openOperations()).toHaveLength(1);
  });

  it('ends in time although the disk stays full, and leaves the outcome to the next start', async () => {
    const { journal, driver, desk, counter } = await openShop();
    let [full, refused] = [false, 0];
    journal.appendAll = (facts) => {
      // Far more tries than the grace has room for: whoever comes here does nothing else any more.
      if (full && ++refused < 1_000) throw new Error('disk full');
      journal.facts.push(...facts);
      return [];
    };
    driver.script.dispense = () => {
      full = true;
      return ended({ outcome: 'completed', in: [], out: driver.move('out', { 2000: 1 }) }, driver);
    };
    const asked = expect(counter.payOut({ operation: operation(1), amountMinor: 2_000 })).rejects.toMatchObject({
      code: 'counter.stopped',
    });
    await vi.advanceTimersByTimeAsync(1);
    const stopped = desk.stop();
    await vi.advanceTimersByTimeAsync(2 * STOP_GRACE_MS);
    await Promise.all([asked, stopped]);
    expect(journal.openOperations()).toHaveLength(1);
  });

  it('cancels a collect and records what came of it', async () => {
    const { journal, driver, counter, desk } = await openShop();
    const paying = awaited();
    driver.script.collect = () => paying.promise;
    driver.cancel = () => paying.resolve(ended({ outcome: 'cancelled', in: [], out: [] }, driver));
    const asked = counter.takeCash({ operation: operation(1), amountMinor: 2_000 });
    await desk.stop();
    await expect(asked).resolves.toMatchObject({ outcome: 'cancelled' });
    expect(journal.openOperations()).toEqual([]);
  });
});
