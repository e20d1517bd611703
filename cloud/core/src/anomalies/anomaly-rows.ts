import {
  ANOMALY_RULES,
  type AnomalyFilter,
  type AnomalyRow,
  type AnomalyRuleCode,
} from '@tillbridge/shared/reads-anomalies';
import type { Tx } from '../db/client.ts';
import type { ListPlace } from '../db/list-cursor.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';
import { shopRef } from '../reads/shop-ref.ts';

type Times = 'openedAt' | 'judgedAt' | 'resolvedAt' | 'snoozedUntil';

interface Columns extends Omit<AnomalyRow, Times | 'assignee'> {
  readonly openedAt: Date;
  readonly judgedAt: Date;
  readonly resolvedAt: Date | null;
  readonly snoozedUntil: Date | null;
  readonly assigneeId: string | null;
  readonly assigneeName: string | null;
}

export interface AnomalyQuery {
  readonly state?: AnomalyFilter;
  readonly rule?: AnomalyRuleCode;
  readonly shop?: string;
  readonly id?: string;
}

function inState(tx: Tx, state: AnomalyFilter | undefined, now: Date): ReturnType<Tx> {
  const waits = tx`and a.resolved_at is null and a.withdrawn_at is null`;
  if (state === 'open') return tx`${waits} and (a.snoozed_until is null or a.snoozed_until <= ${now})`;
  if (state === 'snoozed') return tx`${waits} and a.snoozed_until > ${now}`;
  return state === 'closed' ? tx`and (a.resolved_at is not null or a.withdrawn_at is not null)` : tx``;
}

/** Of the rules that this release knows; a retired one leaves rows that nothing words any more. */
function matching(tx: Tx, scope: ShopScope, query: AnomalyQuery, now: Date): ReturnType<Tx> {
  const { all, list } = shopFilter(scope);
  const { state, rule, shop, id } = query;
  return tx`
    a.org_id = ${scope.org}
      and a.rule = any(${rule === undefined ? [...ANOMALY_RULES] : [rule]})
      and (${all} or a.shop_id = any(${[...list]}::uuid[]))
      ${shop === undefined ? tx`` : tx`and a.shop_id = ${shop}`}
      ${id === undefined ? tx`` : tx`and a.anomaly_id = ${id}`}
      ${inState(tx, state, now)}`;
}

/** Anomalies of the scope, newest first. */
export async function readAnomalyRows(
  tx: Tx,
  scope: ShopScope,
  query: AnomalyQuery,
  page: { readonly after: ListPlace | null; readonly limit: number; readonly now: Date },
): Promise<AnomalyRow[]> {
  const { after, limit, now } = page;
  const rows = await tx<Columns[]>`
    select a.anomaly_id as id, ${shopRef(tx)} as shop, a.rule, nullif(a.subject, '') as operator,
      case
        when a.resolved_at is not null then 'resolved'
        when a.withdrawn_at is not null then 'withdrawn'
        when a.snoozed_until > ${now} then 'snoozed'
        else 'open'
      end as state,
      a.period_from as from, a.period_to as to, a.currency, a.figures, a.opened_at as "openedAt", a.judged_at as "judgedAt",
      a.resolved_at as "resolvedAt", a.resolved_as as "resolvedAs", a.snoozed_until as "snoozedUntil",
      a.assigned_to as "assigneeId", p.name as "assigneeName"
    from anomalies a
    join shops s on s.org_id = a.org_id and s.shop_id = a.shop_id
    left join people p on p.person_id = a.assigned_to
    where ${matching(tx, scope, query, now)}
      ${
        after === null
          ? tx``
          : tx`and a.opened_at <= ${after.at}::timestamptz
               and (a.opened_at < ${after.at}::timestamptz or a.anomaly_id > ${after.id}::uuid)`
      }
    order by a.opened_at desc, a.anomaly_id
    limit ${limit}`;
  return rows.map(rowOf);
}

/** How many of the scope are open, and how many put off. */
export async function countWaiting(
  tx: Tx,
  scope: ShopScope,
  query: Pick<AnomalyQuery, 'rule' | 'shop'>,
  now: Date,
): Promise<{ readonly open: number; readonly snoozed: number }> {
  const [row] = await tx<{ open: number; snoozed: number }[]>`
    select count(*) filter (where a.snoozed_until is null or a.snoozed_until <= ${now}) as open,
      count(*) filter (where a.snoozed_until > ${now}) as snoozed
    from anomalies a
    where ${matching(tx, scope, query, now)} and a.resolved_at is null and a.withdrawn_at is null`;
  return { open: row?.open ?? 0, snoozed: row?.snoozed ?? 0 };
}

function rowOf({ assigneeId, assigneeName, ...row }: Columns): AnomalyRow {
  return {
    ...row,
    openedAt: row.openedAt.toISOString(),
    judgedAt: row.judgedAt.toISOString(),
    resolvedAt: row.resolvedAt?.toISOString() ?? null,
    snoozedUntil: row.snoozedUntil?.toISOString() ?? null,
    assignee: assigneeId === null ? null : { id: assigneeId, name: assigneeName ?? '' },
  };
}
