import type { CashLine, Direction, Place } from '@tillbridge/shared/cash';
import type { Pieces } from './readings.ts';

/** What the machine cannot say of itself; a setting of each machine, so that a site can correct it. */
export interface FccTable {
  readonly currency: string;
  /** Minor units of one `fv`. */
  readonly fvMinor: number;
  /** Units that collect mixed cash and never pay. */
  readonly boxes: readonly FccUnitName[];
  readonly rejects?: readonly FccUnitName[];
}

export interface FccUnitName {
  readonly device: number;
  readonly unit: number;
}

/** One denomination with how many of it, in the contract's terms. */
export interface Many {
  readonly valueMinor: number;
  readonly form: 'note' | 'coin';
  readonly pieces: number;
}

/** Pieces of the machine's currency; those of another are never added to them. */
export function manyOf(table: FccTable, all: readonly Pieces[]): readonly Many[] {
  const byKey = new Map<string, Many>();
  for (const { currency, faceValue, form, pieces } of all) {
    if (currency !== table.currency || pieces === 0) continue;
    const valueMinor = faceValue * table.fvMinor;
    const key = keyOf({ form, valueMinor });
    byKey.set(key, { valueMinor, form, pieces: pieces + (byKey.get(key)?.pieces ?? 0) });
  }
  return [...byKey.values()];
}

export const keyOf = ({ form, valueMinor }: { readonly form: string; readonly valueMinor: number }) =>
  `${form}/${valueMinor}`;

export function sumOf(all: readonly { readonly valueMinor: number; readonly pieces: number }[]): number {
  return all.reduce((sum, { valueMinor, pieces }) => sum + valueMinor * pieces, 0);
}

export function linesOf(all: readonly Many[], direction: Direction, place: Place): CashLine[] {
  return all.filter(({ pieces }) => pieces > 0).map((each) => ({ ...each, direction, place }));
}

/** Every mistake of a table in one list; empty when it can be used. */
export function fccTableMistakes(table: FccTable): string[] {
  const mistakes: string[] = [];
  if (!Number.isSafeInteger(table.fvMinor) || table.fvMinor < 1) mistakes.push('fvMinor must be 1 or more');
  const names = [...table.boxes, ...(table.rejects ?? [])].map(({ device, unit }) => `${device}/${unit}`);
  for (const name of new Set(names.filter((each, i) => names.indexOf(each) !== i)))
    mistakes.push(`unit ${name} is listed twice`);
  return mistakes;
}
