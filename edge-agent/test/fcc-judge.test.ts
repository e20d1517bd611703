import { compareInventories } from '@tillbridge/edge-agent/recycler/glory-fcc/compare-inventories';
import { RESULT } from '@tillbridge/edge-agent/recycler/glory-fcc/constants';
import { inventoryOf } from '@tillbridge/edge-agent/recycler/glory-fcc/inventory';
import { judgeOrder, type OrderCase } from '@tillbridge/edge-agent/recycler/glory-fcc/judge-order';
import { answerOf } from '@tillbridge/edge-agent/recycler/glory-fcc/parse-answer';
import { parseXml } from '@tillbridge/edge-agent/recycler/glory-fcc/parse-xml';
import { payableOf, placeCashout, planCashout } from '@tillbridge/edge-agent/recycler/glory-fcc/plan-cashout';
import { readCash, readInventory } from '@tillbridge/edge-agent/recycler/glory-fcc/readings';
import { afterCall, nextCall, type Tenure } from '@tillbridge/edge-agent/recycler/glory-fcc/tenure';
import type { Inventory } from '@tillbridge/shared/fact';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const TABLE = { currency: 'THB', fvMinor: 1, boxes: [{ device: 1, unit: 4059 }] };
const HUNDRED = 10_000;

const denomination = (fv: number, device: number, pieces: number, cc = 'THB') =>
  `<Denomination n:cc="${cc}" n:fv="${fv}" n:rev="0" n:devid="${device}"><n:Piece>${pieces}</n:Piece><n:Status>0</n:Status></Denomination>`;
const unit = (number: number, holds: string, status = 2, max = 100) =>
  `<CashUnit n:unitno="${number}" n:st="${status}" n:nf="90" n:ne="10" n:max="${max}">${holds}</CashUnit>`;

function read(notes: string, coins: string, cash = '') {
  const text = `<n:InventoryResponse n:result="0">${cash}<CashUnits n:devid="1">${notes}</CashUnits><CashUnits n:devid="2">${coins}</CashUnits></n:InventoryResponse>`;
  const parsed = parseXml(text);
  const answer = 'root' in parsed ? answerOf(parsed.root) : undefined;
  const inventory = answer === undefined ? undefined : readInventory(answer);
  if (inventory === undefined || answer === undefined) throw new Error('not an inventory');
  return { inventory, answer };
}
const notes = { readAt: '2026-11-20T08:00:00.000Z', accurate: true, verify: { devices: [], denominations: [] } };

describe('the units', () => {
  test('a 1000-satang coin is not a 1000-baht note, and two stackers of one denomination are two', () => {
    const { inventory } = read(
      unit(1, denomination(100_000, 1, 7)) + unit(2, denomination(2_000, 1, 3)) + unit(3, denomination(2_000, 1, 4)),
      unit(1, denomination(1_000, 2, 9)),
    );
    expect(inventoryOf(TABLE, inventory, notes).units).toMatchObject([
      { unit: 'N1', valueMinor: 100_000, form: 'note', pieces: 7 },
      { unit: 'N2', valueMinor: 2_000, pieces: 3 },
      { unit: 'N3', valueMinor: 2_000, pieces: 4 },
      { unit: 'C1', valueMinor: 1_000, form: 'coin', pieces: 9 },
    ]);
  });

  test('lists of different types are never added', () => {
    const lists = [1, 2, 3, 4]
      .map((type) => `<Cash n:type="${type}">${denomination(HUNDRED, 1, type)}</Cash>`)
      .join('');
    const { answer, inventory } = read(unit(1, denomination(HUNDRED, 1, 3)), '', lists);
    for (const type of [1, 2, 3, 4]) expect(readCash(answer.element, type)).toMatchObject([{ pieces: type }]);
    expect(inventory.dispensable).toMatchObject([{ pieces: 4 }]);
  });

  test('what the machine cannot pay now is stock and not dispensable', () => {
    const { inventory } = read(unit(1, denomination(HUNDRED, 1, 3)), '', `<Cash n:type="4"></Cash>`);
    expect(inventoryOf(TABLE, inventory, notes).units).toMatchObject([{ pieces: 3, canDispense: false }]);
  });

  test('an empty stacker still is one that pays out', () => {
    const { inventory } = read(unit(1, denomination(HUNDRED, 1, 0), 0), '', `<Cash n:type="4"></Cash>`);
    expect(inventoryOf(TABLE, inventory, notes).units).toMatchObject([
      { pieces: 0, level: 'empty', canDispense: true },
    ]);
  });

  test('thresholds and levels are those of the device; a box holds several denominations and pays none', () => {
    const { inventory } = read(
      unit(1, denomination(HUNDRED, 1, 95), 3) +
        unit(4059, denomination(HUNDRED, 1, 2) + denomination(2_000, 1, 5), 1, 2_000),
      unit(1, '', 0) + unit(2, denomination(100, 2, 8), 21),
    );
    expect(inventoryOf(TABLE, inventory, notes).units).toMatchObject([
      { unit: 'N1', lowMark: 10, highMark: 90, capacity: 100, level: 'high' },
      { unit: 'N4059', role: 'box', pieces: 7, canDispense: false, contents: [{ pieces: 2 }, { pieces: 5 }] },
      { unit: 'C2', level: 'missing', pieces: null, canDispense: false, canAccept: false },
    ]);
  });

  test('counts that the machine wants verified are inaccurate, and only those', () => {
    const { inventory } = read(unit(1, denomination(HUNDRED, 1, 3)), unit(1, denomination(100, 2, 8)));
    const verify = { devices: ['note' as const], denominations: [] };
    const units = inventoryOf(TABLE, inventory, { ...notes, verify }).units;
    expect(units.map((each) => each.accuracy)).toEqual(['inaccurate', 'accurate']);
  });

  test('another currency is never added to ours', () => {
    const { inventory } = read(unit(1, denomination(HUNDRED, 1, 3)) + unit(2, denomination(HUNDRED, 1, 4, 'EUR')), '');
    expect(inventoryOf(TABLE, inventory, notes).units.map((each) => each.unit)).toEqual(['N1']);
  });
});

const held = (pieces: number, box = 0): Inventory =>
  inventoryOf(
    TABLE,
    read(unit(1, denomination(HUNDRED, 1, pieces)) + unit(4059, box === 0 ? '' : denomination(HUNDRED, 1, box)), '')
      .inventory,
    notes,
  );
const hundreds = (pieces: number) => [{ valueMinor: HUNDRED, form: 'note' as const, pieces }];
const sale = (over: Partial<OrderCase>): OrderCase => ({
  verb: 'collect',
  wantMinor: 2 * HUNDRED,
  powerDoubt: false,
  mayHaveBegun: true,
  countedMinor: 0,
  before: held(10),
  after: held(10),
  ...over,
});
const unread = ({ after: _, ...order }: OrderCase): OrderCase => order;
const said = (result: number, into: number, out: number) => ({ result, in: hundreds(into), out: hundreds(out) });

describe('the outcome of an order', () => {
  test.each([
    ['paid, change given', sale({ answer: said(RESULT.ok, 3, 1), after: held(12) }), { outcome: 'completed' }],
    ['cancelled, all given back', sale({ answer: said(RESULT.cancelled, 1, 1) }), { outcome: 'cancelled' }],
    ['nothing came in', sale({ answer: said(RESULT.cancelled, 0, 0) }), { outcome: 'cancelled', in: [] }],
    [
      'a shortage that keeps the deposit',
      sale({ answer: said(RESULT.changeShortKept, 5, 0), after: held(15) }),
      { outcome: 'retained' },
    ],
    ['a shortage that gives it back', sale({ answer: said(RESULT.changeShortKept, 5, 5) }), { outcome: 'cancelled' }],
    [
      'a jam before enough came in',
      sale({ answer: said(RESULT.device, 1, 0), after: held(11) }),
      { outcome: 'retained' },
    ],
    [
      'a jam in the change',
      sale({ answer: said(RESULT.device, 5, 1), after: held(14) }),
      { outcome: 'partial', owedMinor: 2 * HUNDRED },
    ],
    [
      'refused before anything moved',
      sale({ answer: said(RESULT.exclusive, 0, 0) }),
      { outcome: 'refused', reason: 'machine.busy' },
    ],
    ['an answer that the units deny', sale({ answer: said(RESULT.ok, 3, 1), after: held(9) }), { outcome: 'unknown' }],
    [
      'a fault after the price was paid exactly',
      sale({ answer: said(RESULT.device, 1, 0), wantMinor: HUNDRED, after: held(11) }),
      { outcome: 'completed' },
    ],
    ['no answer, nothing moved', sale({}), { outcome: 'refused', reason: 'machine.no-answer' }],
    ['no answer, though cash was counted', sale({ countedMinor: HUNDRED }), { outcome: 'unknown' }],
    ['no answer, the stock rose', sale({ after: held(12) }), { outcome: 'retained' }],
    ['no answer, the power may have failed', sale({ after: held(12), powerDoubt: true }), { outcome: 'unknown' }],
  ])('%s', (_name, order, outcome) => {
    expect(judgeOrder(order).result).toMatchObject(outcome);
  });

  const payout = (over: Partial<OrderCase>) => sale({ verb: 'dispense', ...over });
  test.each([
    ['paid', payout({ answer: said(RESULT.ok, 0, 2), after: held(8) }), { outcome: 'completed' }],
    [
      'short',
      payout({ answer: said(RESULT.denominationShort, 0, 0) }),
      { outcome: 'refused', reason: 'machine.stock-short' },
    ],
    [
      'broken off',
      payout({ answer: said(RESULT.device, 0, 1), after: held(9) }),
      { outcome: 'partial', owedMinor: HUNDRED },
    ],
    [
      'a note left that was not paid',
      payout({ answer: said(RESULT.device, 0, 1), after: held(8) }),
      { outcome: 'unknown' },
    ],
    [
      'refused, yet the stock fell',
      payout({ answer: said(RESULT.device, 0, 0), after: held(9) }),
      { outcome: 'unknown' },
    ],
    ['no answer, all of it left', payout({ after: held(8) }), { outcome: 'completed' }],
    ['no answer, half of it left', payout({ after: held(9) }), { outcome: 'unknown' }],
    ['no answer, the power may have failed', payout({ after: held(8), powerDoubt: true }), { outcome: 'unknown' }],
    ['no answer, nothing left', payout({}), { outcome: 'refused' }],
    ['no answer, units unreadable', unread(payout({})), { outcome: 'unknown' }],
  ])('of a payout: %s', (_name, order, outcome) => {
    expect(judgeOrder(order).result).toMatchObject(outcome);
  });

  test('lays into the box what the box rose by', () => {
    const { result } = judgeOrder(sale({ answer: said(RESULT.ok, 2, 0), after: held(11, 1) }));
    expect('in' in result && result.in.map(({ place, pieces }) => [place, pieces])).toEqual([
      ['stock', 1],
      ['box', 1],
    ]);
  });

  test('is never completed when the pieces that moved are not those that were asked for', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 8 }),
        fc.nat({ max: 8 }),
        fc.integer({ min: 0, max: 20 }),
        fc.constantFrom(0, 1, 10, 11, 100),
        (into, out, after, result) => {
          const judged = judgeOrder(sale({ answer: said(result, into, out), after: held(after) })).result;
          if (judged.outcome === 'completed' && out > 0) expect(after - 10).toBe(into - out);
          if (judged.outcome === 'partial') expect(judged.owedMinor).toBeGreaterThan(0);
          if (judged.outcome === 'refused') expect(after).toBe(10);
        },
      ),
    );
  });
});

test('what is compared is every unit; one that cannot be counted makes it impossible', () => {
  expect(compareInventories(held(3), held(5))).toMatchObject({ in: [{ pieces: 2, unit: 'N1' }], out: [] });
  const missing = { ...held(3), units: held(3).units.map((each) => ({ ...each, pieces: null })) };
  expect(compareInventories(held(3), missing)).toBeUndefined();
});

describe('a cashout', () => {
  const payable = [
    { valueMinor: 5_000, form: 'note' as const, pieces: 1 },
    { valueMinor: 2_000, form: 'note' as const, pieces: 3 },
  ];
  test('of 60 is three 20s, though a 50 is there', () => {
    expect(planCashout(payable, 6_000)).toMatchObject([{ valueMinor: 2_000, pieces: 3 }]);
  });
  test('of what cannot be paid exactly is not planned', () => {
    expect(planCashout(payable, 3_000)).toBeUndefined();
    expect(placeCashout(payable, [{ valueMinor: 2_000, pieces: 4 }])).toBeUndefined();
  });
  test('joins two stackers of one denomination', () => {
    const two = read(unit(1, denomination(2_000, 1, 2)) + unit(2, denomination(2_000, 1, 2)), '').inventory;
    expect(planCashout(payableOf(inventoryOf(TABLE, two, notes)), 8_000)).toMatchObject([{ pieces: 4 }]);
  });
});

describe('session and occupation', () => {
  const open: Tenure = { at: 'open', sessionId: 's' };
  test('an occupation that is already ours is fine, one of another is not', () => {
    expect(afterCall(open, 'Occupy', { result: RESULT.occupiedByItself }).state).toEqual({
      at: 'occupied',
      sessionId: 's',
    });
    expect(afterCall(open, 'Occupy', { result: RESULT.occupiedByOther })).toEqual({
      state: open,
      fault: 'machine.occupied',
    });
  });
  test('a forgotten session is opened again, whichever call finds it out', () => {
    for (const call of ['Occupy', 'Release', 'Close'] as const)
      expect(afterCall({ at: 'occupied', sessionId: 's' }, call, { result: RESULT.sessionInvalid }).state).toEqual({
        at: 'closed',
      });
    expect(nextCall({ at: 'closed' }, 'occupied')).toBe('Open');
  });
  test('is a table without a gap: whatever is heard, a goal is reached or a fault stands in the way', () => {
    const results = fc.constantFrom(...Object.values(RESULT), 'lost' as const);
    fc.assert(
      fc.property(
        fc.array(results, { minLength: 20, maxLength: 20 }),
        fc.constantFrom('open', 'occupied', 'released', 'closed'),
        (heard, goal) => {
          let state: Tenure = { at: 'closed' };
          for (const result of heard) {
            const call = nextCall(state, goal);
            if (call === undefined) return;
            const next = afterCall(state, call, result === 'lost' ? 'lost' : { result, sessionId: 's' });
            if (next.fault === undefined && result !== RESULT.sessionInvalid) expect(next.state).toBeDefined();
            state = next.state;
          }
        },
      ),
    );
  });
});
