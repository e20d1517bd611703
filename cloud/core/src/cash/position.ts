import type { Bucket, Form, UnitReading } from '@tillbridge/shared/cash';

/** Pieces of one denomination in one of the four buckets. */
export interface PositionEntry {
  readonly bucket: Bucket;
  readonly valueMinor: number;
  readonly form: Form;
  readonly pieces: number;
}

/**
 * Folds unit readings into the four buckets by denomination. `dispensable` is the part of `stock` that can be paid out,
 * never added to it. Units whose pieces are not known count nothing; overflow lies in the box.
 */
export function positionOf(units: readonly UnitReading[]): PositionEntry[] {
  const sums = new Map<string, PositionEntry>();
  const add = (bucket: Bucket, valueMinor: number, form: Form, pieces: number) => {
    const key = `${bucket} ${valueMinor} ${form}`;
    sums.set(key, { bucket, valueMinor, form, pieces: (sums.get(key)?.pieces ?? 0) + pieces });
  };
  for (const unit of units) {
    for (const held of holdingsOf(unit)) {
      if (unit.role === 'recycle') {
        add('stock', held.valueMinor, held.form, held.pieces);
        if (unit.canDispense) add('dispensable', held.valueMinor, held.form, held.pieces);
      } else add(unit.role === 'reject' ? 'reject' : 'box', held.valueMinor, held.form, held.pieces);
    }
  }
  return [...sums.values()];
}

function holdingsOf(unit: UnitReading): readonly { valueMinor: number; form: Form; pieces: number }[] {
  if (unit.contents !== undefined) return unit.contents;
  if (unit.valueMinor === undefined || unit.pieces === null) return [];
  return [{ valueMinor: unit.valueMinor, form: unit.form, pieces: unit.pieces }];
}
