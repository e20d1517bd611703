import type { CashLine } from '@tillbridge/shared/cash';
import { sumLines } from '@tillbridge/shared/cash';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OperationOutcome } from '../recycler/driver.ts';
import { changeDue, merged, SUMS_DIFFER, settlePayout, settleSale, UNPROVEN } from './settle.ts';

const into = (valueMinor: number, pieces = 1): CashLine => ({
  valueMinor,
  form: 'note',
  pieces,
  direction: 'in',
  place: 'stock',
});
const out = (valueMinor: number, pieces = 1): CashLine => ({
  valueMinor,
  form: 'note',
  pieces,
  direction: 'out',
  place: 'stock',
});
const paid = (...lines: CashLine[]): OperationOutcome => ({ outcome: 'completed', in: lines, out: [] });
const gave = (...lines: CashLine[]): OperationOutcome => ({ outcome: 'completed', in: [], out: lines });

describe('a sale', () => {
  it('completes when the customer pays to the satang', () => {
    expect(settleSale(12_000, paid(into(10_000), into(2_000)), undefined)).toMatchObject({
      outcome: 'completed',
      owedMinor: 0,
    });
  });

  it('completes with the lines of both halves when the change came out', () => {
    const settled = settleSale(8_000, paid(into(10_000)), gave(out(2_000)));
    expect(settled).toEqual({ outcome: 'completed', owedMinor: 0, lines: [into(10_000), out(2_000)] });
  });

  it('owes the whole change when the machine refuses to give it', () => {
    const settled = settleSale(8_000, paid(into(10_000)), { outcome: 'refused', reason: 'machine.stock-short' });
    expect(settled).toMatchObject({ outcome: 'partial', owedMinor: 2_000, reason: 'machine.stock-short' });
  });

  it('owes the rest when only a part of the change came out', () => {
    const changed: OperationOutcome = {
      outcome: 'partial',
      in: [],
      out: [out(2_000)],
      owedMinor: 3_000,
      reason: 'machine.jam',
    };
    expect(settleSale(5_000, paid(into(10_000)), changed)).toMatchObject({
      outcome: 'partial',
      owedMinor: 3_000,
      reason: 'machine.jam',
    });
  });

  it('stays unknown when nobody knows how much change came out, and keeps what was paid in', () => {
    const changed: OperationOutcome = { outcome: 'unknown', evidence: 'link lost', in: [], out: [] };
    const settled = settleSale(5_000, paid(into(10_000)), changed);
    expect(settled).toMatchObject({
      outcome: 'unknown',
      reason: UNPROVEN,
      evidence: 'link lost',
      lines: [into(10_000)],
      owedMinor: 0,
    });
  });

  it('does not believe in change that completed with too little or too much', () => {
    expect(settleSale(8_000, paid(into(10_000)), gave(out(1_000)))).toMatchObject({
      outcome: 'unknown',
      reason: SUMS_DIFFER,
    });
    expect(settleSale(8_000, paid(into(10_000)), gave(out(5_000)))).toMatchObject({
      outcome: 'unknown',
      reason: SUMS_DIFFER,
    });
  });

  it('does not believe in a jam after more change than was due', () => {
    const changed: OperationOutcome = {
      outcome: 'partial',
      in: [],
      out: [out(5_000)],
      owedMinor: 1,
      reason: 'machine.jam',
    };
    expect(settleSale(8_000, paid(into(10_000)), changed)).toMatchObject({ outcome: 'unknown', owedMinor: 0 });
  });

  it('does not believe in a collect that completed below the price', () => {
    expect(settleSale(8_000, paid(into(2_000)), undefined)).toMatchObject({ outcome: 'unknown', reason: SUMS_DIFFER });
  });

  it('is cancelled only when everything came back, and owes the rest otherwise', () => {
    const back: OperationOutcome = { outcome: 'cancelled', in: [into(2_000)], out: [out(2_000)] };
    expect(settleSale(8_000, back, undefined)).toMatchObject({ outcome: 'cancelled', owedMinor: 0 });
    const kept: OperationOutcome = { outcome: 'cancelled', in: [into(2_000)], out: [] };
    expect(settleSale(8_000, kept, undefined)).toMatchObject({ outcome: 'partial', owedMinor: 2_000 });
  });

  it('keeps refused, retained and unknown as they are', () => {
    expect(settleSale(1, { outcome: 'refused', reason: 'machine.busy' }, undefined)).toMatchObject({
      outcome: 'refused',
      lines: [],
    });
    const retained: OperationOutcome = { outcome: 'retained', in: [into(2_000)], reason: 'machine.jam' };
    expect(settleSale(1, retained, undefined)).toMatchObject({
      outcome: 'retained',
      reason: 'machine.jam',
      owedMinor: 0,
    });
  });

  it('gives change only for what was kept above the price', () => {
    expect(changeDue(8_000, paid(into(10_000)))).toBe(2_000);
    expect(changeDue(8_000, { outcome: 'completed', in: [into(10_000)], out: [out(2_000)] })).toBe(0);
    expect(changeDue(8_000, { outcome: 'retained', in: [into(10_000)], reason: 'machine.jam' })).toBe(0);
  });

  it('never calls a sale completed whose pieces do not add up to its price', () => {
    const line = fc.record({
      valueMinor: fc.constantFrom(25, 100, 2_000, 10_000),
      pieces: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50_000 }),
        fc.array(line),
        fc.option(fc.array(line)),
        (amountMinor, ins, outs) => {
          const collected = paid(...ins.map((each) => into(each.valueMinor, each.pieces)));
          const changed = outs === null ? undefined : gave(...outs.map((each) => out(each.valueMinor, each.pieces)));
          const { outcome, lines } = settleSale(amountMinor, collected, changed);
          const kept = sumLines(lines, 'in') - sumLines(lines, 'out');
          expect(outcome === 'completed' ? kept : amountMinor).toBe(amountMinor);
        },
      ),
    );
  });
});

describe('a payout', () => {
  it('completes only when the pieces add up to what was asked', () => {
    expect(settlePayout(2_000, gave(out(2_000)))).toMatchObject({ outcome: 'completed' });
    expect(settlePayout(2_000, gave(out(1_000)))).toMatchObject({ outcome: 'unknown', reason: SUMS_DIFFER });
  });

  it('says what is owed when a part came out', () => {
    const partial: OperationOutcome = {
      outcome: 'partial',
      in: [],
      out: [out(1_000)],
      owedMinor: 1_000,
      reason: 'machine.jam',
    };
    expect(settlePayout(2_000, partial)).toMatchObject({ outcome: 'partial', owedMinor: 1_000, reason: 'machine.jam' });
  });
});

describe('lines of one denomination', () => {
  it('become one when way, place and unit are the same, and only then', () => {
    const box: CashLine = { ...into(2_000), place: 'box' };
    expect(merged([into(2_000)], [into(2_000, 3), box], [out(2_000)])).toEqual([into(2_000, 4), box, out(2_000)]);
  });
});
