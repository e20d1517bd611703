import type { Tx } from '../db/client.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';

/** What of the trail somebody wants to see. Days are whole days of `zone`, both included. */
export interface AuditWish {
  readonly who?: string;
  /** A matter (`session`) or one action (`session.started`). */
  readonly what?: string;
  readonly subject?: string;
  readonly shop?: string;
  readonly from?: string;
  readonly to?: string;
  readonly refused?: boolean;
}

/** What belongs to some shops, by the ids that events name. */
interface Reach {
  readonly shops: readonly string[];
  readonly agents: readonly string[];
  readonly things: readonly string[];
}

/** What must be looked up before the trail can be asked. */
export interface AuditGround {
  /** Zone of the asked shop, else of the organization's oldest shop: in it the days of a filter begin and end. */
  readonly zone: string;
  /** Null: all shops. */
  readonly own: Reach | null;
  readonly asked: Reach | null;
}

export async function auditGround(tx: Tx, scope: ShopScope, wish: AuditWish): Promise<AuditGround> {
  const { all, list } = shopFilter(scope);
  const [row] = await tx<{ time_zone: string }[]>`
    select time_zone
    from shops
    where org_id = ${scope.org} and (${all} or shop_id = any(${[...list]}::uuid[]))
    order by shop_id is distinct from ${wish.shop ?? null}::uuid, created_at
    limit 1`;
  return {
    zone: row?.time_zone ?? 'UTC',
    own: scope.shops === 'all' ? null : await reachOf(tx, scope.org, scope.shops),
    asked: wish.shop === undefined ? null : await reachOf(tx, scope.org, [wish.shop]),
  };
}

/**
 * The condition for `audit_events e` that a wish and the scope make together. Whoever may not see all shops sees what
 * was done at, or by the agents of, their shops, and what they did themselves.
 */
export function auditCondition(tx: Tx, scope: ShopScope, wish: AuditWish, { zone, own, asked }: AuditGround) {
  const parts = [tx`e.org_id = ${scope.org}`];
  if (own !== null) parts.push(tx`(${within(tx, own)} or e.actor_id = ${scope.person})`);
  if (asked !== null) parts.push(within(tx, asked));
  if (wish.who !== undefined) parts.push(tx`e.actor_id = ${wish.who}`);
  if (wish.what !== undefined) {
    parts.push(wish.what.includes('.') ? tx`e.action = ${wish.what}` : tx`starts_with(e.action, ${`${wish.what}.`})`);
  }
  if (wish.subject !== undefined) parts.push(tx`e.subject = ${wish.subject}`);
  if (wish.from !== undefined) parts.push(tx`e.at >= (${wish.from}::date::timestamp at time zone ${zone})`);
  if (wish.to !== undefined) parts.push(tx`e.at < ((${wish.to}::date + 1)::timestamp at time zone ${zone})`);
  if (wish.refused === true) parts.push(tx`e.refused`);
  return parts.reduce((all, part) => tx`${all} and ${part}`);
}

function within(tx: Tx, { shops, agents, things }: Reach) {
  return tx`(
    e.actor_kind = 'agent' and e.actor_id = any(${[...agents]}::uuid[])
    or split_part(e.subject, '/', 1) = any(${[...shops, ...things]}::text[])
    or e.detail ->> 'shop' = any(${[...shops]}::text[]))`;
}

async function reachOf(tx: Tx, org: string, shops: readonly string[]): Promise<Reach> {
  const [row] = await tx<{ agents: string[]; things: string[] }[]>`
    select
      array(select agent_id from agents where org_id = ${org} and shop_id = any(${[...shops]}::uuid[])) as agents,
      array(
        select id::text
        from (
          select agent_id as id from agents where org_id = ${org} and shop_id = any(${[...shops]}::uuid[])
          union all
          select machine_id from machines where org_id = ${org} and shop_id = any(${[...shops]}::uuid[])
          union all
          select employee_id from employees where org_id = ${org} and shop_id = any(${[...shops]}::uuid[])
          union all
          select code_id from pairing_codes where org_id = ${org} and shop_id = any(${[...shops]}::uuid[])
        ) t
      ) as things`;
  return { shops, agents: row?.agents ?? [], things: row?.things ?? [] };
}
