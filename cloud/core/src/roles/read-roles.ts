import type { RolesPage } from '@tillbridge/shared/reads-roles';
import type { Database } from '../db/client.ts';
import { readTenant } from '../db/read-tenant.ts';
import { readMembers } from '../people/members.ts';
import type { ShopScope } from '../people/require-person.ts';

interface Row {
  readonly id: string;
  readonly key: string;
  readonly name_th: string;
  readonly name_en: string;
  readonly system: boolean;
  readonly permissions: RolesPage['held'];
  readonly two_step_required: boolean;
}

const HOLDERS_MAX = 200;

/** All roles, the system's first, widest first; who has each, as far as the reader sees those people. */
export function readRoles(db: Database, scope: ShopScope): Promise<RolesPage> {
  const now = new Date();
  return readTenant(db, scope.org, async (tx) => {
    const rows = await tx<Row[]>`
      select role_id as id, role_key as key, name_th, name_en, system, permissions, two_step_required
      from roles
      where org_id = ${scope.org} and removed_at is null
      order by system desc, cardinality(permissions) desc, role_key`;
    const members = await readMembers(tx, scope);
    const makes = scope.permissions.has('role.manage') && scope.shops === 'all' && scope.viewing === null;
    const holdsAll = ({ permissions }: Pick<Row, 'permissions'>) =>
      permissions.every((one) => scope.permissions.has(one));
    const own = members.find((member) => member.person === scope.person)?.roleId;
    return {
      asOf: now.toISOString(),
      held: [...scope.permissions].sort(),
      makes,
      rows: rows.map(({ name_th: th, name_en: en, two_step_required: twoStepRequired, ...row }) => ({
        ...row,
        name: { th, en },
        twoStepRequired,
        twoStepSwitchable: makes && holdsAll(row),
        own: row.id === own,
        holders: members
          .filter((member) => member.roleId === row.id)
          .slice(0, HOLDERS_MAX)
          .map(({ person, name }) => ({ id: person, name })),
        editable: makes && !row.system && row.id !== own && holdsAll(row),
      })),
    };
  });
}
