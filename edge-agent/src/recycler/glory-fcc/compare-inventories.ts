import type { CashLine, Place, UnitReading } from '@tillbridge/shared/cash';
import type { Inventory } from '@tillbridge/shared/fact';

interface Held {
  readonly unit: string;
  readonly place: Place;
  readonly form: 'note' | 'coin';
  readonly valueMinor: number;
  readonly pieces: number;
}

/** What came into and what left the units between two inventories; undefined when a unit was not counted in one of them. */
export function compareInventories(
  before: Inventory,
  after: Inventory,
): { readonly in: readonly CashLine[]; readonly out: readonly CashLine[] } | undefined {
  const was = heldIn(before);
  const is = heldIn(after);
  if (was === undefined || is === undefined) return undefined;
  const into: CashLine[] = [];
  const out: CashLine[] = [];
  for (const key of new Set([...was.keys(), ...is.keys()])) {
    const known = is.get(key) ?? was.get(key);
    const change = (is.get(key)?.pieces ?? 0) - (was.get(key)?.pieces ?? 0);
    if (known === undefined || change === 0) continue;
    const line = { ...known, pieces: Math.abs(change) };
    if (change > 0) into.push({ ...line, direction: 'in' });
    else out.push({ ...line, direction: 'out' });
  }
  return { in: into, out };
}

const PLACE_OF = { recycle: 'stock', overflow: 'stock', box: 'box', reject: 'reject' } as const;

function heldIn(inventory: Inventory): Map<string, Held> | undefined {
  const held = new Map<string, Held>();
  for (const reading of inventory.units) {
    if (reading.pieces === null && reading.role !== 'reject') return undefined;
    for (const each of heldBy(reading)) held.set(`${each.unit}/${each.form}/${each.valueMinor}`, each);
  }
  return held;
}

function heldBy({ unit, role, form, valueMinor, pieces, contents }: UnitReading): readonly Held[] {
  const place = PLACE_OF[role];
  if (valueMinor !== undefined) return [{ unit, place, form, valueMinor, pieces: pieces ?? 0 }];
  return (contents ?? []).map((each) => ({ unit, place, ...each }));
}
