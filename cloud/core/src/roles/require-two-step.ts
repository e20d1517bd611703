import { Fault } from '@tillbridge/shared/faults/fault';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, withTenant } from '../db/client.ts';
import type { ShopScope } from '../people/require-person.ts';
import { lockRights } from './rights-now.ts';

/**
 * Whether whoever has this role must have set up the second step; in force on their next request. For system roles and
 * one's own too: the owner's role needs it most, and nobody holds more than an owner. Throws `api.not-found`,
 * `role.all-shops`, and `api.forbidden` for a role that holds more than the one who asks.
 */
export function requireTwoStep(
  db: Database,
  scope: ShopScope,
  id: string,
  required: boolean,
  address: string,
): Promise<{ readonly id: string }> {
  return withTenant(db, scope.org, async (tx) => {
    await lockRights(tx, scope, 'role.manage');
    if (scope.shops !== 'all') throw new Fault('role.all-shops');
    const [role] = await tx<{ permissions: string[]; required: boolean }[]>`
      select permissions, two_step_required as required
      from roles
      where org_id = ${scope.org} and role_id = ${id} and removed_at is null
      for update`;
    if (role === undefined) throw new Fault('api.not-found');
    const held: ReadonlySet<string> = scope.permissions;
    const missing = role.permissions.find((permission) => !held.has(permission));
    if (missing !== undefined) throw new Fault('api.forbidden', { detail: missing });
    // What is so already is no change, and the trail tells changes.
    if (role.required === required) return { id };
    await tx`update roles set two_step_required = ${required} where org_id = ${scope.org} and role_id = ${id}`;
    const action = required ? 'role.two-step-required' : 'role.two-step-optional';
    const entry = { org: scope.org, actorKind: 'person', actor: scope.person, action, subject: id, address } as const;
    await appendAudit(tx, entry);
    return { id };
  });
}
