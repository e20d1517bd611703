import { Fault } from '@tillbridge/shared/faults/fault';
import type { Acknowledge } from '@tillbridge/shared/reads-alarms';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, withTenant } from '../db/client.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';

/**
 * Somebody saw it and looks after it: it is not escalated any more. It is no word about the matter, which clears by itself.
 * The first who says so is kept; saying it again changes nothing. Throws `api.not-found`.
 */
export function acknowledgeAlarm(
  db: Database,
  scope: ShopScope,
  id: string,
  { note }: Acknowledge,
  address: string,
): Promise<{ readonly id: string }> {
  const { all, list } = shopFilter(scope);
  return withTenant(db, scope.org, async (tx) => {
    const [row] = await tx<{ shop_id: string; rule: string; acknowledged: boolean }[]>`
      select shop_id, rule, acknowledged_at is not null as acknowledged
      from alarms
      where org_id = ${scope.org} and alarm_id = ${id} and raised_at is not null
        and (${all} or shop_id = any(${[...list]}::uuid[]))
      for update`;
    if (row === undefined) throw new Fault('api.not-found');
    if (row.acknowledged) return { id };
    await tx`
      update alarms
      set acknowledged_at = now(), acknowledged_by = ${scope.person}, note = ${note ?? null}
      where org_id = ${scope.org} and alarm_id = ${id}`;
    await appendAudit(tx, {
      org: scope.org,
      actorKind: 'person',
      actor: scope.person,
      action: 'alarm.acknowledged',
      subject: id,
      address,
      detail: { shop: row.shop_id, rule: row.rule, note: note ?? null },
    });
    return { id };
  });
}
