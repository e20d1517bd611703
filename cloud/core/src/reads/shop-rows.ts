import type { CashKind, MachineState, UnitReading } from '@tillbridge/shared/cash';
import type { DiskState } from '@tillbridge/shared/sync';
import type { Tx } from '../db/client.ts';
import { rowsOf } from '../db/rows-of.ts';
import type { UuidArray } from '../db/uuid-array.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';

/** A shop of the scope, with the business day that its own clock and cut-off say. */
export interface ShopRow {
  readonly shop_id: string;
  readonly code: string;
  readonly name_th: string;
  readonly name_en: string;
  readonly time_zone: string;
  readonly cut_off_minutes: number;
  readonly currency: string;
  readonly version: number;
  /** Names the history of the database that the version belongs to. */
  readonly incarnation: string;
  readonly business_date: string;
}

/**
 * The shops of the scope that trade, by code; with `only` that one, even when it is closed. Filtered here, in SQL, and
 * nowhere later.
 */
export async function readShopRows(
  tx: Tx,
  scope: Pick<ShopScope, 'org' | 'shops'>,
  now: Date,
  only: string | null,
): Promise<readonly ShopRow[]> {
  const { all, list } = shopFilter(scope);
  return rowsOf(tx<ShopRow[]>`
    select s.shop_id, s.code, s.name_th, s.name_en, s.time_zone, s.cut_off_minutes, s.currency,
      coalesce(v.version, 0) as version, i.incarnation,
      day.wall::date as business_date
    from shops s
    cross join incarnations i
    left join shop_versions v on v.org_id = s.org_id and v.shop_id = s.shop_id
    cross join lateral (
      select (${now}::timestamptz at time zone s.time_zone) - make_interval(mins => s.cut_off_minutes) as wall
    ) day
    where s.org_id = ${scope.org}
      and (${all} or s.shop_id = any(${[...list]}::uuid[]))
      and case when ${only}::uuid is null then s.closed_at is null else s.shop_id = ${only}::uuid end
    order by s.code`);
}

export interface MachineRow {
  readonly machine_id: string;
  readonly shop_id: string;
  readonly name: string;
  readonly driver: string;
  readonly serial: string | null;
  readonly currency: string;
  readonly state: MachineState | null;
  readonly faults: readonly { readonly code: string; readonly unit?: string; readonly since: string }[] | null;
  readonly state_at: Date | null;
  readonly retired_at: Date | null;
  /** When something last arrived of it since. */
  readonly reported_at: Date | null;
}

/** Machines in service and those that were. */
export async function readMachineRows(tx: Tx, org: string, shops: UuidArray): Promise<readonly MachineRow[]> {
  return rowsOf(tx<MachineRow[]>`
    select m.machine_id, m.shop_id, m.name, m.driver, m.serial, m.currency, st.state, st.faults, st.state_at,
      m.retired_at, m.reported_at
    from machines m
    left join machine_states st on st.org_id = m.org_id and st.machine_id = m.machine_id
    where m.org_id = ${org} and m.shop_id = any(${shops}::uuid[])
    order by m.name, m.machine_id`);
}

export interface UnitRow {
  readonly machine_id: string;
  readonly shop_id: string;
  readonly unit: string;
  readonly value_minor: number | null;
  readonly form: UnitReading['form'];
  readonly role: UnitReading['role'];
  readonly pieces: number | null;
  readonly capacity: number;
  readonly low_mark: number;
  readonly high_mark: number;
  readonly level: UnitReading['level'];
  readonly accuracy: UnitReading['accuracy'];
  readonly can_dispense: boolean;
  readonly can_accept: boolean;
  readonly contents: NonNullable<UnitReading['contents']> | null;
  readonly read_at: Date;
}

export async function readUnitRows(tx: Tx, org: string, shops: readonly string[]): Promise<readonly UnitRow[]> {
  return rowsOf(tx<UnitRow[]>`
    select machine_id, shop_id, unit, value_minor, form, role, pieces, capacity, low_mark, high_mark, level, accuracy,
      can_dispense, can_accept, contents, read_at
    from machine_units
    where org_id = ${org} and shop_id = any(${[...shops]}::uuid[])
    order by machine_id, unit_order`);
}

export interface BucketRow {
  readonly shop_id: string;
  readonly currency: string;
  readonly bucket: 'stock' | 'dispensable' | 'box' | 'reject';
  readonly sum_minor: number;
}

/** What lies in the machines in service: of another one somebody said where its cash went. */
export async function readBucketRows(tx: Tx, org: string, shops: readonly string[]): Promise<readonly BucketRow[]> {
  return rowsOf(tx<BucketRow[]>`
    select shop_id, currency, bucket, sum(value_minor * pieces)::bigint as sum_minor
    from machine_inventory i
    where org_id = ${org} and shop_id = any(${[...shops]}::uuid[])
      and not exists (select from machines m where m.org_id = i.org_id and m.machine_id = i.machine_id and m.retired_at is not null)
    group by shop_id, currency, bucket
    order by shop_id, currency`);
}

export interface HourRow {
  readonly shop_id: string;
  readonly today: boolean;
  readonly hour: number;
  readonly kind: CashKind;
  readonly transactions: number;
  readonly in_minor: number;
  readonly out_minor: number;
}

/** Each shop's business day and the same weekday a week before, in the shop's own currency. */
export async function readHourRows(tx: Tx, org: string, shops: readonly ShopRow[]): Promise<readonly HourRow[]> {
  return rowsOf(tx<HourRow[]>`
    select h.shop_id, h.business_date = mine.business_date as today, h.hour, h.kind, h.transactions, h.in_minor, h.out_minor
    from unnest(
      ${shops.map((shop) => shop.shop_id)}::uuid[],
      ${shops.map((shop) => shop.business_date)}::date[],
      ${shops.map((shop) => shop.currency)}::text[]
    ) as mine (shop_id, business_date, currency)
    join hourly_summaries h
      on h.shop_id = mine.shop_id
      and h.business_date in (mine.business_date, mine.business_date - 7)
      and h.currency = mine.currency
    where h.org_id = ${org}
    order by h.shop_id, h.hour`);
}

export interface AgentRow {
  readonly agent_id: string;
  readonly shop_id: string;
  readonly name: string;
  readonly software: string | null;
  readonly heard_at: Date | null;
  readonly last_receipt_at: Date | null;
  readonly complete_through: Date | null;
  readonly pending: number;
  readonly oldest_pending_ms: number;
  readonly clock_offset_ms: number | null;
  readonly quarantined: number;
  readonly epochs: number;
  readonly disk_state: DiskState | null;
  readonly disk_since: Date | null;
  readonly disk_free_bytes: number | null;
  readonly configuration_desired: number;
  readonly configuration_applied: boolean;
  /** Since when a configuration waits that should have been pulled by now. */
  readonly configuration_overdue_since: Date | null;
  /** Since when its key waits for somebody to vouch for it. */
  readonly unconfirmed_since: Date | null;
}

/** A shop pulls a new configuration within seconds; after so long something is in the way. */
const CONFIGURATION_OVERDUE_S = 300;

export async function readAgentRows(tx: Tx, org: string, shops: UuidArray): Promise<readonly AgentRow[]> {
  // What hangs on an agent is grouped once for all of them; asked for agent by agent it took four times as long.
  return rowsOf(tx<AgentRow[]>`
    with here as materialized (
      select * from agents where org_id = ${org} and shop_id = any(${shops}::uuid[])
    ), held as (
      select s.agent_id, count(*) as epochs, max(s.last_receipt_at) as last_receipt_at,
        (array_agg(s.complete_through order by s.ordinal desc) filter (where s.complete_through is not null))[1] as complete_through
      from here a
      join streams s on s.org_id = a.org_id and s.agent_id = a.agent_id
      group by s.agent_id
    ), aside as (
      select agent_id, count(*) as facts
      from quarantine
      where org_id = ${org} and state = 'pending' and shop_id in (select shop_id from here)
      group by agent_id
    )
    select a.agent_id, a.shop_id, a.name, a.software, a.pending, a.oldest_pending_ms, a.clock_offset_ms,
      a.disk_state, a.disk_since, a.disk_free_bytes,
      greatest(a.last_heard_at, held.last_receipt_at) as heard_at,
      held.last_receipt_at, held.complete_through, coalesce(held.epochs, 0) as epochs,
      coalesce(c.version, 0) as configuration_desired,
      c.version is null or (a.configuration_version, a.configuration_incarnation) is not distinct from (c.version, i.incarnation) as configuration_applied,
      case when c.version is not null
        and (a.configuration_version, a.configuration_incarnation) is distinct from (c.version, i.incarnation)
        and c.changed_at < now() - make_interval(secs => ${CONFIGURATION_OVERDUE_S})
        then c.changed_at end as configuration_overdue_since,
      case when a.confirmed_at is null and a.public_key is not null then a.paired_at end as unconfirmed_since,
      coalesce(aside.facts, 0) as quarantined
    from here a
    cross join incarnations i
    left join held on held.agent_id = a.agent_id
    left join aside on aside.agent_id = a.agent_id
    left join shop_configurations c on c.org_id = a.org_id and c.shop_id = a.shop_id
    where a.revoked_at is null
    order by a.name, a.agent_id`);
}

/** Units that ever held something, by machine. */
export async function readUsedUnits(
  tx: Tx,
  org: string,
  shops: UuidArray,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const rows = await tx<{ machine_id: string; units: string[] }[]>`
    select m.machine_id, array_agg(u.unit) as units
    from machines m
    join unit_uses u on u.org_id = m.org_id and u.machine_id = m.machine_id
    where m.org_id = ${org} and m.shop_id = any(${shops}::uuid[])
    group by m.machine_id`;
  return new Map(rows.map(({ machine_id, units }) => [machine_id, new Set(units)]));
}
