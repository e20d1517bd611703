import type { CashLine, Direction, Form, Place } from '@tillbridge/shared/cash';
import { NOTE_POSITIONS, POSITIONS } from './constants.ts';
import type { MachinePreset } from './presets.ts';
import type { Counts } from './readings.ts';

/** What stands in the machine's ten positions; a setting of each machine, so that a site can correct it. */
export type CurrencyTable = MachinePreset;

export function formOf(position: number): Form {
  return position < NOTE_POSITIONS ? 'note' : 'coin';
}

/** Value of one piece in minor units; 0 where nothing is loaded. */
export function pieceValue(table: CurrencyTable, position: number): number {
  return table.positions[position]?.valueMinor ?? 0;
}

function unitOf(table: CurrencyTable, position: number): string {
  return table.positions[position]?.unit ?? `P${position}`;
}

/** Sum of counts in minor units. */
export function amountOf(table: CurrencyTable, counts: Counts): number {
  let sum = 0;
  for (let i = 0; i < POSITIONS.length; i++) sum += pieceValue(table, i) * (counts[i] ?? 0);
  return sum;
}

/** Counts as cash lines; positions without pieces or without a denomination give none. */
export function linesOf(table: CurrencyTable, counts: Counts, direction: Direction, place: Place): CashLine[] {
  const lines: CashLine[] = [];
  for (let i = 0; i < POSITIONS.length; i++) {
    const pieces = counts[i] ?? 0;
    const valueMinor = pieceValue(table, i);
    if (pieces < 1 || valueMinor < 1) continue;
    lines.push({
      valueMinor,
      form: formOf(i),
      pieces,
      direction,
      place,
      unit: place === 'stock' ? unitOf(table, i) : BOX_UNIT,
    });
  }
  return lines;
}

export const BOX_UNIT = 'BOX';
export const REJECT_UNIT = 'REJECT';

/** Every mistake of a table in one list; empty when it can be used. */
export function tableMistakes(table: CurrencyTable): string[] {
  const mistakes: string[] = [];
  if (table.positions.length !== POSITIONS.length) mistakes.push(`there must be ${POSITIONS.length} positions`);
  if (!Number.isSafeInteger(table.payUnitMinor) || table.payUnitMinor < 1)
    mistakes.push('payUnitMinor must be 1 or more');
  const units = new Set<string>([BOX_UNIT, REJECT_UNIT]);
  const items = new Set<string>();
  table.positions.forEach((position, i) => {
    if (units.has(position.unit)) mistakes.push(`unit ${position.unit} is named twice`);
    units.add(position.unit);
    const { valueMinor } = position;
    if (valueMinor === null) return;
    if (!Number.isSafeInteger(valueMinor) || valueMinor < 1)
      mistakes.push(`position ${i}: a value is a whole number above 0`);
    const item = `${formOf(i)} ${valueMinor}`;
    if (items.has(item)) mistakes.push(`${item} stands in two positions`);
    items.add(item);
  });
  return mistakes;
}
