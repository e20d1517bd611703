import type { UnitLevel, UnitReading } from '@tillbridge/shared/cash';
import type { Inventory } from '@tillbridge/shared/fact';
import { DEVICE, UNIT_STATUS } from './constants.ts';
import { type FccTable, type FccUnitName, keyOf, type Many, manyOf } from './fcc-table.ts';
import type { InventoryRead, UnitRead, Verify } from './readings.ts';

/** What the inventory answer itself cannot say. */
export interface InventoryNotes {
  readonly readAt: string;
  readonly verify: Verify;
  /** False after an operation whose counts did not agree. */
  readonly accurate: boolean;
}

/** Units as the machine lists them: thresholds are its own, and two stackers of one denomination stay two units. */
export function inventoryOf(table: FccTable, read: InventoryRead, notes: InventoryNotes): Inventory {
  const payable = new Map(manyOf(table, read.dispensable).map((many) => [keyOf(many), many.pieces]));
  const canPay = (many: Many) => !read.saysDispensable || (payable.get(keyOf(many)) ?? 0) > 0;
  return { readAt: notes.readAt, units: read.units.flatMap((unit) => unitOf(table, unit, notes, canPay) ?? []) };
}

function unitOf(
  table: FccTable,
  read: UnitRead,
  notes: InventoryNotes,
  canPay: (many: Many) => boolean,
): UnitReading | undefined {
  const role = roleOf(table, read);
  const known = read.status !== UNIT_STATUS.missing && read.status !== UNIT_STATUS.notAvailable;
  const single = role === 'recycle' ? singleOf(table, read) : undefined;
  const contents = manyOf(table, read.holds).map((many) => ({ ...many }));
  // A stacker that is assigned to nothing, or to a currency that is not ours, has no line in our books.
  if (role === 'recycle' && single === undefined && contents.length === 0) return undefined;
  const counted = single?.pieces ?? contents.reduce((sum, each) => sum + each.pieces, 0);
  const works = known && read.status !== UNIT_STATUS.restricted;
  return {
    unit: `${read.device === 'note' ? 'N' : 'C'}${read.unit}`,
    ...(single === undefined ? { contents } : { valueMinor: single.valueMinor }),
    form: read.device,
    role,
    pieces: known ? counted : null,
    capacity: read.capacity,
    lowMark: read.nearEmpty,
    highMark: read.nearFull,
    level: levelOf(read, counted),
    accuracy: notes.accurate && !isDoubted(table, read, notes.verify) ? 'accurate' : 'inaccurate',
    // The machine lists only what it could pay now, so an empty stacker is taken for one that pays.
    canDispense: works && role === 'recycle' && (single === undefined || single.pieces === 0 || canPay(single)),
    canAccept: works,
  };
}

function roleOf(table: FccTable, read: UnitRead): 'recycle' | 'box' | 'reject' {
  const device = read.device === 'note' ? DEVICE.note : DEVICE.coin;
  const is = (name: FccUnitName) => name.device === device && name.unit === read.unit;
  return table.boxes.some(is) ? 'box' : table.rejects?.some(is) === true ? 'reject' : 'recycle';
}

/** The one denomination of a stacker, also when it is empty; undefined when it holds several or none of ours. */
function singleOf(table: FccTable, read: UnitRead): Many | undefined {
  const ours = read.holds.filter((each) => each.currency === table.currency);
  const values = new Set(ours.map((each) => each.faceValue));
  const [faceValue] = values;
  if (values.size !== 1 || faceValue === undefined) return undefined;
  const pieces = ours.reduce((sum, each) => sum + each.pieces, 0);
  return { valueMinor: faceValue * table.fvMinor, form: read.device, pieces };
}

function levelOf(read: UnitRead, pieces: number): UnitLevel {
  switch (read.status) {
    case UNIT_STATUS.empty:
      return 'empty';
    case UNIT_STATUS.nearEmpty:
      return 'low';
    case UNIT_STATUS.exist:
      return 'ok';
    case UNIT_STATUS.nearFull:
      return 'high';
    case UNIT_STATUS.full:
      return 'full';
    case UNIT_STATUS.missing:
      return 'missing';
    case UNIT_STATUS.restricted:
      return pieces === 0 ? 'empty' : 'ok';
    default:
      return 'unknown';
  }
}

function isDoubted(table: FccTable, read: UnitRead, verify: Verify): boolean {
  if (verify.devices.includes(read.device)) return true;
  const doubted = new Set(verify.denominations.map(({ form, faceValue }) => keyOf({ form, valueMinor: faceValue })));
  return read.holds.some(
    ({ currency, faceValue, form }) =>
      currency === table.currency && doubted.has(keyOf({ form, valueMinor: faceValue })),
  );
}
