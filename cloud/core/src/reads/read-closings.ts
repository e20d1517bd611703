import { Fault } from '@tillbridge/shared/faults/fault';
import type { ClosingDetail, ClosingPage, ClosingRow } from '@tillbridge/shared/reads-closings';
import type { Tier } from '@tillbridge/shared/shift';
import type { Database, Tx } from '../db/client.ts';
import { listPage, pageRows, readCursor } from '../db/list-cursor.ts';
import { readTenant } from '../db/read-tenant.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';
import { requireShop, shopRef } from './shop-ref.ts';

type Row = Omit<ClosingRow, 'openedAt' | 'closedAt'> & {
  readonly openedAt: Date;
  readonly closedAt: Date;
  readonly epoch: string;
  readonly sequence: number;
  readonly branch: number;
};

export interface ClosingsWish {
  readonly shop?: string;
  readonly tier?: Tier;
  readonly cursor?: string;
  readonly limit?: number;
}

/** A page of the closings of the scope, newest first. */
export function readClosings(db: Database, scope: ShopScope, wish: ClosingsWish): Promise<ClosingPage> {
  const limit = pageRows(wish.limit);
  const after = readCursor(wish.cursor);
  return readTenant(db, scope.org, async (tx) => {
    const { shop, tier } = wish;
    const which: ReturnType<Tx> = tx`
      ${shop === undefined ? tx`true` : tx`c.shop_id = ${shop}`}
      ${tier === undefined ? tx`` : tx`and c.tier = ${tier}`}
      ${
        after === null
          ? tx``
          : tx`and c.closed_at <= ${after.at}::timestamptz
               and (c.closed_at < ${after.at}::timestamptz or c.shift_id > ${after.id}::uuid)`
      }`;
    const rows = (await closingRows(tx, scope, which, limit + 1)).map(rowOf);
    return {
      asOf: new Date().toISOString(),
      ...listPage(rows, limit, (row) => ({ at: row.closedAt, id: row.shift })),
    };
  });
}

/** The same of one shop. Throws `api.not-found` for a shop outside the scope. */
export async function readShopClosings(
  db: Database,
  scope: ShopScope,
  wish: ClosingsWish & { readonly shop: string },
): Promise<ClosingPage> {
  await readTenant(db, scope.org, (tx) => requireShop(tx, scope, wish.shop));
  return readClosings(db, scope, wish);
}

/** One closing with its lines and what became known later. Throws `api.not-found`. */
export function readClosing(db: Database, scope: ShopScope, shift: string): Promise<ClosingDetail> {
  return readTenant(db, scope.org, async (tx) => {
    const [row] = await closingRows(tx, scope, tx`c.shift_id = ${shift}`, 1);
    if (row === undefined) throw new Fault('api.not-found');
    const place = tx`org_id = ${scope.org} and agent_id = ${row.agent} and epoch = ${row.epoch} and sequence = ${row.sequence} and branch = ${row.branch}`;
    const lines = await tx<ClosingDetail['lines']>`
      select machine_id as machine, place, form, value_minor as "valueMinor", opening, moved_in as "in", moved_out as "out", expected, reported, counted
      from closing_lines
      where ${place}
      order by line_no`;
    const adjustments = await tx<
      (Omit<ClosingDetail['adjustments'][number], 'occurredAt'> & { occurredAt: Date; order: number })[]
    >`
      select what, occurred_at as "occurredAt", business_date as "businessDate", made_by as by, reason, operation_id as operation, currency,
        in_minor as "inMinor", out_minor as "outMinor", sequence as "order"
      from closing_adjustments
      where org_id = ${scope.org} and shift_id = ${shift} and agent_id = ${row.agent}
      union all
      select case when r.reverses is null then 'reversed' else 'restored' end, r.ended_at, r.business_date, p.name, r.reason, r.transaction_id, r.currency, r.in_minor, r.out_minor, r.number
      from reversals r
      join people p on p.person_id = r.ended_by
      where r.org_id = ${scope.org} and r.agent_id = ${row.agent} and r.ended = 'approved'
        and r.occurred_at between ${row.openedAt} and ${row.closedAt}
      order by "occurredAt", "order"`;
    const machines = await tx<ClosingDetail['machines']>`
      select machine_id as id, name, retired_at is not null as retired, currency
      from machines
      where org_id = ${scope.org} and machine_id = any(${[...new Set(lines.map((line) => line.machine))]}::uuid[])
      order by name, machine_id`;
    return {
      asOf: new Date().toISOString(),
      row: rowOf(row),
      machines: machines.map((machine) => ({ ...machine })),
      lines: lines.map((line) => ({ ...line })),
      adjustments: adjustments.map(({ order: _order, ...each }) => ({
        ...each,
        occurredAt: each.occurredAt.toISOString(),
      })),
    };
  });
}

function closingRows(tx: Tx, scope: ShopScope, which: ReturnType<Tx>, limit: number): Promise<Row[]> {
  const { all, list } = shopFilter(scope);
  return tx<Row[]>`
    select c.shift_id as shift, c.agent_id as agent, ${shopRef(tx)} as shop, c.epoch, c.sequence, c.branch, c.number,
      c.number > 1 and not exists (
        select from closings b
        where b.org_id = c.org_id and b.agent_id = c.agent_id and b.number = c.number - 1) as "gapBefore",
      exists (
        select from closings b
        where b.org_id = c.org_id and b.agent_id = c.agent_id and b.number = c.number and b.shift_id <> c.shift_id) as "numberTwice",
      c.business_date as "businessDate", c.opened_at as "openedAt", c.closed_at as "closedAt", c.opened_by as "openedBy",
      c.closed_by as "closedBy", c.source, c.counts, c.blind, c.tier, c.settled, c.reason, c.approved_by as "approvedBy", c.sums, c.kinds, c.unsettled
    from closings c
    join shops s on s.org_id = c.org_id and s.shop_id = c.shop_id
    where c.org_id = ${scope.org} and ${which} and (${all} or c.shop_id = any(${[...list]}::uuid[]))
    order by c.closed_at desc, c.shift_id
    limit ${limit}`;
}

function rowOf({ epoch: _epoch, sequence: _sequence, branch: _branch, ...row }: Row): ClosingRow {
  return { ...row, openedAt: row.openedAt.toISOString(), closedAt: row.closedAt.toISOString() };
}
