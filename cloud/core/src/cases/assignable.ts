import type { Permission } from '@tillbridge/shared/permissions';
import type { Tx } from '../db/client.ts';

/** A list to choose from, not a directory. */
const PEOPLE_MAX = 200;

export interface AssignablePerson {
  readonly id: string;
  readonly name: string;
}

export interface Matter {
  readonly org: string;
  readonly shop: string;
  /** What somebody must be allowed to see to be asked. */
  readonly right: Permission;
}

/** People of the organization who may see such matters of a shop, by name. */
export async function readAssignable(tx: Tx, { org, shop, right }: Matter): Promise<AssignablePerson[]> {
  const rows = await tx<AssignablePerson[]>`
    select p.person_id as id, p.name
    from memberships m
    join roles r on r.org_id = m.org_id and r.role_id = m.role_id
    join people p on p.person_id = m.person_id
    where m.org_id = ${org} and m.removed_at is null and p.removed_at is null and ${right} = any(r.permissions)
      and (m.all_shops or exists (
        select from membership_shops ms
        where ms.org_id = m.org_id and ms.person_id = m.person_id and ms.shop_id = ${shop}))
    order by p.name, p.person_id
    limit ${PEOPLE_MAX}`;
  return rows.map((row) => ({ ...row }));
}

/** Whether one person is among them. */
export async function isAssignable(tx: Tx, matter: Matter, person: string): Promise<boolean> {
  return (await readAssignable(tx, matter)).some(({ id }) => id === person);
}
