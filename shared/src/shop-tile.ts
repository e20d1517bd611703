import type { MachineNow, ShopNow, ShopTile } from './reads.ts';
import type { UnitBar, UnitBars } from './unit-bars.ts';

/** What the list of all shops shows of one. Units that pay nothing out or hold mixed cash have no bar there. */
export function tileOf(shop: ShopNow): ShopTile {
  return {
    ...shop,
    machines: shop.machines.map(({ units, ...machine }) => ({ ...machine, bars: columns(units.flatMap(barOf)) })),
  };
}

/** The bars one by one. */
export function barsOf({ unit, ...bars }: UnitBars): readonly UnitBar[] {
  return unit.flatMap((name, n) => {
    const [valueMinor, form, capacity, level] = [bars.valueMinor[n], bars.form[n], bars.capacity[n], bars.level[n]];
    if (valueMinor === undefined || form === undefined || capacity === undefined || level === undefined) return [];
    return [{ unit: name, valueMinor, form, pieces: bars.pieces[n] ?? null, capacity, level }];
  });
}

function barOf({ unit, valueMinor, form, role, pieces, capacity, level }: MachineNow['units'][number]): UnitBar[] {
  return role === 'recycle' && valueMinor !== undefined ? [{ unit, valueMinor, form, pieces, capacity, level }] : [];
}

function columns(bars: readonly UnitBar[]): UnitBars {
  return {
    unit: bars.map((bar) => bar.unit),
    valueMinor: bars.map((bar) => bar.valueMinor),
    form: bars.map((bar) => bar.form),
    pieces: bars.map((bar) => bar.pieces),
    capacity: bars.map((bar) => bar.capacity),
    level: bars.map((bar) => bar.level),
  };
}
