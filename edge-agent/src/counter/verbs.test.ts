import { sumLines } from '@tillbridge/shared/cash';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { awaited, BOOT, completed, ended, openShop, operation, payWanted } from '../../test/desk-rig.ts';
import { MemoryJournal } from '../../test/memory-journal.ts';
import { ScriptedDriver } from '../../test/scripted-driver.ts';
import { HAND_TIMEOUT_MS } from './by-hand.ts';

afterEach(() => {
  vi.useRealTimers();
});

describe('taking cash in', () => {
  it('goes on until somebody says that it is all, and keeps everything', async () => {
    const { driver, counter, desk } = await openShop();
    const paying = awaited();
    driver.script.collect = () => paying.promise;
    const asked = counter.takeIn({ operation: operation(1), amountMinor: 0, operator: 'Malee' });
    expect(counter.finish(undefined)).toBe(true);
    expect(driver.calls).toContain('finish');
    paying.resolve(completed(driver, 'in', { 10000: 3, 100: 1 }));
    expect(await asked).toMatchObject({ kind: 'deposit', outcome: 'completed', amountMinor: 30_100, inMinor: 30_100 });
    expect(counter.finish(undefined)).toBe(false);
    expect(desk.isReady()).toBe(true);
  });

  it('answers the same key with the same record although the amount was not known before', async () => {
    const { driver, counter } = await openShop();
    driver.script.collect = () => completed(driver, 'in', { 100: 1 });
    const first = await counter.takeIn({ operation: operation(1), amountMinor: 0 });
    expect(await counter.takeIn({ operation: operation(1), amountMinor: 0 })).toEqual(first);
    expect(driver.calls.filter((call) => call.startsWith('collect'))).toHaveLength(1);
  });
});

describe('an exchange', () => {
  it('takes nothing when it could not pay the wish, and names the nearest amounts', async () => {
    const { driver, counter, journal } = await openShop({ driver: new ScriptedDriver({ 10000: 5, 2000: 2 }) });
    await expect(counter.exchange({ operation: operation(1), amountMinor: 10_000 })).rejects.toMatchObject({
      code: 'counter.not-payable',
      extra: { belowMinor: 4_000 },
    });
    expect(driver.calls).toEqual(['open']);
    expect(journal.bodies('operation.intended')).toEqual([]);
  });

  it('gives the same amount in smaller pieces', async () => {
    const { driver, counter } = await openShop();
    driver.script.collect = () => completed(driver, 'in', { 10000: 1 });
    driver.script.dispense = payWanted(driver);
    const body = await counter.exchange({ operation: operation(1), amountMinor: 10_000 });
    expect(body).toMatchObject({
      kind: 'exchange',
      outcome: 'completed',
      inMinor: 10_000,
      outMinor: 10_000,
      owedMinor: 0,
    });
    expect(driver.wants).toMatchObject([{ lines: [{ valueMinor: 2_000, pieces: 5 }] }]);
  });

  it('is planned again on what came in, and gives the very pieces back when that cannot be paid', async () => {
    const { driver, counter } = await openShop({ driver: new ScriptedDriver({ 10000: 5, 2000: 5, 100: 0 }) });
    driver.script.collect = () => completed(driver, 'in', { 10000: 2 });
    driver.script.dispense = payWanted(driver);
    const wish = { largestMinor: 2_000 };
    const back = await counter.exchange({ operation: operation(1), amountMinor: 10_000, wish });
    expect(back).toMatchObject({ outcome: 'cancelled', inMinor: 20_000, outMinor: 20_000 });
    expect(back.steps.map((step) => step.code)).toContain('giving_back');
    driver.script.collect = () => completed(driver, 'in', { 10000: 1, 100: 1 });
    const body = await counter.exchange({ operation: operation(2), amountMinor: 10_000, wish });
    expect(body).toMatchObject({ outcome: 'completed', inMinor: 10_100, outMinor: 10_100 });
  });

  it('owes what the machine did not give', async () => {
    const { driver, counter } = await openShop();
    driver.script.collect = () => completed(driver, 'in', { 10000: 1 });
    driver.script.dispense = () =>
      ended(
        { outcome: 'partial', in: [], out: driver.move('out', { 2000: 2 }), owedMinor: 6_000, reason: 'machine.jam' },
        driver,
      );
    const body = await counter.exchange({ operation: operation(1), amountMinor: 10_000 });
    expect(body).toMatchObject({ outcome: 'partial', owedMinor: 6_000, reason: 'machine.jam' });
  });
});

describe('a refill', () => {
  it('is what the stock rose by between its beginning and its end, by the person who said so', async () => {
    const { driver, counter, journal } = await openShop();
    const asked = counter.refill({
      operation: operation(1),
      amountMinor: 0,
      operator: 'Somchai',
      reference: 'Float 7',
    });
    expect(journal.bodies('operation.intended')).toMatchObject([
      { kind: 'refill', operator: 'Somchai', reference: 'Float 7' },
    ]);
    await vi.advanceTimersByTimeAsync(1);
    driver.move('in', { 2000: 100, 100: 20 });
    counter.finish(undefined);
    const body = await asked;
    expect(body).toMatchObject({
      kind: 'refill',
      outcome: 'completed',
      amountMinor: 202_000,
      inMinor: 202_000,
      operator: 'Somchai',
    });
    expect(body.lines).toMatchObject([
      { valueMinor: 100, pieces: 20 },
      { valueMinor: 2_000, pieces: 100 },
    ]);
    expect(journal.kinds()).not.toContain('stock_gap');
  });

  it('opens a case when another sum was declared than came in', async () => {
    const { driver, counter } = await openShop();
    const asked = counter.refill({ operation: operation(1), amountMinor: 200_000 });
    await vi.advanceTimersByTimeAsync(1);
    driver.move('in', { 2000: 98 });
    counter.finish(undefined);
    expect(await asked).toMatchObject({ outcome: 'unknown', reason: 'counter.sums-differ', inMinor: 196_000 });
    expect(counter.cases(undefined)).toMatchObject([{ case: operation(1), about: 'operation', kind: 'refill' }]);
  });

  it('that brought nothing is cancelled, and one that nobody ends is counted all the same', async () => {
    const { driver, counter } = await openShop();
    const none = counter.refill({ operation: operation(1), amountMinor: 0 });
    await vi.advanceTimersByTimeAsync(1);
    expect(counter.cancel(undefined)).toBe(true);
    expect(await none).toMatchObject({ outcome: 'cancelled', lines: [] });
    const left = counter.refill({ operation: operation(2), amountMinor: 0 });
    await vi.advanceTimersByTimeAsync(1);
    driver.move('in', { 2000: 1 });
    await vi.advanceTimersByTimeAsync(HAND_TIMEOUT_MS);
    expect(await left).toMatchObject({ outcome: 'completed', inMinor: 2_000 });
  });

  it('nobody began is recognised by the rise, and a fall is not', async () => {
    const { driver, counter, journal } = await openShop();
    await vi.advanceTimersByTimeAsync(5_000);
    vi.setSystemTime(Date.parse('2026-11-20T08:00:00Z'));
    driver.move('in', { 2000: 10 });
    driver.tell({ event: 'inventory', inventory: driver.read() });
    expect(journal.bodies('cash.transaction')).toMatchObject([
      { kind: 'refill', inMinor: 20_000, reason: 'counter.refill-seen' },
    ]);
    expect(counter.cases(undefined)).toEqual([]);
    driver.move('out', { 2000: 1 });
    driver.tell({ event: 'inventory', inventory: driver.read() });
    expect(counter.cases(undefined)).toMatchObject([
      { about: 'discrepancy', lines: [{ pieces: 1, direction: 'out' }] },
    ]);
    driver.move('in', { 2000: 1 });
    driver.tell({ event: 'inventory', inventory: driver.read() });
    expect(journal.bodies('cash.transaction')).toHaveLength(1);
    expect(counter.cases(undefined).map((each) => each.lines[0]?.direction)).toEqual(['out', 'in']);
  });
});

describe('a collection', () => {
  it('and an emptying are never the same wish, nor are two seals', async () => {
    const { driver, counter } = await openShop();
    const asked = counter.collect({ operation: operation(1), seal: 'S-7' });
    await vi.advanceTimersByTimeAsync(1);
    driver.move('out', { 10000: 1 });
    counter.finish(undefined);
    await asked;
    const reused = { code: 'counter.key-reused' };
    await expect(counter.empty({ operation: operation(1), seal: 'S-7' })).rejects.toMatchObject(reused);
    await expect(counter.collect({ operation: operation(1), seal: 'S-8' })).rejects.toMatchObject(reused);
    expect(await counter.collect({ operation: operation(1), seal: 'S-7' })).toEqual(await asked);
  });

  it('is what the person took, under its seal', async () => {
    const { driver, counter } = await openShop();
    const asked = counter.collect({ operation: operation(1), seal: 'S-7', receiver: 'Guard 7', operator: 'Malee' });
    await vi.advanceTimersByTimeAsync(1);
    driver.move('out', { 10000: 50 });
    counter.finish(undefined);
    const body = await asked;
    expect(body).toMatchObject({
      kind: 'collection',
      outcome: 'completed',
      seal: 'S-7',
      receiver: 'Guard 7',
      amountMinor: 500_000,
    });
    expect(sumLines(body.lines, 'out')).toBe(500_000);
  });
});

describe('an operation that a kill interrupted', () => {
  it('keeps who asked for it and for what', async () => {
    const journal = new MemoryJournal(BOOT);
    const driver = new ScriptedDriver({ 2000: 50 });
    const first = await openShop({ journal, driver });
    driver.script.dispense = () => new Promise(() => {});
    const wish = { operation: operation(7), amountMinor: 6_000, operator: 'Malee', reference: 'P-17' };
    void first.counter.payOut(wish).catch(() => undefined);
    await vi.advanceTimersByTimeAsync(1);
    driver.script.recover = () => completed(driver, 'out', { 2000: 3 });
    const { counter } = await openShop({ journal, driver });
    expect(journal.bodies('cash.transaction')).toMatchObject([
      { outcome: 'completed', operator: 'Malee', reference: 'P-17', outMinor: 6_000 },
    ]);
    await expect(counter.payOut({ ...wish, reference: 'P-18' })).rejects.toMatchObject({ code: 'counter.key-reused' });
  });

  it('in the middle of a refill opens a case with what had changed', async () => {
    const journal = new MemoryJournal(BOOT);
    const driver = new ScriptedDriver({ 2000: 50 });
    const first = await openShop({ journal, driver });
    void first.counter.refill({ operation: operation(7), amountMinor: 0, operator: 'Malee' }).catch(() => undefined);
    await vi.advanceTimersByTimeAsync(1);
    driver.move('in', { 2000: 30 });
    const { counter } = await openShop({ journal, driver });
    expect(counter.cases(undefined)).toMatchObject([
      { case: operation(7), outcome: 'unknown', operator: 'Malee', lines: [{ pieces: 30 }] },
    ]);
    expect(journal.kinds()).not.toContain('stock_gap');
  });
});

describe('a question after an operation', () => {
  const wish = { operation: operation(8), amountMinor: 2_000 };
  const asked = { ...wish, onlyRecorded: true };

  it('begins nothing, and lets nothing begin that comes late under the same key', async () => {
    const { driver, counter, journal } = await openShop();
    await expect(counter.payOut(asked)).rejects.toMatchObject({ code: 'counter.not-begun' });
    await expect(counter.payOut(wish)).rejects.toMatchObject({ code: 'counter.withdrawn' });
    await expect(counter.payOut(asked)).rejects.toMatchObject({ code: 'counter.withdrawn' });
    expect(driver.calls).toEqual(['open']);
    expect(journal.bodies('operation.intended')).toEqual([]);
  });

  it('is answered with what runs, and with what is recorded', async () => {
    const { counter } = await openShop();
    const running = counter.payOut(wish);
    const joined = counter.payOut(asked);
    expect(await joined).toEqual(await running);
    expect(await counter.payOut(asked)).toEqual(await running);
  });
});
