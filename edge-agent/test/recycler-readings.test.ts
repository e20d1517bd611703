import { linesOf, tableMistakes } from '@tillbridge/edge-agent/recycler/glory-300/currency-table';
import { countsOf, inventoryOf } from '@tillbridge/edge-agent/recycler/glory-300/inventory';
import { placeLines, planPieces } from '@tillbridge/edge-agent/recycler/glory-300/plan-pieces';
import { MACHINE_PRESETS } from '@tillbridge/edge-agent/recycler/glory-300/presets';
import { piecesData, readDeposit, readStock } from '@tillbridge/edge-agent/recycler/glory-300/readings';
import { InventorySchema } from '@tillbridge/shared/fact';
import fc from 'fast-check';
import { Value } from 'typebox/value';
import { describe, expect, test } from 'vitest';

const THB = MACHINE_PRESETS['thb-ci10'];

//                    c s 2 n N c C 10000 5000 2000 1000  500  100   50   10    5    1 detached
const DEPOSIT_TEXT = '1010000' + '001002003004005006007008009010' + '00';
//                  2000 10000 5000 1000   cassette 2000 10000 5000 1000    500 100 50 10 5 1
const STOCK_TEXT = `${'003001002004'}${'013011012014'}${'005006007008009010'}`.padEnd(118, '0');

describe('readings', () => {
  test('deposit and stock name their denominations in two different orders', () => {
    expect(readDeposit(DEPOSIT_TEXT)?.counts).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(readStock(STOCK_TEXT)).toMatchObject({
      counts: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
      cassette: [11, 12, 13, 14],
    });
    expect(piecesData([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])).toBe('003001002004005006007008009010');
  });

  test('the deposit tells what the machine is at', () => {
    expect(readDeposit(DEPOSIT_TEXT)).toMatchObject({
      counting: true,
      state: 'counting',
      noteUnit: '0',
      coinUnit: '0',
    });
    expect(readDeposit(`0120600${'0'.repeat(30)}10`)).toMatchObject({
      state: 'stopped',
      noteUnit: '6',
      noteDetached: true,
      coinDetached: false,
    });
  });

  test('a reading of another form is no reading', () => {
    expect(readDeposit(DEPOSIT_TEXT.slice(0, 38))).toBeUndefined();
    expect(readDeposit(`${DEPOSIT_TEXT.slice(0, 10)}x${DEPOSIT_TEXT.slice(11)}`)).toBeUndefined();
    expect(readStock(STOCK_TEXT.slice(0, 117))).toBeUndefined();
    expect(readStock(`-${STOCK_TEXT.slice(1)}`)).toBeUndefined();
  });

  test('no text makes a reader throw', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        readDeposit(text);
        readStock(text);
      }),
    );
  });
});

describe('the currency table', () => {
  test('a 1000-baht note and a 10-baht coin are two things', () => {
    expect(linesOf(THB, [1, 0, 0, 0, 1], 'in', 'stock')).toEqual([
      { valueMinor: 100_000, form: 'note', pieces: 1, direction: 'in', place: 'stock', unit: 'N1' },
      { valueMinor: 1_000, form: 'coin', pieces: 1, direction: 'in', place: 'stock', unit: 'C1' },
    ]);
  });

  test('every preset can be used, and a table with mistakes names all of them', () => {
    for (const preset of Object.values(MACHINE_PRESETS)) expect(tableMistakes(preset)).toEqual([]);
    const [first] = THB.positions;
    const twice = {
      ...THB,
      payUnitMinor: 0,
      positions: THB.positions.map((p, i) => (i === 1 ? { ...p, ...first } : p)),
    };
    expect(tableMistakes(twice)).toHaveLength(3);
  });
});

describe('the inventory', () => {
  const stock = readStock(STOCK_TEXT) ?? { counts: [], cassette: [], rest: '' };
  const notes = { readAt: '2026-11-20T07:21:03.112Z', notesMissing: false, coinsMissing: false, accurate: true };

  test('has the form of the contract, and gives its counts back', () => {
    const inventory = inventoryOf(THB, stock, notes);
    expect(Value.Errors(InventorySchema, inventory)).toEqual([]);
    expect(countsOf(THB, inventory)).toEqual({ stock: stock.counts, cassette: stock.cassette });
  });

  test.each([
    [0, 'empty'],
    [10, 'low'],
    [11, 'ok'],
    [90, 'high'],
    [100, 'full'],
  ])('%i of 100 pieces is %s, and stays a stacker that pays out and takes in', (pieces, level) => {
    const inventory = inventoryOf(THB, { ...stock, counts: [pieces, 0, 0, 0, 0, 0, 0, 0, 0, 0] }, notes);
    expect(inventory.units[0]).toMatchObject({ unit: 'N1', level, canDispense: true, canAccept: true });
  });

  test('a unit that is taken out is missing and can do nothing', () => {
    const [note] = inventoryOf(THB, stock, { ...notes, notesMissing: true }).units;
    expect(note).toMatchObject({ level: 'missing', canDispense: false, canAccept: false });
  });

  test('counts that nobody trusts are marked', () => {
    expect(inventoryOf(THB, stock, { ...notes, accurate: false }).units[0]?.accuracy).toBe('inaccurate');
  });
});

describe('planning pieces', () => {
  test('60 from one 50 and three 20s is three 20s', () => {
    const table = {
      ...THB,
      positions: THB.positions.map((p, i) => ({ ...p, valueMinor: i === 0 ? 5_000 : i === 1 ? 2_000 : null })),
    };
    expect(planPieces(table, [1, 3], 6_000)?.slice(0, 2)).toEqual([0, 3]);
    expect(planPieces(table, [1, 2], 6_000)).toBeUndefined();
  });

  test('a plan is exact and within the stock, and one exists whenever it was made of the stock', () => {
    const counts = fc.array(fc.nat(6), { minLength: 10, maxLength: 10 });
    const sum = (pieces: readonly number[]) =>
      pieces.reduce((all, many, i) => all + many * (THB.positions[i]?.valueMinor ?? 0), 0);
    fc.assert(
      fc.property(counts, counts, (stock, some) => {
        const amount = sum(some.map((many, i) => Math.min(many, stock[i] ?? 0)));
        const plan = planPieces(THB, stock, amount);
        expect(plan).toBeDefined();
        expect(sum(plan ?? [])).toBe(amount);
        expect(plan?.every((many, i) => many <= (stock[i] ?? 0))).toBe(true);
      }),
    );
  });

  test('lines of a value that is not loaded have no place', () => {
    expect(placeLines(THB, [], [{ valueMinor: 5_000, pieces: 1 }])).toBeUndefined();
    expect(placeLines(THB, [], [{ valueMinor: 2_000, pieces: 1_000 }])).toBeUndefined();
    expect(placeLines(THB, [], [{ valueMinor: 2_000, pieces: 2 }])?.[3]).toBe(2);
  });
});
