import { Fault } from '@tillbridge/shared/faults/fault';
import type { Assignment, AssignmentWish } from '@tillbridge/shared/reads-roles';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, type Tx, withTenant } from '../db/client.ts';
import { readTenant } from '../db/read-tenant.ts';
import { lockMember, readMembers, wholeReach } from '../people/members.ts';
import type { ShopScope } from '../people/require-person.ts';
import { isWithin, requireWithin } from '../people/within.ts';
import { lockRights, requireAnotherOwner } from './rights-now.ts';

interface RoleRow {
  readonly id: string;
  readonly name_th: string;
  readonly name_en: string;
  readonly permissions: string[];
  readonly owner: boolean;
}

/** A person's role and reach, and which roles the reader may give. Throws `api.not-found`. */
export function readAssignment(db: Database, scope: ShopScope, person: string): Promise<Assignment> {
  const now = new Date();
  return readTenant(db, scope.org, async (tx) => {
    const [member] = await readMembers(tx, scope, person);
    if (member === undefined) throw new Fault('api.not-found');
    const self = person === scope.person;
    const may = scope.permissions.has('people.manage') && !self && scope.viewing === null;
    const manageable = may && isWithin(scope, await wholeReach(tx, scope, member));
    const roles = manageable ? await givable(tx, scope) : [];
    return {
      asOf: now.toISOString(),
      person: { id: person, name: member.name, email: member.email, self },
      role: { id: member.roleId, name: { th: member.roleTh, en: member.roleEn } },
      allShops: member.allShops,
      shops: [...member.shops],
      since: member.since.toISOString(),
      manageable,
      roles: roles.map(({ id, name_th: th, name_en: en }) => ({ id, name: { th, en } })),
    };
  });
}

/**
 * Gives a person a role and where it holds; in force on their next request and on their open sockets at once. Throws
 * `api.not-found`, `role.own`, `people.last-owner`, and `api.forbidden` for what the one who asks does not hold whole:
 * before or after.
 */
export function assignRole(
  db: Database,
  scope: ShopScope,
  person: string,
  wish: AssignmentWish,
  address: string,
): Promise<{ readonly id: string }> {
  return withTenant(db, scope.org, async (tx) => {
    await lockRights(tx, scope, 'people.manage');
    const member = await lockMember(tx, scope, person);
    if (person === scope.person) throw new Fault('role.own');
    const before = await wholeReach(tx, scope, member);
    requireWithin(scope, before);
    const role = await requireRole(tx, scope, wish.role);
    const shops = wish.allShops ? [] : await requireShops(tx, scope, wish.shops);
    requireWithin(scope, { permissions: role.permissions, allShops: wish.allShops, shops });
    const owns = role.owner && wish.allShops;
    if (member.owner && member.allShops && !owns) await requireAnotherOwner(tx, scope.org, person);
    await write(tx, scope.org, person, { role: role.id, allShops: wish.allShops, shops });
    await appendAudit(tx, {
      org: scope.org,
      actorKind: 'person',
      actor: scope.person,
      action: 'role.assigned',
      subject: person,
      address,
      detail: {
        'before.role': member.roleId,
        'before.shops': before.allShops ? 'all' : before.shops.join(' '),
        'after.role': role.id,
        'after.shops': wish.allShops ? 'all' : shops.join(' '),
      },
    });
    return { id: person };
  });
}

async function givable(tx: Tx, scope: ShopScope): Promise<readonly RoleRow[]> {
  const rows = await tx<RoleRow[]>`
    select role_id as id, name_th, name_en, permissions, system and role_key = 'owner' as owner
    from roles
    where org_id = ${scope.org} and removed_at is null
    order by system desc, cardinality(permissions) desc, role_key`;
  const held: ReadonlySet<string> = scope.permissions;
  return rows.filter((row) => row.permissions.every((permission) => held.has(permission)));
}

/** Locked against being deleted meanwhile. */
async function requireRole(tx: Tx, scope: ShopScope, id: string): Promise<RoleRow> {
  const [row] = await tx<RoleRow[]>`
    select role_id as id, name_th, name_en, permissions, system and role_key = 'owner' as owner
    from roles
    where org_id = ${scope.org} and role_id = ${id} and removed_at is null
    for share`;
  if (row === undefined) throw new Fault('api.not-found');
  return row;
}

async function requireShops(tx: Tx, scope: ShopScope, shops: readonly string[]): Promise<readonly string[]> {
  const rows = await tx<{ id: string }[]>`
    select shop_id as id from shops where org_id = ${scope.org} and shop_id = any(${[...shops]}::uuid[]) order by code`;
  const found = rows.map((row) => row.id);
  const { shops: own } = scope;
  if (found.length < shops.length || (own !== 'all' && found.some((shop) => !own.includes(shop))))
    throw new Fault('api.not-found');
  return found;
}

async function write(
  tx: Tx,
  org: string,
  person: string,
  { role, allShops, shops }: { role: string; allShops: boolean; shops: readonly string[] },
): Promise<void> {
  await tx`
    update memberships
    set role_id = ${role}, all_shops = ${allShops}
    where org_id = ${org} and person_id = ${person}`;
  await tx`
    delete from membership_shops
    where org_id = ${org} and person_id = ${person} and shop_id <> all(${[...shops]}::uuid[])`;
  await tx`
    insert into membership_shops (org_id, person_id, shop_id)
    select ${org}, ${person}, shop_id
    from unnest(${[...shops]}::uuid[]) shop_id
    on conflict do nothing`;
}
