import type { UnitReading } from '@tillbridge/shared/cash';
import { SILENT_AFTER_MS } from '@tillbridge/shared/live';
import type { MachineNow, Position, ShopTile } from '@tillbridge/shared/reads';
import type { Disk } from '@tillbridge/shared/sync';
import { buildCurve, lastHourOf } from './build-curve.ts';
import type { ShopParts } from './read-shop-parts.ts';
import type { AgentRow, BucketRow, MachineRow, ShopRow, UnitRow } from './shop-rows.ts';

const LAST_HOUR_OF_DAY = 23;

/** One shop from the rows that belong to it. Pure; `now` decides what is silent. */
export function buildTile(shop: ShopRow, parts: ShopParts, now: Date): ShopTile {
  const agents = parts.agentsOf.get(shop.shop_id) ?? [];
  const machines = (parts.machinesOf.get(shop.shop_id) ?? []).map((machine) =>
    buildMachine(machine, parts.units.get(machine.machine_id)),
  );
  const hours = parts.hoursOf.get(shop.shop_id) ?? [];
  const todayRows = hours.filter((row) => row.today);
  const weekRows = hours.filter((row) => !row.today);
  // A till whose clock runs ahead may already have written into the next hour.
  const today = buildCurve(todayRows, lastHourOf(todayRows, shop.hour));
  const total = today.at(-1);
  const heard = newest(agents.map((agent) => agent.heard_at));
  return {
    id: shop.shop_id,
    code: shop.code,
    name: { th: shop.name_th, en: shop.name_en },
    timeZone: shop.time_zone,
    cutOffMinutes: shop.cut_off_minutes,
    version: shop.version,
    businessDate: shop.business_date,
    completeThrough: instant(oldest(agents.map((agent) => agent.complete_through))),
    lastHeardAt: instant(heard),
    silent: isSilent(heard, now),
    pending: agents.reduce((sum, agent) => sum + agent.pending, 0),
    positions: buildPositions(parts.bucketsOf.get(shop.shop_id) ?? []),
    positionAt: machines.reduce<string | null>(
      (at, machine) => (machine.readAt !== null && (at === null || machine.readAt < at) ? machine.readAt : at),
      null,
    ),
    machines,
    currency: shop.currency,
    today,
    lastWeek: weekRows.length === 0 ? [] : buildCurve(weekRows, lastHourOf(weekRows, LAST_HOUR_OF_DAY)),
    takingsMinor: total?.takingsMinor ?? 0,
    payoutsMinor: total?.payoutsMinor ?? 0,
    transactions: total?.transactions ?? 0,
  };
}

export function isSilent(heard: Date | null, now: Date): boolean {
  return heard === null || now.getTime() - heard.getTime() > SILENT_AFTER_MS;
}

export function instant(at: Date | null): string | null {
  return at === null ? null : at.toISOString();
}

/** Null for an agent that does not say it. */
export function diskOf({ disk_state: state, disk_since, disk_free_bytes: freeBytes }: AgentRow): Disk | null {
  return state === null || disk_since === null || freeBytes === null
    ? null
    : { state, since: disk_since.toISOString(), freeBytes };
}

/** The last word of a shop whose agents are several: the one heard last. */
export function lastHeard(agents: readonly AgentRow[]): Date | null {
  return newest(agents.map((agent) => agent.heard_at));
}

function buildMachine(row: MachineRow, units: UnitsNow | undefined): MachineNow {
  return {
    id: row.machine_id,
    name: row.name,
    driver: row.driver,
    serial: row.serial,
    currency: row.currency,
    state: row.state ?? 'unknown',
    stateAt: instant(row.state_at),
    faults: [...(row.faults ?? [])],
    readAt: units?.readAt ?? null,
    units: units === undefined ? [] : [...units.readings],
  };
}

/** The units of one machine as they were last read. */
export interface UnitsNow {
  readonly readings: readonly UnitReading[];
  readonly readAt: string | null;
}

export function buildUnits(rows: readonly UnitRow[]): UnitsNow {
  return { readings: rows.map(buildUnit), readAt: instant(newest(rows.map((row) => row.read_at))) };
}

function buildUnit(row: UnitRow): UnitReading {
  return {
    unit: row.unit,
    ...(row.value_minor === null ? {} : { valueMinor: row.value_minor }),
    form: row.form,
    role: row.role,
    pieces: row.pieces,
    capacity: row.capacity,
    lowMark: row.low_mark,
    highMark: row.high_mark,
    level: row.level,
    accuracy: row.accuracy,
    canDispense: row.can_dispense,
    canAccept: row.can_accept,
    ...(row.contents === null ? {} : { contents: row.contents }),
  };
}

/** Four figures a currency, never added to each other. */
function buildPositions(rows: readonly BucketRow[]): Position[] {
  const byCurrency = new Map<string, Position>();
  for (const row of rows) {
    const position = byCurrency.get(row.currency) ?? {
      currency: row.currency,
      stock: 0,
      dispensable: 0,
      box: 0,
      reject: 0,
    };
    byCurrency.set(row.currency, { ...position, [row.bucket]: row.sum_minor });
  }
  return [...byCurrency.values()];
}

function newest(times: readonly (Date | null)[]): Date | null {
  return times.reduce((best, at) => (at !== null && (best === null || at > best) ? at : best), null);
}

function oldest(times: readonly (Date | null)[]): Date | null {
  return times.reduce((best, at) => (at !== null && (best === null || at < best) ? at : best), null);
}
