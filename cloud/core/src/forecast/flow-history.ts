import type { Form, Place, UnitRole } from '@tillbridge/shared/cash';
import { movedDay } from '@tillbridge/shared/day-range';

/** Pieces of one denomination that trade moved in one hour of the clock of one business day. */
export interface FlowRow {
  readonly day: string;
  readonly hour: number;
  readonly place: Place;
  /** Null where the machine did not say. */
  readonly unit: string | null;
  readonly form: Form;
  readonly valueMinor: number;
  readonly inPieces: number;
  readonly outPieces: number;
}

/** What must be known of a unit to tell whose a line is. */
export interface FlowUnit {
  readonly unit: string;
  readonly role: UnitRole;
  readonly form: Form;
  readonly valueMinor: number | null;
  readonly capacity: number;
}

export const HOURS = 24;

/** Pieces in and out of one unit, one entry an hour of each day, days in their order. */
export interface UnitFlow {
  readonly in: Float64Array;
  readonly out: Float64Array;
}

export interface FlowHistory {
  /** Complete business days without a gap, oldest first. */
  readonly days: readonly string[];
  readonly units: ReadonlyMap<string, UnitFlow>;
}

/**
 * Sorts the rows of one machine by its units. The first day with anything is left out, because it may have begun in its
 * middle. A line that names no unit is shared by the units that it can have been, by their capacity.
 */
export function flowHistory(rows: readonly FlowRow[], units: readonly FlowUnit[], through: string | null): FlowHistory {
  const [first] = rows.map(({ day }) => day).sort();
  if (through === null || first === undefined) return { days: [], units: new Map() };
  const days: string[] = [];
  for (let day = movedDay(first, 1); day <= through; day = movedDay(day, 1)) days.push(day);
  const at = new Map(days.map((day, index) => [day, index]));
  const flows = new Map<string, UnitFlow>();
  for (const row of rows) {
    const day = at.get(row.day);
    if (day === undefined) continue;
    for (const { unit, share } of unitsOf(row, units)) {
      const flow = flows.get(unit) ?? {
        in: new Float64Array(days.length * HOURS),
        out: new Float64Array(days.length * HOURS),
      };
      flows.set(unit, flow);
      const cell = day * HOURS + row.hour;
      flow.in[cell] = (flow.in[cell] ?? 0) + share * row.inPieces;
      flow.out[cell] = (flow.out[cell] ?? 0) + share * row.outPieces;
    }
  }
  return { days, units: flows };
}

function unitsOf(row: FlowRow, units: readonly FlowUnit[]): readonly { unit: string; share: number }[] {
  if (row.unit !== null) return [{ unit: row.unit, share: 1 }];
  const inPlace = units.filter(({ role }) => placeOf(role) === row.place);
  const ofForm = inPlace.filter(({ form }) => form === row.form);
  const could =
    row.place === 'stock'
      ? ofForm.filter(({ valueMinor }) => valueMinor === row.valueMinor)
      : ofForm.length > 0
        ? ofForm
        : inPlace;
  const room = could.reduce((sum, { capacity }) => sum + capacity, 0);
  return could.map(({ unit, capacity }) => ({ unit, share: room === 0 ? 1 / could.length : capacity / room }));
}

function placeOf(role: UnitRole): Place {
  if (role === 'recycle') return 'stock';
  return role === 'reject' ? 'reject' : 'box';
}
