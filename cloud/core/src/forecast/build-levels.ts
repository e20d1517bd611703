import { packPieces } from '@tillbridge/shared/cash-packs';
import type { Limits } from '@tillbridge/shared/configuration';
import type { Delivery } from '@tillbridge/shared/delivery';
import type { LevelDenomination, LevelUnit, MachineLevels } from '@tillbridge/shared/reads-levels';
import { HORIZON_DAYS, READING_DAYS_MAX } from '@tillbridge/shared/reads-levels';
import type { Rhythm } from './fit-rhythm.ts';
import { type Foreseen, foreseeUnit } from './foresee-unit.ts';
import { broughtOn, type LastOrder, lastOrderFor } from './plan-delivery.ts';
import { calendarDay, HOUR_MS, type ShopClock, type ShopHour, shopHours } from './shop-hours.ts';
import { suggestOrder } from './suggest-order.ts';

const DAY_MS = 24 * HOUR_MS;

/** A unit as read; `used`: something was in it at some time. */
export type UnitRead = Omit<LevelUnit, 'outlook' | 'empty' | 'full'> & { readonly used: boolean };

export interface MachineRead {
  readonly clock: ShopClock;
  readonly currency: string;
  readonly readAtMs: number | null;
  readonly units: readonly UnitRead[];
  readonly limits: Limits;
  /** Null: too little is known of it. */
  readonly rhythm: Rhythm | null;
}

export type BuiltLevels = Pick<
  MachineLevels,
  'units' | 'denominations' | 'orderBy' | 'late' | 'delivery' | 'broughtOn' | 'due' | 'orderMinor'
>;

interface ForeseenUnit {
  readonly read: UnitRead;
  readonly shown: LevelUnit;
  readonly foreseen: Foreseen | null;
}

/** What a machine holds against what should lie in it, when its units run empty or full, and what to order until when. */
export function buildLevels(machine: MachineRead, delivery: Delivery, now: Date): BuiltLevels {
  const { clock } = machine;
  const today = calendarDay(clock.timeZone, now.getTime());
  const arrives = broughtOn(today, delivery);
  const hours = hoursOf(machine, now);
  const units = machine.units.map((unit) => foreseen(unit, machine, hours));
  const arrivesAtMs =
    arrives === null ? now.getTime() : (hours.find(({ day }) => day >= arrives)?.atMs ?? Number.POSITIVE_INFINITY);
  const planned = payable(units).map((its) => ({ its, last: lastOrderOf(its, clock, delivery) }));
  const denominations = planned.map(({ its, last }) => denominationOf(its, machine, last, { today, arrivesAtMs }));
  const first = planned
    .flatMap(({ last }) => last ?? [])
    .reduce<LastOrder | null>((least, last) => (least === null || last.orderBy < least.orderBy ? last : least), null);
  return {
    units: units.map(({ shown }) => shown),
    denominations,
    orderBy: first?.orderBy ?? null,
    late: denominations.some(({ late }) => late),
    delivery,
    broughtOn: arrives,
    due: first && { broughtOn: first.broughtOn, passedOver: [...first.passedOver] },
    orderMinor: denominations.reduce((sum, { order }) => sum + (order?.amountMinor ?? 0), 0),
  };
}

/** The hours that are looked through, from the reading on: its pieces are of then, and trade went on since. None where it is too old. */
function hoursOf({ clock, readAtMs }: MachineRead, now: Date): readonly ShopHour[] {
  const nowMs = now.getTime();
  if (readAtMs === null || readAtMs < nowMs - READING_DAYS_MAX * DAY_MS) return [];
  const lastMs = Math.max(readAtMs, nowMs) + HORIZON_DAYS * DAY_MS;
  return shopHours(clock, readAtMs, Math.ceil((lastMs - readAtMs) / HOUR_MS));
}

function foreseen(read: UnitRead, { readAtMs, rhythm }: MachineRead, hours: readonly ShopHour[]): ForeseenUnit {
  const { used, ...unit } = read;
  const nothing = (outlook: LevelUnit['outlook']): ForeseenUnit => {
    return { read, foreseen: null, shown: { ...unit, outlook, empty: null, full: null } };
  };
  if (!used && rhythm?.units[unit.unit] === undefined) return nothing('unused');
  if (unit.pieces === null) return nothing('unknown_pieces');
  if (readAtMs === null || hours.length === 0) return nothing('old_reading');
  if (rhythm === null) return nothing('little_history');
  const seen = foreseeUnit({ pieces: unit.pieces, capacity: unit.capacity }, readAtMs, rhythm, unit.unit, hours);
  const empty = unit.role === 'recycle' ? seen.empty : null;
  return { read, foreseen: seen, shown: { ...unit, outlook: 'known', empty, full: seen.full } };
}

/** Units that pay out, by denomination, dearest first, notes before coins. */
function payable(units: readonly ForeseenUnit[]): (readonly [ForeseenUnit, ...ForeseenUnit[]])[] {
  const groups = new Map<string, [ForeseenUnit, ...ForeseenUnit[]]>();
  for (const unit of units) {
    const { role, form, valueMinor } = unit.read;
    if (role !== 'recycle' || valueMinor === null) continue;
    const group = groups.get(`${form} ${valueMinor}`);
    if (group === undefined) groups.set(`${form} ${valueMinor}`, [unit]);
    else group.push(unit);
  }
  return [...groups.values()].sort(
    ([{ read: a }], [{ read: b }]) =>
      Number(a.form === 'coin') - Number(b.form === 'coin') || (b.valueMinor ?? 0) - (a.valueMinor ?? 0),
  );
}

/** The last order before the first of them may be empty: what the others then have to pay alone was not learned. */
function lastOrderOf(units: readonly ForeseenUnit[], { timeZone }: ShopClock, delivery: Delivery): LastOrder | null {
  const firstEmpty = units.flatMap(({ shown }) => shown.empty?.earliestAt ?? []).sort()[0];
  return firstEmpty === undefined ? null : lastOrderFor(calendarDay(timeZone, Date.parse(firstEmpty)), delivery);
}

function denominationOf(
  units: readonly [ForeseenUnit, ...ForeseenUnit[]],
  { currency, limits }: MachineRead,
  last: LastOrder | null,
  { today, arrivesAtMs }: { readonly today: string; readonly arrivesAtMs: number },
): LevelDenomination {
  const { form } = units[0].read;
  const valueMinor = units[0].read.valueMinor ?? 0;
  const set = limits.parLevels.find((level) => level.form === form && level.valueMinor === valueMinor);
  const known = units.every(({ read }) => read.pieces !== null);
  const pieces = units.reduce((sum, { read }) => sum + (read.pieces ?? 0), 0);
  const capacity = units.reduce((sum, { read }) => sum + read.capacity, 0);
  const orderBy = last?.orderBy ?? null;
  const leftPieces = units.reduce(
    (sum, { read, foreseen }) => sum + (foreseen?.leftAt(arrivesAtMs) ?? read.pieces ?? 0),
    0,
  );
  const pack = packPieces(currency, form, valueMinor);
  const packs =
    set && known ? suggestOrder({ pieces, leftPieces, capacity, par: set.par, packPieces: pack }) : undefined;
  return {
    form,
    valueMinor,
    pieces: known ? pieces : null,
    capacity,
    set: set ? { low: set.low, par: set.par, high: set.high } : null,
    order:
      packs === undefined
        ? null
        : { leftPieces, packPieces: pack, packs, pieces: packs * pack, amountMinor: packs * pack * valueMinor },
    orderBy,
    late: orderBy !== null && orderBy < today,
  };
}
