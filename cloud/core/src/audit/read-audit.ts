import { Fault } from '@tillbridge/shared/faults/fault';
import type { AuditEvent, AuditPage } from '@tillbridge/shared/reads-audit';
import type { Database, Tx } from '../db/client.ts';
import { readTenant } from '../db/read-tenant.ts';
import type { ShopScope } from '../people/require-person.ts';
import { type AuditWish, auditCondition, auditGround } from './audit-wish.ts';

export const AUDIT_ROWS = 50;
export const AUDIT_ROWS_MAX = 200;
const PEOPLE_MAX = 500;

/** `audit_events` as the contract says it; `tx` of the tenant. */
export const auditColumns = (tx: Tx) => tx`
  e.event_no as no, e.at, e.actor_kind as "actorKind", e.actor_id as actor, e.action, e.subject, e.refused, e.address, e.detail,
  encode(e.hash, 'hex') as hash`;
export type AuditRow = Omit<AuditEvent, 'at'> & { readonly at: Date };

/** A page of the trail, newest first. Throws `api.invalid` for a cursor that is not ours. */
export function readAudit(
  db: Database,
  scope: ShopScope,
  wish: AuditWish & { readonly cursor?: string; readonly limit?: number },
): Promise<AuditPage> {
  const limit = Math.min(Math.max(wish.limit ?? AUDIT_ROWS, 1), AUDIT_ROWS_MAX);
  const before = wish.cursor === undefined ? Number.MAX_SAFE_INTEGER : readCursor(wish.cursor);
  const now = new Date();
  return readTenant(db, scope.org, async (tx) => {
    const ground = await auditGround(tx, scope, wish);
    const found = await tx<AuditRow[]>`
      select ${auditColumns(tx)}
      from audit_events e
      where ${auditCondition(tx, scope, wish, ground)} and e.event_no < ${before}
      order by e.event_no desc
      limit ${limit + 1}`;
    const rows = found.slice(0, limit).map((row) => ({ ...row, at: row.at.toISOString() }));
    const last = rows.at(-1);
    return {
      asOf: now.toISOString(),
      rows,
      names: await namesOf(tx, scope.org, rows),
      people: scope.shops === 'all' ? await peopleOf(tx, scope.org) : [],
      matters: await mattersOf(tx, scope.org),
      timeZone: ground.zone,
      ...(found.length > limit && last ? { next: Buffer.from(`audit ${last.no}`).toString('base64url') } : {}),
    };
  });
}

/** What ids in these events are called: whoever acted, what was acted on, and ids in the detail. */
export async function namesOf(
  tx: Tx,
  org: string,
  rows: readonly Pick<AuditEvent, 'actor' | 'subject' | 'detail'>[],
): Promise<AuditPage['names']> {
  const ids = new Set<string>();
  for (const { actor, subject, detail } of rows) {
    for (const text of [actor, subject?.split('/', 1)[0], ...Object.values(detail)])
      if (typeof text === 'string' && UUID.test(text)) ids.add(text);
  }
  if (ids.size === 0) return {};
  const named = [...ids];
  const found = await tx<{ id: string; th: string; en: string }[]>`
    select p.person_id as id, p.name as th, p.name as en
    from memberships m
    join people p on p.person_id = m.person_id
    where m.org_id = ${org} and m.person_id = any(${named}::uuid[])
    union all
    select shop_id, name_th, name_en from shops where org_id = ${org} and shop_id = any(${named}::uuid[])
    union all
    select agent_id, name, name from agents where org_id = ${org} and agent_id = any(${named}::uuid[])
    union all
    select machine_id, name, name from machines where org_id = ${org} and machine_id = any(${named}::uuid[])
    union all
    select employee_id, name, name from employees where org_id = ${org} and employee_id = any(${named}::uuid[])
    union all
    select role_id, name_th, name_en from roles where org_id = ${org} and role_id = any(${named}::uuid[])`;
  return Object.fromEntries(found.map(({ id, th, en }) => [id, { th, en }]));
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

async function peopleOf(tx: Tx, org: string): Promise<AuditPage['people']> {
  const rows = await tx<{ id: string; name: string }[]>`
    select p.person_id as id, p.name
    from memberships m
    join people p on p.person_id = m.person_id
    where m.org_id = ${org}
    order by p.name, p.person_id
    limit ${PEOPLE_MAX}`;
  return rows.map((row) => ({ ...row }));
}

/** Skips from one action to the next in the index instead of reading the trail. */
async function mattersOf(tx: Tx, org: string): Promise<string[]> {
  const rows = await tx<{ action: string }[]>`
    with recursive step as (
      (select min(action) as action from audit_events where org_id = ${org})
      union all
      select (select min(e.action) from audit_events e where e.org_id = ${org} and e.action > step.action)
      from step
      where step.action is not null
    )
    select action
    from step
    where action is not null`;
  return [...new Set(rows.map((row) => row.action.split('.', 1)[0] ?? ''))].sort();
}

function readCursor(cursor: string): number {
  const no = Number(/^audit (\d{1,15})$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1] ?? Number.NaN);
  if (!Number.isSafeInteger(no))
    throw new Fault('api.invalid', { errors: [{ path: '/cursor', message: 'not a cursor of this list' }] });
  return no;
}
