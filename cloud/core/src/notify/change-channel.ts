import { Fault } from '@tillbridge/shared/faults/fault';
import { type AuditEntry, appendAudit } from '../audit/append-audit.ts';
import { type Database, type Tx, withTenant } from '../db/client.ts';
import type { ShopScope } from '../people/require-person.ts';

/** Channels carry what happens in every shop. Throws `api.forbidden` for somebody of some shops only. */
export function requireWhole(scope: ShopScope): void {
  if (scope.shops !== 'all') throw new Fault('api.forbidden');
}

/**
 * Changes a channel that is there, while its row is held: what is queued and gathered for it waits, in the order channel,
 * notices. Throws `api.forbidden` and `api.not-found`.
 */
export function changeChannel<T>(
  db: Database,
  scope: ShopScope,
  id: string,
  fn: (tx: Tx) => Promise<T>,
): Promise<{ readonly id: string } & T> {
  requireWhole(scope);
  return withTenant(db, scope.org, async (tx) => {
    const [row] = await tx`
      select 1 from notice_channels
      where org_id = ${scope.org} and channel_id = ${id} and removed_at is null
      for update`;
    if (row === undefined) throw new Fault('api.not-found');
    return { id, ...(await fn(tx)) };
  });
}

export function noteChannel(
  tx: Tx,
  scope: ShopScope,
  subject: string,
  address: string,
  action: string,
  detail: NonNullable<AuditEntry['detail']>,
): Promise<void> {
  return appendAudit(tx, {
    org: scope.org,
    actorKind: 'person',
    actor: scope.person,
    action,
    subject,
    address,
    detail,
  });
}
