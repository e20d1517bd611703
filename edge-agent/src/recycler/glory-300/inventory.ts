import type { UnitLevel, UnitReading } from '@tillbridge/shared/cash';
import type { Inventory } from '@tillbridge/shared/fact';
import { NOTE_POSITIONS, POSITIONS } from './constants.ts';
import { BOX_UNIT, type CurrencyTable, formOf, pieceValue, REJECT_UNIT } from './currency-table.ts';
import type { Counts, StockReading } from './readings.ts';

/** What the stock reading cannot say. */
export interface InventoryNotes {
  readonly readAt: string;
  readonly notesMissing: boolean;
  readonly coinsMissing: boolean;
  /** False after a reading that disagreed with what was counted. */
  readonly accurate: boolean;
}

/** The units of the machine. This family reports stock only: capacities and marks come from the settings. */
export function inventoryOf(table: CurrencyTable, stock: StockReading, notes: InventoryNotes): Inventory {
  const units: UnitReading[] = [];
  table.positions.forEach((position, i) => {
    if (position.valueMinor === null) return;
    const pieces = stock.counts[i] ?? 0;
    const missing = formOf(i) === 'note' ? notes.notesMissing : notes.coinsMissing;
    const marks = marksOf(table, position.capacity);
    const level = missing ? 'missing' : levelOf(pieces, position.capacity, marks);
    units.push({
      unit: position.unit,
      valueMinor: position.valueMinor,
      form: formOf(i),
      role: 'recycle',
      pieces,
      capacity: position.capacity,
      ...marks,
      level,
      accuracy: notes.accurate ? 'accurate' : 'inaccurate',
      canDispense: !missing,
      canAccept: !missing,
    });
  });
  units.push(boxOf(table, stock, notes), rejectOf(table));
  return { readAt: notes.readAt, units };
}

/** Counts of the stock by position out of an inventory; undefined when a unit is not in the table or not counted. */
export function countsOf(table: CurrencyTable, inventory: Inventory): { stock: Counts; cassette: Counts } | undefined {
  const stock = new Array<number>(POSITIONS.length).fill(0);
  const cassette = new Array<number>(NOTE_POSITIONS).fill(0);
  for (const reading of inventory.units) {
    if (reading.unit === BOX_UNIT) {
      for (const item of reading.contents ?? []) {
        const position = table.positions.findIndex(
          (p, i) => p.valueMinor === item.valueMinor && formOf(i) === item.form,
        );
        if (position < 0 || position >= NOTE_POSITIONS) return undefined;
        cassette[position] = item.pieces;
      }
    } else if (reading.role === 'recycle') {
      const position = table.positions.findIndex((p) => p.unit === reading.unit && p.valueMinor === reading.valueMinor);
      if (position < 0 || reading.pieces === null) return undefined;
      stock[position] = reading.pieces;
    }
  }
  return { stock, cassette };
}

function boxOf(table: CurrencyTable, stock: StockReading, notes: InventoryNotes): UnitReading {
  let pieces = 0;
  const contents: { valueMinor: number; form: 'note'; pieces: number }[] = [];
  for (let i = 0; i < NOTE_POSITIONS; i++) {
    const many = stock.cassette[i] ?? 0;
    if (many < 1 || pieceValue(table, i) === 0) continue;
    pieces += many;
    contents.push({ valueMinor: pieceValue(table, i), form: 'note', pieces: many });
  }
  const marks = marksOf(table, table.boxCapacity);
  const level = notes.notesMissing ? 'missing' : levelOf(pieces, table.boxCapacity, { ...marks, lowMark: 0 });
  return {
    unit: BOX_UNIT,
    form: 'note',
    role: 'box',
    pieces,
    capacity: table.boxCapacity,
    lowMark: 0,
    highMark: marks.highMark,
    level,
    accuracy: notes.accurate ? 'accurate' : 'inaccurate',
    canDispense: false,
    canAccept: !notes.notesMissing,
    contents,
  };
}

/** The machine does not count what it rejects. */
function rejectOf(table: CurrencyTable): UnitReading {
  return {
    unit: REJECT_UNIT,
    form: 'note',
    role: 'reject',
    pieces: null,
    capacity: table.rejectCapacity,
    lowMark: 0,
    highMark: marksOf(table, table.rejectCapacity).highMark,
    level: 'unknown',
    accuracy: 'unknown',
    canDispense: false,
    canAccept: true,
  };
}

function marksOf(table: CurrencyTable, capacity: number): { lowMark: number; highMark: number } {
  return {
    lowMark: Math.floor((capacity * table.lowPercent) / 100),
    highMark: Math.ceil((capacity * table.highPercent) / 100),
  };
}

function levelOf(pieces: number, capacity: number, marks: { lowMark: number; highMark: number }): UnitLevel {
  if (pieces >= capacity) return 'full';
  if (pieces >= marks.highMark) return 'high';
  if (pieces === 0) return 'empty';
  return pieces <= marks.lowMark ? 'low' : 'ok';
}
