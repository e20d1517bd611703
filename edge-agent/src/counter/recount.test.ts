import type { Holding } from '@tillbridge/shared/cash';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ended, MACHINE, openShop, operation } from '../../test/desk-rig.ts';
import type { ScriptedDriver } from '../../test/scripted-driver.ts';
import { BEAT_MS } from './desk-parts.ts';

afterEach(() => {
  vi.useRealTimers();
});

const COUNT = { 10000: 50, 2000: 50, 100: 50 };
const counted = (over: Record<number, number> = {}): Holding[] =>
  Object.entries({ ...COUNT, ...over }).map(([value, pieces]) => ({
    valueMinor: Number(value),
    form: Number(value) >= 2_000 ? 'note' : 'coin',
    place: 'stock',
    pieces,
  }));

/** A payout that nobody knows the end of; the machine's own counters say that three notes left. */
async function afterUnknown() {
  const shop = await openShop();
  shop.driver.script.dispense = () =>
    ended(
      { outcome: 'unknown', evidence: 'link lost', in: [], out: shop.driver.move('out', { 2000: 3 }) },
      shop.driver,
    );
  await shop.counter.payOut({ operation: operation(1), amountMinor: 6_000, operator: 'Malee', reference: 'P1' });
  await vi.advanceTimersByTimeAsync(1);
  return shop;
}

const figures = (driver: ScriptedDriver, books: { held: ReadonlyMap<string, Holding> } | undefined) => ({
  machine: driver.stock[2000],
  books: books?.held.get('stock/note/2000')?.pieces,
});

describe('a case', () => {
  it('is opened by what nobody can call settled, with who and what it was for', async () => {
    const { counter } = await afterUnknown();
    expect(counter.cases(undefined)).toMatchObject([
      {
        case: operation(1),
        about: 'operation',
        kind: 'payout',
        outcome: 'unknown',
        operator: 'Malee',
        reference: 'P1',
      },
    ]);
    expect(counter.cases('0192f0c0-0000-7000-8000-00000000ffff')).toEqual([]);
  });

  it('is opened by a partial payout and by money that the machine kept, and by nothing that went well', async () => {
    const { driver, counter } = await openShop();
    driver.script.dispense = () =>
      ended(
        { outcome: 'partial', in: [], out: driver.move('out', { 2000: 1 }), owedMinor: 4_000, reason: 'machine.jam' },
        driver,
      );
    await counter.payOut({ operation: operation(1), amountMinor: 6_000 });
    driver.script.collect = () =>
      ended({ outcome: 'retained', in: driver.move('in', { 2000: 1 }), reason: 'machine.jam' }, driver);
    await counter.takeCash({ operation: operation(2), amountMinor: 6_000 });
    driver.script.dispense = () =>
      ended({ outcome: 'completed', in: [], out: driver.move('out', { 2000: 1 }) }, driver);
    await counter.payOut({ operation: operation(3), amountMinor: 2_000 });
    expect(counter.cases(undefined).map((each) => [each.case, each.outcome, each.owedMinor])).toEqual([
      [operation(1), 'partial', 4_000],
      [operation(2), 'retained', 0],
    ]);
  });
});

describe('a restart', () => {
  it('while something waits for a person takes no rise for a refill', async () => {
    const { journal, driver } = await afterUnknown();
    driver.move('in', { 2000: 1 });
    const { counter } = await openShop({ journal, driver });
    expect(journal.bodies('cash.transaction').map((body) => body.kind)).toEqual(['payout']);
    expect(counter.cases(undefined).map((each) => each.about)).toEqual(['operation', 'discrepancy']);
  });

  it('finds a gap that was recorded with an operation only once', async () => {
    const { journal, driver, counter } = await openShop();
    driver.script.dispense = () => {
      const out = driver.move('out', { 2000: 3 });
      driver.move('out', { 100: 2 });
      return ended({ outcome: 'completed', in: [], out }, driver);
    };
    await counter.payOut({ operation: operation(1), amountMinor: 6_000 });
    expect(journal.bodies('agent.event')).toMatchObject([
      { code: 'stock_gap', lines: [{ valueMinor: 100, pieces: 2 }] },
    ]);
    const { desk } = await openShop({ journal, driver });
    expect(journal.bodies('agent.event')).toHaveLength(1);
    expect(figures(driver, desk.holds()?.books.expected)).toEqual({ machine: 47, books: 47 });
  });
});

describe('a recount', () => {
  it('settles the case and brings the books, not the report, to what was counted', async () => {
    const { journal, driver, counter, desk } = await afterUnknown();
    const wish = {
      operation: operation(2),
      counted: counted({ 2000: 46 }),
      operator: 'Somchai',
      note: 'one was in the path',
    };
    const body = await counter.recount(wish);
    expect(body).toMatchObject({
      kind: 'adjustment',
      outcome: 'completed',
      amountMinor: 2_000,
      outMinor: 2_000,
      operator: 'Somchai',
    });
    expect(body.lines).toMatchObject([{ valueMinor: 2_000, pieces: 1, direction: 'out', place: 'stock' }]);
    expect(counter.cases(undefined)).toEqual([]);
    const [fact] = journal.bodies('cash.recount');
    const pieces = (all: readonly Holding[] = []) => all.find((each) => each.valueMinor === 2_000)?.pieces;
    expect([pieces(fact?.counted), pieces(fact?.expected), pieces(fact?.reported)]).toEqual([46, 47, 47]);
    expect(fact).toMatchObject({ cases: [operation(1)], note: 'one was in the path', operator: 'Somchai' });
    expect(figures(driver, desk.holds()?.books.expected)).toEqual({ machine: 47, books: 46 });
    expect(figures(driver, desk.holds()?.books.reported)).toEqual({ machine: 47, books: 47 });
    expect(driver.calls).toContain('counted');
    expect(await counter.recount(wish)).toEqual(body);
    expect(journal.bodies('cash.recount')).toHaveLength(1);
  });

  it('stays in the books beside the report, over readings, operations and a restart', async () => {
    const { journal, driver, counter } = await afterUnknown();
    await counter.recount({ operation: operation(2), counted: counted({ 2000: 46 }) });
    const facts = journal.facts.length;
    vi.setSystemTime(Date.parse('2026-11-20T09:00:00Z'));
    await vi.advanceTimersByTimeAsync(BEAT_MS);
    expect(journal.bodies('machine.inventory').at(-1)?.standing).toMatchObject([
      { valueMinor: 2_000, pieces: 1, direction: 'out' },
    ]);
    driver.script.dispense = () =>
      ended({ outcome: 'completed', in: [], out: driver.move('out', { 2000: 2 }) }, driver);
    await counter.payOut({ operation: operation(3), amountMinor: 4_000 });
    const { desk } = await openShop({ journal, driver });
    expect(figures(driver, desk.holds()?.books.expected)).toEqual({ machine: 45, books: 44 });
    expect(figures(driver, desk.holds()?.books.reported)).toEqual({ machine: 45, books: 45 });
    expect(journal.facts.slice(facts).some((fact) => 'code' in fact.body && fact.body.code === 'stock_gap')).toBe(
      false,
    );
  });

  it('is no movement when the machine is corrected to what was counted', async () => {
    const { journal, driver, counter, desk } = await afterUnknown();
    await counter.recount({ operation: operation(2), counted: counted({ 2000: 46 }) });
    driver.stock[2000] = 46;
    vi.setSystemTime(Date.parse('2026-11-20T09:00:00Z'));
    await vi.advanceTimersByTimeAsync(BEAT_MS);
    expect(journal.kinds()).not.toContain('stock_gap');
    expect(journal.bodies('machine.inventory').at(-1)?.standing).toBeUndefined();
    expect(figures(driver, desk.holds()?.books.expected)).toEqual({ machine: 46, books: 46 });
  });

  it('never takes what was not named for 0, nor one denomination twice', async () => {
    const { counter, journal } = await afterUnknown();
    const all = counted();
    await expect(counter.recount({ operation: operation(2), counted: all.slice(1) })).rejects.toMatchObject({
      code: 'counter.count-incomplete',
      extra: { fields: ['stock coin 100'] },
    });
    await expect(
      counter.recount({ operation: operation(2), counted: [...all, ...all.slice(0, 1)] }),
    ).rejects.toMatchObject({ code: 'counter.count-incomplete' });
    expect(journal.bodies('cash.recount')).toEqual([]);
    expect(counter.cases(undefined)).toHaveLength(1);
  });

  it('settles only the case that was named, and no case that is not open', async () => {
    const { driver, counter } = await afterUnknown();
    driver.script.dispense = () => ended({ outcome: 'unknown', evidence: 'again', in: [], out: [] }, driver);
    await counter.payOut({ operation: operation(2), amountMinor: 2_000 });
    await vi.advanceTimersByTimeAsync(1);
    await counter.recount({ operation: operation(3), case: operation(1), counted: counted({ 2000: 47 }) });
    expect(counter.cases(MACHINE.id).map((each) => each.case)).toEqual([operation(2)]);
    await expect(
      counter.recount({ operation: operation(4), case: operation(1), counted: counted() }),
    ).rejects.toMatchObject({ code: 'counter.case-unknown' });
  });

  it('waits while something runs', async () => {
    const { driver, counter } = await openShop();
    driver.script.dispense = () => new Promise(() => {});
    void counter.payOut({ operation: operation(1), amountMinor: 2_000 }).catch(() => undefined);
    await expect(counter.recount({ operation: operation(2), counted: counted() })).rejects.toMatchObject({
      code: 'counter.busy',
    });
  });

  it('changes nothing when it cannot be written', async () => {
    const { journal, counter, desk, driver } = await afterUnknown();
    journal.full = true;
    await expect(counter.recount({ operation: operation(2), counted: counted({ 2000: 46 }) })).rejects.toMatchObject({
      code: 'counter.not-recorded',
    });
    expect(figures(driver, desk.holds()?.books.expected)).toEqual({ machine: 47, books: 47 });
  });
});
