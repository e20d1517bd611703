import { FACT_BODIES } from '@tillbridge/shared/fact';
import fc from 'fast-check';
import { Value } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { closed, opened, ShiftRig, sumOf } from './testing/shift-rig.ts';

const SUDA = '11 Suda';
const NIPON = '12 Nipon';

describe('closings', () => {
  it('are numbered 1, 2, 3 without a gap, also across restarts and shifts that could not be opened', async () => {
    const rig = new ShiftRig();
    for (let n = 0; n < 4; n++) {
      await rig.desk.open(SUDA, { source: 'machine' });
      await expect(rig.desk.open(NIPON, { source: 'machine' })).rejects.toThrow('shift.open-already');
      await expect(rig.desk.close(SUDA, {})).rejects.toThrow('shift.not-counted');
      rig.restart();
      await closed(rig);
      rig.restart();
    }
    expect(rig.journal.bodies('shift.closed').map((body) => body.number)).toEqual([1, 2, 3, 4]);
  });

  it('go on above the number that the cloud knows, when this journal has lost its own', async () => {
    const rig = await opened();
    rig.book.atLeast(41);
    expect((await closed(rig)).number).toBe(42);
    rig.book.atLeast(7);
    await rig.desk.open(SUDA, { source: 'machine' });
    expect((await closed(rig)).number).toBe(43);
  });

  it('hold what moved before a restart', async () => {
    const rig = await opened();
    rig.move('sale', { in: { 10000: 1 }, out: { 2000: 2 } });
    rig.restart();
    rig.move('sale', { in: { 100: 7 } });
    expect(sumOf(await closed(rig))).toMatchObject({ inMinor: 10_700, outMinor: 4_000, varianceMinor: 0 });
  });

  it('are never edited by an operation that ends late: it becomes a dated adjustment, and no part of the next shift', async () => {
    const rig = await opened();
    const late = rig.intend('payout');
    rig.answers = false;
    const closing = await closed(rig);
    expect(closing.unsettled).toEqual([late]);
    rig.answers = true;
    rig.clock.pass(3_600_000);
    await rig.desk.open(NIPON, { source: 'machine' });
    rig.restart();
    rig.move('payout', { out: { 10000: 3 } }, 'completed', late);
    const adjusted = { number: 1, shift: closing.shift, what: 'late', operation: late, outMinor: 30_000 };
    expect(rig.journal.bodies('shift.adjusted')).toMatchObject([adjusted]);
    const facts = rig.journal.facts.slice(-2);
    expect(facts.map((fact) => fact.kind)).toEqual(['cash.transaction', 'shift.adjusted']);
    expect(rig.desk.closing(1)).toMatchObject(closing);
    expect(rig.desk.public()?.kinds).toEqual([]);
    rig.move('payout', { out: { 100: 1 } });
    expect(rig.journal.bodies('shift.adjusted')).toHaveLength(1);
  });

  it('name operations that ended as unknown', async () => {
    const rig = await opened();
    const { operation } = rig.move('payout', { out: { 100: 1 } }, 'unknown');
    expect((await closed(rig)).unsettled).toEqual([operation]);
  });

  it('begin only where the machine says what it holds, or a person counts', async () => {
    const rig = new ShiftRig();
    rig.answers = false;
    await expect(rig.desk.open(SUDA, { source: 'machine' })).rejects.toThrow('shift.machine-unread');
    await rig.desk.open(SUDA, { source: 'counted', lines: rig.counted() });
    expect(rig.book.state.open?.source).toBe('counted');
  });
});

const deeds = fc.array(
  fc.record({
    value: fc.constantFrom(10_000, 2_000, 100),
    pieces: fc.integer({ min: 1, max: 5 }),
    way: fc.constantFrom('in' as const, 'out' as const),
    restart: fc.boolean(),
  }),
  { maxLength: 30 },
);

describe('any day', () => {
  it('ends with books that equal an honest count, in the form that the cloud takes', async () => {
    await fc.assert(
      fc.asyncProperty(deeds, async (day) => {
        const rig = await opened({ 10000: 500, 2000: 500, 100: 500 });
        for (const { value, pieces, way, restart } of day) {
          rig.move(way === 'in' ? 'sale' : 'payout', { [way]: { [value]: pieces } });
          if (restart) rig.restart();
        }
        const closing = await closed(rig);
        expect(sumOf(closing)?.varianceMinor).toBe(0);
        expect(sumOf(closing)?.countedMinor).toBe(sumOf(closing)?.expectedMinor);
        for (const fact of rig.journal.facts) expect([...Value.Errors(FACT_BODIES[fact.kind], fact.body)]).toEqual([]);
        const kinds = closing.kinds.reduce((sum, kind) => sum + kind.inMinor - kind.outMinor, 0);
        expect(kinds).toBe((sumOf(closing)?.expectedMinor ?? 0) - (sumOf(closing)?.openingMinor ?? 0));
      }),
      { numRuns: 40 },
    );
  });
});
