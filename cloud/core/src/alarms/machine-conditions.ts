import type { MachineNow, Need } from '@tillbridge/shared/reads';
import type { MachineRow } from '../reads/shop-rows.ts';
import type { Condition } from './condition.ts';

/** The machine's own word that something is nearly out, without saying what. */
const NEAR_EMPTY = 'machine.near-empty';
/** Faults of a machine that goes on working. */
const WARNINGS: readonly string[] = [NEAR_EMPTY];
/** A level is good again this share of the capacity away from its mark, so that one note does not clear and raise it. */
const CLEAR_SHARE = 0.05;

type Unit = MachineNow['units'][number];
type LevelCode = 'unit_low' | 'unit_empty' | 'unit_high' | 'unit_full';
interface LevelNow {
  readonly code: LevelCode;
  readonly force: 'holds' | 'lingers';
}
/** One for all units that are well: an overview asks of thousands. */
const WELL: readonly LevelNow[] = [];

/** What a machine says of itself. `used` names the units that ever held something. Pure. */
export function machineConditions(shopId: string, machine: MachineNow, used: ReadonlySet<string>): Condition[] {
  const conditions: Condition[] = faultsOf(machine, used).map((fault) => ({
    subject: [machine.id, fault.code, fault.unit ?? ''].join('/'),
    force: 'holds',
    need: {
      code: 'unit_fault',
      severity: WARNINGS.includes(fault.code) ? 'warn' : 'bad',
      shopId,
      since: fault.since,
      values: { machine: machine.name, fault: fault.code, ...unitOf(machine, fault.unit) },
    },
  }));
  if (machine.state === 'offline' && machine.stateAt !== null) {
    const values = { machine: machine.name };
    const need = { code: 'machine_offline', severity: 'bad', shopId, since: machine.stateAt, values } as const;
    conditions.push({ subject: machine.id, force: 'holds', need });
  }
  const { readAt } = machine;
  if (readAt === null) return conditions;
  for (const unit of machine.units) {
    for (const { code, force } of levelsOf(unit, used.has(unit.unit) || holdsSomething(unit))) {
      const need = levelNeed(code, shopId, readAt, machine, unit);
      conditions.push({ subject: `${machine.id}/${unit.unit}`, force, need });
    }
  }
  return conditions;
}

/** What names a unit on a screen; only its own name where the machine was not read yet. */
function unitOf({ units, currency }: MachineNow, name: string | undefined): Need['values'] {
  if (name === undefined) return {};
  const unit = units.find((one) => one.unit === name);
  if (unit === undefined) return { unit: name };
  const { role, form, valueMinor } = unit;
  return { unit: name, role, form, currency, ...(valueMinor === undefined ? {} : { valueMinor }) };
}

/** A machine that is out of service, and of which something arrived all the same: its cash may not be where somebody said. */
export function retiredCondition(row: MachineRow): Condition[] {
  if (row.reported_at === null) return [];
  const since = row.reported_at.toISOString();
  const values = { machine: row.name };
  const need = { code: 'retired_reports', severity: 'bad', shopId: row.shop_id, since, values } as const;
  return [{ subject: row.machine_id, force: 'holds', need }];
}

/** Nearly out is said once: by the units that are, or by the machine where none of them shows it. */
function faultsOf({ faults, units }: MachineNow, used: ReadonlySet<string>): MachineNow['faults'] {
  const isShown = units.some(
    (unit) =>
      unit.canDispense && ['low', 'empty'].includes(unit.level) && (used.has(unit.unit) || holdsSomething(unit)),
  );
  return isShown ? faults.filter(({ code }) => code !== NEAR_EMPTY) : faults;
}

/** A unit that cannot count says more than empty, or nothing. */
export function holdsSomething({ pieces, level }: Pick<Unit, 'pieces' | 'level'>): boolean {
  return pieces === null ? ['low', 'ok', 'high', 'full'].includes(level) : pieces > 0;
}

/**
 * A unit runs low only where it pays out and was ever filled, and runs full only where it takes in: an unused unit
 * raises nothing.
 */
function levelsOf(unit: Unit, used: boolean): readonly LevelNow[] {
  const { level, pieces } = unit;
  const margin = Math.max(1, Math.ceil(unit.capacity * CLEAR_SHARE));
  if (unit.canDispense && used) {
    if (level === 'empty')
      return [
        { code: 'unit_empty', force: 'holds' },
        { code: 'unit_low', force: 'lingers' },
      ];
    const emptyStays: readonly LevelNow[] =
      pieces !== null && pieces <= margin ? [{ code: 'unit_empty', force: 'lingers' }] : WELL;
    if (level === 'low') return [{ code: 'unit_low', force: 'holds' }, ...emptyStays];
    if (pieces !== null && level === 'ok' && pieces <= unit.lowMark + margin)
      return [{ code: 'unit_low', force: 'lingers' }, ...emptyStays];
  }
  if (unit.canAccept) {
    if (level === 'full')
      return [
        { code: 'unit_full', force: 'holds' },
        { code: 'unit_high', force: 'lingers' },
      ];
    const fullStays: readonly LevelNow[] =
      pieces !== null && pieces >= unit.capacity - margin ? [{ code: 'unit_full', force: 'lingers' }] : WELL;
    if (level === 'high') return [{ code: 'unit_high', force: 'holds' }, ...fullStays];
    if (pieces !== null && level === 'ok' && pieces >= unit.highMark - margin)
      return [{ code: 'unit_high', force: 'lingers' }, ...fullStays];
  }
  return WELL;
}

function levelNeed(code: LevelCode, shopId: string, since: string, machine: MachineNow, unit: Unit): Need {
  return {
    code,
    severity: code === 'unit_empty' || code === 'unit_full' ? 'bad' : 'warn',
    shopId,
    since,
    values: {
      machine: machine.name,
      unit: unit.unit,
      form: unit.form,
      currency: machine.currency,
      ...(unit.valueMinor === undefined ? {} : { valueMinor: unit.valueMinor }),
      ...(unit.pieces === null ? {} : { pieces: unit.pieces }),
      lowMark: unit.lowMark,
      highMark: unit.highMark,
      capacity: unit.capacity,
    },
  };
}
