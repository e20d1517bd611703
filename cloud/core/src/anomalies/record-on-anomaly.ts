import { randomBytes } from 'node:crypto';
import { Fault } from '@tillbridge/shared/faults/fault';
import { uuidv7 } from '@tillbridge/shared/ids';
import type { AnomalyWish } from '@tillbridge/shared/reads-anomalies';
import { appendAudit } from '../audit/append-audit.ts';
import { isAssignable } from '../cases/assignable.ts';
import { requireSnooze } from '../cases/require-snooze.ts';
import { type Database, type Tx, withTenant } from '../db/client.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';

/**
 * A person's record about an anomaly: a note, who looks at it, put off for a reason and until when, or resolved as
 * explained, as an error, or as passed on. Throws `api.not-found` for one outside the scope, `anomaly.closed`,
 * `case.assignee` and `api.invalid` for a time that is past or too far.
 */
export async function recordOnAnomaly(
  db: Database,
  scope: ShopScope,
  id: string,
  wish: AnomalyWish,
  address: string,
): Promise<{ readonly id: string }> {
  const record = uuidv7(Date.now(), randomBytes(10));
  await withTenant(db, scope.org, async (tx) => {
    const found = await lockAnomaly(tx, scope, id);
    if (found.closed && wish.what !== 'noted') throw new Fault('anomaly.closed');
    if (wish.what === 'snoozed') requireSnooze(wish.until);
    if (wish.what === 'assigned' && wish.to !== null) {
      const matter = { org: scope.org, shop: found.shop, right: 'anomaly.see' } as const;
      if (!(await isAssignable(tx, matter, wish.to))) throw new Fault('case.assignee');
    }
    await writeRecord(tx, scope, { id, record }, wish);
    await appendAudit(tx, {
      org: scope.org,
      actorKind: 'person',
      actor: scope.person,
      action: `anomaly.${wish.what}`,
      subject: id,
      address,
      detail: { shop: found.shop, record, ...detailOf(wish) },
    });
  });
  return { id: record };
}

async function lockAnomaly(tx: Tx, scope: ShopScope, id: string): Promise<{ shop: string; closed: boolean }> {
  const { all, list } = shopFilter(scope);
  const [row] = await tx<{ shop: string; closed: boolean }[]>`
    select shop_id as shop, resolved_at is not null or withdrawn_at is not null as closed
    from anomalies
    where org_id = ${scope.org} and anomaly_id = ${id} and (${all} or shop_id = any(${[...list]}::uuid[]))
    for update`;
  if (row === undefined) throw new Fault('api.not-found');
  return row;
}

async function writeRecord(
  tx: Tx,
  { org, person }: ShopScope,
  { id, record }: { readonly id: string; readonly record: string },
  wish: AnomalyWish,
): Promise<void> {
  const said = 'said' in wish ? wish.said : null;
  const assigned = wish.what === 'assigned' ? wish.to : null;
  const as = wish.what === 'resolved' ? wish.as : null;
  // Written again, because a day that does not exist is a moment here and an error in Postgres.
  const until = wish.what === 'snoozed' ? new Date(wish.until).toISOString() : null;
  await tx`
    insert into anomaly_records (org_id, anomaly_id, record_id, person_id, what, said, assigned_to, snoozed_until, resolved_as)
    values (${org}, ${id}, ${record}, ${person}, ${wish.what}, ${said}, ${assigned}::uuid, ${until}::timestamptz, ${as})`;
  if (wish.what === 'noted') return;
  await tx`
    update anomalies
    set assigned_to = case when ${wish.what === 'assigned'} then ${assigned}::uuid else assigned_to end,
      snoozed_until = case when ${wish.what !== 'assigned'} then ${until}::timestamptz else snoozed_until end,
      resolved_at = case when ${wish.what === 'resolved'} then now() end,
      resolved_as = ${as}
    where org_id = ${org} and anomaly_id = ${id}`;
}

/** What is said about a person's figures stays beside them; the trail, which more people may read, says that it was said. */
function detailOf(wish: AnomalyWish): Record<string, string | null> {
  if (wish.what === 'assigned') return { to: wish.to };
  if (wish.what === 'snoozed') return { until: wish.until };
  return wish.what === 'resolved' ? { as: wish.as } : {};
}
