import { randomBytes } from 'node:crypto';
import { Fault } from '@tillbridge/shared/faults/fault';
import { uuidv7 } from '@tillbridge/shared/ids';
import type { CaseWish } from '@tillbridge/shared/reads-cases';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, type Tx, withTenant } from '../db/client.ts';
import { committed } from '../ingest/committed.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';
import { isAssignable } from './assignable.ts';
import { isOrphaned } from './orphaned.ts';
import { requireSnooze } from './require-snooze.ts';

interface LockedCase {
  readonly machine_id: string;
  readonly shop_id: string;
  readonly agent_id: string;
  readonly epoch: string;
  readonly branch: number;
  readonly closed: boolean;
}

/**
 * A person's record about a case: a note, who looks at it, put off for a reason and until when, or resolved where no shop
 * can settle it any more. Nothing here moves cash or settles what is owed. Throws `api.not-found` for a case outside the
 * scope, `case.settled`, `case.at-shop`, `case.assignee` and `api.invalid` for a time that is past or too far.
 */
export async function recordOnCase(
  db: Database,
  scope: ShopScope,
  id: string,
  wish: CaseWish,
  address: string,
): Promise<{ readonly id: string }> {
  const record = uuidv7(Date.now(), randomBytes(10));
  const shop = await withTenant(db, scope.org, async (tx) => {
    const found = await lockCase(tx, scope, id);
    if (found.closed && wish.what !== 'noted') throw new Fault('case.settled');
    await requirePossible(tx, scope.org, found, wish);
    await writeRecord(tx, scope, { ...found, id, record }, wish);
    await appendAudit(tx, {
      org: scope.org,
      actorKind: 'person',
      actor: scope.person,
      action: `case.${wish.what}`,
      subject: id,
      address,
      detail: { shop: found.shop_id, record, ...detailOf(wish) },
    });
    return found.shop_id;
  });
  committed(db, scope.org, shop);
  return { id: record };
}

async function lockCase(tx: Tx, scope: ShopScope, id: string): Promise<LockedCase> {
  const { all, list } = shopFilter(scope);
  const [row] = await tx<LockedCase[]>`
    select machine_id, shop_id, agent_id, epoch, branch, settled_at is not null or resolved_at is not null as closed
    from cases
    where org_id = ${scope.org} and case_id = ${id} and opened_at is not null
      and (${all} or shop_id = any(${[...list]}::uuid[]))
    order by opened_at desc, machine_id
    limit 1
    for update`;
  if (row === undefined) throw new Fault('api.not-found');
  return row;
}

async function requirePossible(tx: Tx, org: string, found: LockedCase, wish: CaseWish): Promise<void> {
  if (
    wish.what === 'assigned' &&
    wish.to !== null &&
    !(await isAssignable(tx, { org, shop: found.shop_id, right: 'case.see' }, wish.to))
  )
    throw new Fault('case.assignee');
  if (wish.what === 'resolved') {
    const fact = { agent: found.agent_id, epoch: found.epoch, branch: found.branch };
    if (!(await isOrphaned(tx, org, fact))) throw new Fault('case.at-shop');
  }
  if (wish.what === 'snoozed') requireSnooze(wish.until);
}

async function writeRecord(
  tx: Tx,
  scope: ShopScope,
  at: Pick<LockedCase, 'machine_id' | 'shop_id'> & { readonly id: string; readonly record: string },
  wish: CaseWish,
): Promise<void> {
  const { org, person } = scope;
  const said = 'said' in wish ? wish.said : null;
  const assigned = wish.what === 'assigned' ? wish.to : null;
  // Written again, because a day that does not exist is a moment here and an error in Postgres.
  const until = wish.what === 'snoozed' ? new Date(wish.until).toISOString() : null;
  await tx`
    insert into case_records (org_id, machine_id, case_id, record_id, person_id, what, said, assigned_to, snoozed_until)
    values (${org}, ${at.machine_id}, ${at.id}, ${at.record}, ${person}, ${wish.what}, ${said}, ${assigned}::uuid, ${until}::timestamptz)`;
  if (wish.what === 'noted') return;
  await tx`
    update cases
    set assigned_to = case when ${wish.what === 'assigned'} then ${assigned}::uuid else assigned_to end,
      snoozed_until = case when ${wish.what !== 'assigned'} then ${until}::timestamptz else snoozed_until end,
      resolved_at = case when ${wish.what === 'resolved'} then now() end
    where org_id = ${org} and machine_id = ${at.machine_id} and case_id = ${at.id}`;
  // What a live page shows of this shop is another from here on.
  await tx`update shop_versions set version = version + 1 where org_id = ${org} and shop_id = ${at.shop_id}`;
}

function detailOf(wish: CaseWish): Record<string, string | null> {
  if (wish.what === 'assigned') return { to: wish.to };
  if (wish.what === 'snoozed') return { until: wish.until, said: wish.said };
  return 'said' in wish ? { said: wish.said } : {};
}
