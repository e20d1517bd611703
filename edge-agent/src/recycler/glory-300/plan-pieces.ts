import { planPayout } from '../../planner/plan-payout.ts';
import type { PlanUnit } from '../../planner/plan-unit.ts';
import type { DispenseWant } from '../driver.ts';
import { POSITIONS } from './constants.ts';
import { type CurrencyTable, formOf, pieceValue } from './currency-table.ts';
import { type Counts, PIECES_SAID_MAX } from './readings.ts';

type WantedLines = Extract<DispenseWant, { lines: unknown }>['lines'];

/** The fewest pieces by position that make up exactly `amountMinor` out of `stock`; undefined when there are none. */
export function planPieces(table: CurrencyTable, stock: Counts, amountMinor: number): Counts | undefined {
  const counts = new Array<number>(POSITIONS.length).fill(0);
  if (amountMinor === 0) return counts;
  const units = POSITIONS.map((_, position): PlanUnit => {
    const valueMinor = pieceValue(table, position);
    const pieces = Math.min(stock[position] ?? 0, PIECES_SAID_MAX);
    return { unit: String(position), valueMinor, form: formOf(position), pieces, capacity: pieces };
  });
  const plan = planPayout(units, amountMinor);
  if (!plan.payable) return undefined;
  for (const { unit, pieces } of plan.lines) counts[Number(unit)] = pieces;
  return counts;
}

/** Whether taking as many as possible of the largest value, then of the next, ends at exactly `amountMinor`. */
export function largestFirst(table: CurrencyTable, stock: Counts, amountMinor: number): boolean {
  const order = POSITIONS.map((_, position) => position).filter((position) => pieceValue(table, position) > 0);
  order.sort((a, b) => pieceValue(table, b) - pieceValue(table, a));
  let rest = amountMinor;
  for (const position of order) {
    const value = pieceValue(table, position);
    rest -= Math.min(Math.floor(rest / value), stock[position] ?? 0) * value;
  }
  return rest === 0;
}

/** Wanted lines as pieces by position; undefined when one of them is not loaded, or more than the command can say. */
export function placeLines(table: CurrencyTable, stock: Counts, lines: WantedLines): Counts | undefined {
  const counts = new Array<number>(POSITIONS.length).fill(0);
  for (const line of lines) {
    const positions = POSITIONS.map((_, position) => position).filter(
      (position) =>
        pieceValue(table, position) === line.valueMinor &&
        (line.form === undefined || formOf(position) === line.form) &&
        (line.unit === undefined || table.positions[position]?.unit === line.unit),
    );
    const last = positions.at(-1);
    if (last === undefined || !Number.isSafeInteger(line.pieces) || line.pieces < 0) return undefined;
    let rest = line.pieces;
    for (const position of positions) {
      const take =
        position === last ? rest : Math.min(rest, Math.max(0, (stock[position] ?? 0) - (counts[position] ?? 0)));
      counts[position] = (counts[position] ?? 0) + take;
      rest -= take;
    }
  }
  return counts.every((pieces) => pieces <= PIECES_SAID_MAX) ? counts : undefined;
}
