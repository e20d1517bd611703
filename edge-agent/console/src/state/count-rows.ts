import { recyclingUnits } from '@tillbridge/shared/unit-view';
import type { Holding, MachinePart } from '../api/wire.ts';

export type Row = Omit<Holding, 'pieces'>;

const nameOf = ({ place, form, valueMinor }: Row) => `${place} ${form} ${valueMinor}`;

/** What a person must count: every denomination that a machine can hold or that a case is about, each once. */
export function countRows(machine: MachinePart, more: readonly Row[] = []): readonly Row[] {
  const units = machine.inventory?.units ?? [];
  const own = recyclingUnits({ units, faults: [] }).map(
    ({ valueMinor, form }): Row => ({ valueMinor, form, place: 'stock' }),
  );
  const rows = new Map<string, Row>();
  for (const { valueMinor, form, place } of [...own, ...more]) {
    const row = { valueMinor, form, place };
    rows.set(nameOf(row), row);
  }
  return [...rows.values()].sort(
    (a, b) =>
      order(a) - order(b) || Number(a.form === 'coin') - Number(b.form === 'coin') || b.valueMinor - a.valueMinor,
  );
}

const order = ({ place }: Row) => ['stock', 'box', 'reject'].indexOf(place);
