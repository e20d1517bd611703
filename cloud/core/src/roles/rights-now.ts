import { Fault } from '@tillbridge/shared/faults/fault';
import type { Permission } from '@tillbridge/shared/permissions';
import type { Tx } from '../db/client.ts';
import type { ShopScope } from '../people/require-person.ts';

/**
 * Takes the one lock under which an organization's roles and assignments change, and reads again what the person who
 * asks holds: whoever lost a right while waiting does not use it any more. Throws `api.forbidden`.
 */
export async function lockRights(tx: Tx, scope: ShopScope, needs: Permission): Promise<void> {
  // The row of the owner's role: every organization has it, and no change of rights passes it by.
  await tx`select 1 from roles where org_id = ${scope.org} and system and role_key = 'owner' for update`;
  const [row] = await tx<{ permissions: string[] }[]>`
    select r.permissions
    from memberships m
    join roles r on r.org_id = m.org_id and r.role_id = m.role_id
    where m.org_id = ${scope.org} and m.person_id = ${scope.person} and m.removed_at is null`;
  if (row === undefined || !row.permissions.includes(needs)) throw new Fault('api.forbidden', { detail: needs });
}

/** Throws `people.last-owner` unless somebody else remains who owns all shops. Only under `lockRights`. */
export async function requireAnotherOwner(tx: Tx, org: string, person: string): Promise<void> {
  const [other] = await tx`
    select 1
    from memberships m
    join roles r on r.org_id = m.org_id and r.role_id = m.role_id
    join people p on p.person_id = m.person_id
    where m.org_id = ${org}
      and m.person_id <> ${person}
      and m.all_shops
      and m.removed_at is null
      and p.removed_at is null
      and r.system
      and r.role_key = 'owner'
    limit 1`;
  if (other === undefined) throw new Fault('people.last-owner');
}
