import type { CashLine } from '@tillbridge/shared/cash';
import type { CaseFilter, CaseMatter, CaseRow, CaseState } from '@tillbridge/shared/reads-cases';
import type { Tx } from '../db/client.ts';
import type { ListPlace } from '../db/list-cursor.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';
import { shopRef } from '../reads/shop-ref.ts';

type Times = 'openedAt' | 'receivedAt' | 'settledAt' | 'resolvedAt' | 'snoozedUntil';

interface Columns extends Omit<CaseRow, Times | 'machine' | 'assignee' | 'lines'> {
  readonly openedAt: Date;
  readonly receivedAt: Date;
  readonly settledAt: Date | null;
  readonly resolvedAt: Date | null;
  readonly snoozedUntil: Date | null;
  readonly machineId: string;
  readonly machineName: string;
  readonly retired: boolean;
  readonly assigneeId: string | null;
  readonly assigneeName: string | null;
  readonly lines: CashLine[] | null;
  readonly state: CaseState;
}

export interface CaseQuery {
  readonly state?: CaseFilter;
  readonly about?: CaseMatter;
  readonly shop?: string;
  readonly id?: string;
}

/** The condition of one state, as SQL; what is not filtered by it costs nothing. */
function inState(tx: Tx, state: CaseFilter | undefined, now: Date): ReturnType<Tx> {
  const waits = tx`and c.settled_at is null and c.resolved_at is null`;
  if (state === 'open') return tx`${waits} and (c.snoozed_until is null or c.snoozed_until <= ${now})`;
  if (state === 'snoozed') return tx`${waits} and c.snoozed_until > ${now}`;
  return state === 'closed' ? tx`and (c.settled_at is not null or c.resolved_at is not null)` : tx``;
}

function matching(tx: Tx, scope: ShopScope, query: CaseQuery, now: Date): ReturnType<Tx> {
  const { all, list } = shopFilter(scope);
  const { state, about, shop, id } = query;
  return tx`
    c.org_id = ${scope.org}
      and c.opened_at is not null
      and (${all} or c.shop_id = any(${[...list]}::uuid[]))
      ${shop === undefined ? tx`` : tx`and c.shop_id = ${shop}`}
      ${about === undefined ? tx`` : tx`and c.about = ${about}`}
      ${id === undefined ? tx`` : tx`and c.case_id = ${id}`}
      ${inState(tx, state, now)}`;
}

/** Cases of the scope, newest first. */
export async function readCaseRows(
  tx: Tx,
  scope: ShopScope,
  query: CaseQuery,
  page: { readonly after: ListPlace | null; readonly limit: number; readonly now: Date },
): Promise<CaseRow[]> {
  const { after, limit, now } = page;
  const rows = await tx<Columns[]>`
    select c.case_id as id, ${shopRef(tx)} as shop, c.machine_id as "machineId", m.name as "machineName", m.retired_at is not null as retired, c.about,
      case
        when c.settled_at is not null then 'settled'
        when c.resolved_at is not null then 'resolved'
        when c.snoozed_until > ${now} then 'snoozed'
        else 'open'
      end as state,
      c.opened_at as "openedAt", c.received_at as "receivedAt", c.business_date as "businessDate", c.currency, c.kind, c.outcome,
      c.amount_minor as "amountMinor", c.in_minor as "inMinor", c.out_minor as "outMinor", c.owed_minor as "owedMinor",
      c.operator, c.reference, c.reason, c.detail, c.lines, c.settled_at as "settledAt", c.settled_by as "settledBy",
      c.resolved_at as "resolvedAt", c.snoozed_until as "snoozedUntil", c.assigned_to as "assigneeId", p.name as "assigneeName"
    from cases c
    join shops s on s.org_id = c.org_id and s.shop_id = c.shop_id
    join machines m on m.org_id = c.org_id and m.machine_id = c.machine_id
    left join people p on p.person_id = c.assigned_to
    where ${matching(tx, scope, query, now)}
      ${
        after === null
          ? tx``
          : tx`and c.opened_at <= ${after.at}::timestamptz
               and (c.opened_at < ${after.at}::timestamptz or c.case_id > ${after.id}::uuid)`
      }
    order by c.opened_at desc, c.case_id
    limit ${limit}`;
  return rows.map(rowOf);
}

/** How many of the scope are open, and how many put off. */
export async function countWaiting(
  tx: Tx,
  scope: ShopScope,
  query: Pick<CaseQuery, 'about' | 'shop'>,
  now: Date,
): Promise<{ readonly open: number; readonly snoozed: number }> {
  const [row] = await tx<{ open: number; snoozed: number }[]>`
    select count(*) filter (where c.snoozed_until is null or c.snoozed_until <= ${now}) as open,
      count(*) filter (where c.snoozed_until > ${now}) as snoozed
    from cases c
    where ${matching(tx, scope, query, now)} and c.settled_at is null and c.resolved_at is null`;
  return { open: row?.open ?? 0, snoozed: row?.snoozed ?? 0 };
}

function rowOf({ machineId, machineName, retired, assigneeId, assigneeName, lines, ...row }: Columns): CaseRow {
  return {
    ...row,
    machine: { id: machineId, name: machineName, retired },
    openedAt: row.openedAt.toISOString(),
    receivedAt: row.receivedAt.toISOString(),
    settledAt: row.settledAt?.toISOString() ?? null,
    resolvedAt: row.resolvedAt?.toISOString() ?? null,
    snoozedUntil: row.snoozedUntil?.toISOString() ?? null,
    assignee: assigneeId === null ? null : { id: assigneeId, name: assigneeName ?? '' },
    lines: lines ?? [],
  };
}
