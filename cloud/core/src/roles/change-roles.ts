import { randomBytes } from 'node:crypto';
import { Fault } from '@tillbridge/shared/faults/fault';
import { uuidv7 } from '@tillbridge/shared/ids';
import { CUSTOM_ROLES_MAX, type RoleWish } from '@tillbridge/shared/reads-roles';
import { type AuditEntry, appendAudit } from '../audit/append-audit.ts';
import { type Database, type Tx, withTenant } from '../db/client.ts';
import type { ShopScope } from '../people/require-person.ts';
import { lockRights } from './rights-now.ts';

interface Row {
  readonly name_th: string;
  readonly name_en: string;
  readonly permissions: string[];
}

/** A custom role. Throws `api.forbidden` for a permission the maker lacks, `role.all-shops` and `role.too-many`. */
export function makeRole(
  db: Database,
  scope: ShopScope,
  wish: RoleWish,
  address: string,
): Promise<{ readonly id: string }> {
  return withTenant(db, scope.org, async (tx) => {
    await requireMaker(tx, scope);
    requireHeld(scope, wish.permissions);
    const [counted] = await tx<{ custom: number }[]>`
      select count(*) as custom
      from roles
      where org_id = ${scope.org} and not system and removed_at is null`;
    if ((counted?.custom ?? 0) >= CUSTOM_ROLES_MAX) throw new Fault('role.too-many');
    const id = uuidv7(Date.now(), randomBytes(10));
    // Never the key of a system role, of today or of a later release.
    const key = `custom_${[...randomBytes(20)].map((byte) => KEY_LETTERS[byte % KEY_LETTERS.length]).join('')}`;
    await tx`
      insert into roles (org_id, role_id, role_key, name_th, name_en, system, permissions)
      values (${scope.org}, ${id}, ${key}, ${wish.name.th}, ${wish.name.en}, false, ${[...wish.permissions]})`;
    await appendAudit(tx, entry(scope, 'role.made', id, address, sides('after', wish)));
    return { id };
  });
}

const KEY_LETTERS = 'abcdefghjkmnpqrstvwxyz';

/**
 * Names and permissions of a custom role, whole; in force on the next request of whoever has it. Throws `api.not-found`,
 * `role.system`, `role.own`, `role.all-shops`, and `api.forbidden` for what the one who asks lacks.
 */
export function changeRole(
  db: Database,
  scope: ShopScope,
  id: string,
  wish: RoleWish,
  address: string,
): Promise<{ readonly id: string }> {
  return withTenant(db, scope.org, async (tx) => {
    const row = await requireEditable(tx, scope, id);
    requireHeld(scope, wish.permissions);
    await tx`
      update roles
      set name_th = ${wish.name.th}, name_en = ${wish.name.en}, permissions = ${[...wish.permissions]}
      where org_id = ${scope.org} and role_id = ${id}`;
    const before = sides('before', { name: { th: row.name_th, en: row.name_en }, permissions: row.permissions });
    await appendAudit(tx, entry(scope, 'role.changed', id, address, { ...before, ...sides('after', wish) }));
    return { id };
  });
}

/** Takes a custom role away that nobody has or is invited to. Throws as `changeRole` does, and `role.in-use`. */
export function deleteRole(
  db: Database,
  scope: ShopScope,
  id: string,
  address: string,
): Promise<{ readonly id: string }> {
  return withTenant(db, scope.org, async (tx) => {
    const row = await requireEditable(tx, scope, id);
    const [holder] = await tx`
      select 1 from memberships where org_id = ${scope.org} and role_id = ${id} and removed_at is null
      union all
      select 1 from invitations
      where org_id = ${scope.org} and role_id = ${id} and accepted_at is null and revoked_at is null
      limit 1`;
    if (holder !== undefined) throw new Fault('role.in-use');
    await tx`update roles set removed_at = now() where org_id = ${scope.org} and role_id = ${id}`;
    const before = sides('before', { name: { th: row.name_th, en: row.name_en }, permissions: row.permissions });
    await appendAudit(tx, entry(scope, 'role.deleted', id, address, before));
    return { id };
  });
}

async function requireMaker(tx: Tx, scope: ShopScope): Promise<void> {
  await lockRights(tx, scope, 'role.manage');
  if (scope.shops !== 'all') throw new Fault('role.all-shops');
}

/** Nobody touches what holds more than they do: taking a right away is as grave as giving it. */
async function requireEditable(tx: Tx, scope: ShopScope, id: string): Promise<Row> {
  await requireMaker(tx, scope);
  const [row] = await tx<(Row & { system: boolean; own: boolean })[]>`
    select r.name_th, r.name_en, r.permissions, r.system,
      exists (
        select 1 from memberships m where m.org_id = r.org_id and m.role_id = r.role_id and m.person_id = ${scope.person} and m.removed_at is null
      ) as own
    from roles r
    where r.org_id = ${scope.org} and r.role_id = ${id} and r.removed_at is null
    for update of r`;
  if (row === undefined) throw new Fault('api.not-found');
  if (row.system) throw new Fault('role.system');
  if (row.own) throw new Fault('role.own');
  requireHeld(scope, row.permissions);
  return row;
}

function requireHeld(scope: ShopScope, permissions: readonly string[]): void {
  const held: ReadonlySet<string> = scope.permissions;
  const missing = permissions.find((permission) => !held.has(permission));
  if (missing !== undefined) throw new Fault('api.forbidden', { detail: missing });
}

type Told = { readonly name: RoleWish['name']; readonly permissions: readonly string[] };

function sides(side: 'before' | 'after', { name, permissions }: Told): NonNullable<AuditEntry['detail']> {
  return { [`${side}.name`]: `${name.th} / ${name.en}`, [`${side}.permissions`]: permissions.join(' ') };
}

function entry(
  scope: ShopScope,
  action: string,
  subject: string,
  address: string,
  detail: NonNullable<AuditEntry['detail']>,
): AuditEntry {
  return { org: scope.org, actorKind: 'person', actor: scope.person, action, subject, address, detail };
}
