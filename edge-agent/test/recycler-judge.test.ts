import { inventoryOf } from '@tillbridge/edge-agent/recycler/glory-300/inventory';
import { judgePayout, type PayoutCase } from '@tillbridge/edge-agent/recycler/glory-300/judge-payout';
import { MACHINE_PRESETS } from '@tillbridge/edge-agent/recycler/glory-300/presets';
import type { StockReading } from '@tillbridge/edge-agent/recycler/glory-300/readings';
import { judgeRecovery } from '@tillbridge/edge-agent/recycler/glory-300/recover';
import { sumLines } from '@tillbridge/shared/cash';
import { FAULTS } from '@tillbridge/shared/faults';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const table = MACHINE_PRESETS['thb-ci10'];
const stock = (hundreds: number): StockReading => ({
  counts: [5, 5, hundreds, 5, 5, 5, 5, 5, 5, 5],
  cassette: [0, 0, 0, 0],
  rest: '',
});

/** A finished, accepted payout of three 100-baht notes; a test changes one line. */
const good: PayoutCase = {
  table,
  before: stock(10),
  after: stock(7),
  wantMinor: 30_000,
  end: { end: 'finished', accepted: true, powerDoubt: false, reason: 'machine.not-paid' },
};
const judge = (change: Partial<PayoutCase>) => judgePayout({ ...good, ...change });
const ended = (change: Partial<Exclude<PayoutCase['end'], { end: 'refused' }>>): PayoutCase['end'] => ({
  end: 'finished',
  accepted: true,
  powerDoubt: false,
  reason: 'machine.not-paid',
  ...change,
});

describe('judging a payout by the stock', () => {
  test('fallen by what was asked: completed', () => {
    expect(judge({})).toMatchObject({ outcome: 'completed', out: [{ valueMinor: 10_000, pieces: 3 }] });
  });

  test('fallen by less: partial, with what is owed', () => {
    expect(judge({ after: stock(9) })).toMatchObject({
      outcome: 'partial',
      owedMinor: 20_000,
      reason: 'machine.not-paid',
    });
  });

  test('not fallen: refused, however it ended', () => {
    expect(judge({ after: stock(10) })).toEqual({ outcome: 'refused', reason: 'machine.not-paid' });
    expect(judge({ after: stock(10), end: ended({ accepted: false }) })).toEqual({
      outcome: 'refused',
      reason: 'machine.no-answer',
    });
    expect(judge({ after: stock(10), end: { end: 'refused', reason: 'machine.stock-short' } })).toMatchObject({
      reason: 'machine.stock-short',
    });
  });

  test.each([
    ['the stock cannot be read', { after: undefined }],
    ['it fell by more than was asked', { after: stock(5) }],
    ['it rose', { after: stock(12) }],
    ['link or power was lost, even when the sum agrees', { end: ended({ powerDoubt: true }) }],
    ['the machine is still working', { after: stock(8), end: ended({ end: 'working', reason: 'machine.busy' }) }],
    [
      'it ended abnormally with the last piece gone from its stacker',
      { end: ended({ end: 'abnormal', reason: 'machine.jam' }) },
    ],
    ['it refused and yet the stock fell', { end: { end: 'refused', reason: 'machine.stock-short' } }],
  ] as const)('unknown when %s', (_, change) => {
    expect(judge(change).outcome).toBe('unknown');
  });

  test('whatever happened: one of the outcomes, out = what the stock lost, out + owed = what was asked, reasons in the table', () => {
    const end = fc.constantFrom('finished', 'abnormal', 'door', 'waiting', 'working', 'silent' as const);
    fc.assert(
      fc.property(fc.nat(20), end, fc.boolean(), fc.boolean(), (after, how, accepted, powerDoubt) => {
        const result = judge({
          after: stock(after),
          end: ended({ end: how, accepted, powerDoubt, reason: 'machine.jam' }),
        });
        const out = 'out' in result ? sumLines(result.out, 'out') : 0;
        expect(out).toBe(Math.max(0, 10 - after) * 10_000);
        if (result.outcome === 'partial') expect(out + result.owedMinor).toBe(30_000);
        if (result.outcome === 'completed') expect(out).toBe(30_000);
        if ('reason' in result) expect(Object.keys(FAULTS)).toContain(result.reason);
      }),
    );
  });
});

describe('judging after a restart', () => {
  const notes = { readAt: '2026-11-20T07:21:03.112Z', notesMissing: false, coinsMissing: false, accurate: true };
  const known = {
    amountMinor: 30_000,
    inventoryBefore: inventoryOf(table, stock(10), notes),
    powerMayHaveFailed: false,
  };

  test.each([
    ['dispense', 7, 'completed'],
    ['dispense', 8, 'unknown'],
    ['dispense', 10, 'refused'],
    ['dispense', 11, 'unknown'],
    ['collect', 10, 'cancelled'],
    ['collect', 13, 'retained'],
    ['collect', 9, 'unknown'],
  ] as const)('%s, 10 notes before and %i after: %s', (verb, after, outcome) => {
    expect(judgeRecovery(table, { ...known, verb }, stock(after)).outcome).toBe(outcome);
  });

  test('a stock that moved is never settled by itself when the power may have failed', () => {
    for (const verb of ['dispense', 'collect'] as const) {
      expect(judgeRecovery(table, { ...known, verb, powerMayHaveFailed: true }, stock(7)).outcome).toBe('unknown');
    }
  });
});
