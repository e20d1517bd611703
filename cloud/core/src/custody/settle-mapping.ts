import { Fault } from '@tillbridge/shared/faults/fault';
import type { MappedName } from '@tillbridge/shared/reads-mappings';
import { type AuditEntry, appendAudit } from '../audit/append-audit.ts';
import { type Database, type Tx, withTenant } from '../db/client.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';
import { namesOf, readMachines } from './unknown-names.ts';

/**
 * Approves what somebody else asked for: from now on the name is read so, in what is tried again and in what is delivered.
 * Throws `api.not-found`, `mapping.ended`, `mapping.approved`, `mapping.same-person`, and `mapping.not-safe` where the shop does
 * not know the name it would stand for any more.
 */
export async function approveMapping(
  db: Database,
  scope: ShopScope,
  id: string,
  address: string,
): Promise<{ readonly id: string }> {
  await withTenant(db, scope.org, async (tx) => {
    const mapping = await lockOpen(tx, scope, id);
    if (mapping.approved) throw new Fault('mapping.approved');
    if (mapping.asked_by === scope.person) throw new Fault('mapping.same-person');
    const names = namesOf(await readMachines(tx, scope.org, mapping.shop_id));
    if (!names.knows(mapping.what, mapping.to)) throw new Fault('mapping.not-safe');
    await tx`
      update quarantine_mappings
      set approved_by = ${scope.person}, approved_at = now()
      where org_id = ${scope.org} and mapping_id = ${id}`;
    await appendAudit(tx, entry(scope, 'quarantine.mapping-approved', mapping, address));
  });
  return { id };
}

/**
 * Takes a question back, or revokes what was approved. What was read by it stays as it is; what comes later is not read so any
 * more. Throws `api.not-found` and `mapping.ended`.
 */
export async function endMapping(
  db: Database,
  scope: ShopScope,
  id: string,
  address: string,
): Promise<{ readonly id: string }> {
  await withTenant(db, scope.org, async (tx) => {
    const mapping = await lockOpen(tx, scope, id);
    await tx`
      update quarantine_mappings
      set ended_by = ${scope.person}, ended_at = now()
      where org_id = ${scope.org} and mapping_id = ${id}`;
    const action = mapping.approved ? 'quarantine.mapping-revoked' : 'quarantine.mapping-withdrawn';
    await appendAudit(tx, entry(scope, action, mapping, address));
  });
  return { id };
}

interface OpenMapping {
  readonly id: string;
  readonly shop_id: string;
  readonly what: MappedName;
  readonly from: string;
  readonly to: string;
  readonly asked_by: string;
  readonly approved: boolean;
  readonly ended: boolean;
}

async function lockOpen(tx: Tx, scope: ShopScope, id: string): Promise<OpenMapping> {
  const { all, list } = shopFilter(scope);
  const [row] = await tx<OpenMapping[]>`
    select mapping_id as id, shop_id, what, from_name as "from", to_name as "to", asked_by,
      approved_at is not null as approved, ended_at is not null as ended
    from quarantine_mappings
    where org_id = ${scope.org} and mapping_id = ${id} and (${all} or shop_id = any(${[...list]}::uuid[]))
    for update`;
  if (row === undefined) throw new Fault('api.not-found');
  if (row.ended) throw new Fault('mapping.ended');
  return row;
}

function entry(scope: ShopScope, action: string, mapping: OpenMapping, address: string): AuditEntry {
  const { id, shop_id: shop, what, from, to, asked_by: askedBy } = mapping;
  return {
    org: scope.org,
    actorKind: 'person',
    actor: scope.person,
    action,
    subject: id,
    address,
    detail: { shop, what, from, to, askedBy },
  };
}
