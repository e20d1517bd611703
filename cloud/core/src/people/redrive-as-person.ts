import { Fault } from '@tillbridge/shared/faults/fault';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, withTenant } from '../db/client.ts';
import { type QuarantineKey, type RedriveResult, redrive } from '../ingest/redrive.ts';
import { type ShopScope, shopFilter } from './require-person.ts';

/** Tries a quarantined fact of one of the person's shops again. Throws `api.not-found` for any other. */
export async function redriveAsPerson(
  db: Database,
  scope: ShopScope,
  key: Omit<QuarantineKey, 'org'>,
  address: string,
): Promise<RedriveResult> {
  const { all, list } = shopFilter(scope);
  await withTenant(db, scope.org, async (tx) => {
    const [row] = await tx`
      select 1
      from quarantine
      where org_id = ${scope.org}
        and agent_id = ${key.agent}
        and epoch = ${key.epoch}
        and sequence = ${key.sequence}
        and hash = decode(${key.hash}, 'hex')
        and (${all} or shop_id = any(${[...list]}::uuid[]))`;
    if (row === undefined) throw new Fault('api.not-found');
    // Written before the try: an attempt that fails is part of the trail, too.
    await appendAudit(tx, {
      org: scope.org,
      actorKind: 'person',
      actor: scope.person,
      action: 'quarantine.redriven',
      subject: `${key.agent}/${key.epoch}/${key.sequence}`,
      address,
      detail: { hash: key.hash },
    });
  });
  return redrive(db, { ...key, org: scope.org }, { person: scope.person });
}
