import { SILENT_AFTER_MS } from '@tillbridge/shared/live';
import type { MachineNow, ShopNow } from '@tillbridge/shared/reads';
import type { Disk } from '@tillbridge/shared/sync';
import type { ShopParts } from './read-shop-parts.ts';
import type { MadeOf, ShopFigures, UnitsNow } from './shop-figures.ts';
import type { AgentRow, MachineRow, ShopRow } from './shop-rows.ts';

/** One shop from the rows that belong to it; `now` decides what is silent. */
export function buildShop(shop: ShopRow, parts: ShopParts, now: Date): ShopNow {
  const machines = parts.machinesOf.get(shop.shop_id) ?? [];
  const agents = parts.agentsOf.get(shop.shop_id) ?? [];
  const silent = isSilent(lastHeard(agents), now);
  return figuresOf(shop, parts).shopOf({ shop, machines, agents, silent }, makeShop);
}

function makeShop({ shop, machines: rows, agents, silent }: MadeOf, figures: ShopFigures): ShopNow {
  const machines = rows.map((machine) => buildMachine(machine, figures.units.get(machine.machine_id)));
  const { today } = figures;
  return {
    id: shop.shop_id,
    code: shop.code,
    name: { th: shop.name_th, en: shop.name_en },
    timeZone: shop.time_zone,
    cutOffMinutes: shop.cut_off_minutes,
    version: shop.version,
    businessDate: shop.business_date,
    completeThrough: instant(oldest(agents.map((agent) => agent.complete_through))),
    lastHeardAt: instant(lastHeard(agents)),
    silent,
    pending: agents.reduce((sum, agent) => sum + agent.pending, 0),
    positions: figures.positions,
    positionAt: machines.reduce<string | null>(
      (at, machine) => (machine.readAt !== null && (at === null || machine.readAt < at) ? machine.readAt : at),
      null,
    ),
    machines,
    currency: shop.currency,
    today,
    lastWeek: figures.lastWeek,
    takingsMinor: today.takingsMinor.at(-1) ?? 0,
    payoutsMinor: today.payoutsMinor.at(-1) ?? 0,
    transactions: figures.transactions,
  };
}

export function figuresOf({ shop_id }: ShopRow, parts: ShopParts): ShopFigures {
  const figures = parts.figuresOf.get(shop_id);
  if (figures === undefined) throw new Error(`no figures were read of shop ${shop_id}`);
  return figures;
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
    units: units?.readings ?? [],
  };
}

function newest(times: readonly (Date | null)[]): Date | null {
  return times.reduce((best, at) => (at !== null && (best === null || at > best) ? at : best), null);
}

function oldest(times: readonly (Date | null)[]): Date | null {
  return times.reduce((best, at) => (at !== null && (best === null || at < best) ? at : best), null);
}
