import type { CashPosition, MachinePosition } from '@tillbridge/shared/reads-cash';
import type { ShopRef } from '@tillbridge/shared/shop-ref';
import type { Database, Tx } from '../db/client.ts';
import { pageRows } from '../db/list-cursor.ts';
import { readTenant } from '../db/read-tenant.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';
import { shopRef } from '../reads/shop-ref.ts';
import { type MachinePlace, machineCursor, readMachineCursor } from './machine-cursor.ts';

export interface PositionWish {
  readonly shop?: string;
  readonly machine?: string;
  readonly cursor?: string;
  readonly limit?: number;
}

interface Sums {
  readonly machines: number;
  readonly oldest: Date | null;
  readonly newest: Date | null;
  readonly unread: number;
}

/**
 * What lies in the machines of the scope as last read: by bucket and denomination over all of them, and machine by machine
 * in pages. Nothing is added here that a reader did not ask for: buckets and currencies stay apart.
 */
export function readPosition(
  db: Database,
  scope: ShopScope,
  wish: PositionWish,
  now = new Date(),
): Promise<CashPosition> {
  const limit = pageRows(wish.limit);
  const after = readMachineCursor(wish.cursor);
  return readTenant(db, scope.org, async (tx) => {
    const where = machinesOf(tx, scope, wish);
    const [sums] = await tx<Sums[]>`
      select count(*) as machines, min(st.read_at) as oldest, max(st.read_at) as newest, count(*) filter (where st.read_at is null) as unread
      from machines m
      left join machine_states st on st.org_id = m.org_id and st.machine_id = m.machine_id
      where ${where}`;
    const lines = await tx<CashPosition['lines']>`
      select i.currency, i.bucket, i.form, i.value_minor as "valueMinor", sum(i.pieces)::bigint as pieces
      from machines m
      join machine_inventory i on i.org_id = m.org_id and i.machine_id = m.machine_id
      where ${where}
      group by i.currency, i.bucket, i.form, i.value_minor
      order by i.currency, i.form desc, i.value_minor desc, i.bucket`;
    const rows = await readMachines(tx, where, after, limit + 1);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const more = rows.length > limit && last !== undefined ? { next: machineCursor(last) } : {};
    return {
      asOf: now.toISOString(),
      machines: sums?.machines ?? 0,
      oldestAt: sums?.oldest?.toISOString() ?? null,
      newestAt: sums?.newest?.toISOString() ?? null,
      unread: sums?.unread ?? 0,
      lines: lines.map((line) => ({ ...line })),
      rows: page,
      ...more,
    };
  });
}

function machinesOf(tx: Tx, scope: ShopScope, { shop, machine }: PositionWish): ReturnType<Tx> {
  const { all, list } = shopFilter(scope);
  return tx`
    m.org_id = ${scope.org} and (${all} or m.shop_id = any(${[...list]}::uuid[]))
      and m.retired_at is null
      and not exists (select from shops z where z.org_id = m.org_id and z.shop_id = m.shop_id and z.closed_at is not null)
      ${shop === undefined ? tx`` : tx`and m.shop_id = ${shop}`}
      ${machine === undefined ? tx`` : tx`and m.machine_id = ${machine}`}`;
}

interface MachineColumns {
  readonly shop: ShopRef;
  readonly id: string;
  readonly name: string;
  readonly read_at: Date | null;
  readonly currency: string;
  readonly stock: number;
  readonly dispensable: number;
  readonly box: number;
  readonly reject: number;
}

async function readMachines(
  tx: Tx,
  where: ReturnType<Tx>,
  after: MachinePlace | null,
  limit: number,
): Promise<MachinePosition[]> {
  const sumOf = (bucket: string) =>
    tx`coalesce((sum(i.value_minor * i.pieces) filter (where i.bucket = ${bucket}))::bigint, 0)`;
  const rows = await tx<MachineColumns[]>`
    select ${shopRef(tx)} as shop, m.machine_id as id, m.name, st.read_at, m.currency,
      ${sumOf('stock')} as stock, ${sumOf('dispensable')} as dispensable, ${sumOf('box')} as box, ${sumOf('reject')} as reject
    from machines m
    join shops s on s.org_id = m.org_id and s.shop_id = m.shop_id
    left join machine_states st on st.org_id = m.org_id and st.machine_id = m.machine_id
    left join machine_inventory i on i.org_id = m.org_id and i.machine_id = m.machine_id and i.currency = m.currency
    where ${where}
      ${after === null ? tx`` : tx`and (s.code, m.machine_id) > (${after.code}, ${after.machine}::uuid)`}
    group by s.org_id, s.shop_id, s.code, s.time_zone, s.name_th, s.name_en, m.machine_id, m.name, st.read_at, m.currency
    order by s.code, m.machine_id
    limit ${limit}`;
  return rows.map(({ shop, id, name, read_at: readAt, ...position }) => ({
    shop,
    machine: { id, name },
    readAt: readAt?.toISOString() ?? null,
    position,
  }));
}
