import { Fault } from '@tillbridge/shared/faults/fault';
import type { Tx } from '../db/client.ts';
import { type ShopScope, shopFilter } from './require-person.ts';
import type { Reach } from './within.ts';

export interface Member extends Reach {
  readonly person: string;
  readonly name: string;
  readonly email: string;
  readonly roleId: string;
  readonly roleTh: string;
  readonly roleEn: string;
  readonly owner: boolean;
  readonly since: Date;
}

interface Row {
  readonly person: string;
  readonly name: string;
  readonly email: string;
  readonly role_id: string;
  readonly role_th: string;
  readonly role_en: string;
  readonly owner: boolean;
  readonly permissions: string[];
  readonly all_shops: boolean;
  readonly shops: string[];
  readonly since: Date;
}

/**
 * Members whom the person who asks may see: who sees all shops sees everybody, others see themselves and those who work
 * in one of their shops and nowhere with all. `only` narrows it to one.
 */
export async function readMembers(tx: Tx, scope: ShopScope, only: string | null = null): Promise<readonly Member[]> {
  const { all, list } = shopFilter(scope);
  const rows = await tx<Row[]>`
    select m.person_id as person, p.name, p.email, m.role_id, r.name_th as role_th, r.name_en as role_en,
      r.system and r.role_key = 'owner' as owner, r.permissions, m.all_shops, m.created_at as since,
      array(
        select ms.shop_id
        from membership_shops ms
        where ms.org_id = m.org_id
          and ms.person_id = m.person_id
          and (${all} or m.person_id = ${scope.person} or ms.shop_id = any(${[...list]}::uuid[]))
      ) as shops
    from memberships m
    join people p on p.person_id = m.person_id
    join roles r on r.org_id = m.org_id and r.role_id = m.role_id
    where m.org_id = ${scope.org}
      and m.removed_at is null
      and p.removed_at is null
      and (${only}::uuid is null or m.person_id = ${only}::uuid)
      and (
        ${all}
        or m.person_id = ${scope.person}
        or not m.all_shops and exists (
          select 1
          from membership_shops ms
          where ms.org_id = m.org_id and ms.person_id = m.person_id and ms.shop_id = any(${[...list]}::uuid[])
        )
      )
    order by lower(p.name), m.person_id`;
  return rows.map(({ role_id: roleId, role_th: roleTh, role_en: roleEn, all_shops: allShops, ...row }) => ({
    ...row,
    roleId,
    roleTh,
    roleEn,
    allShops,
  }));
}

/** One member under the lock of the membership. Throws `api.not-found` for whoever is not there or not to be seen. */
export async function lockMember(tx: Tx, scope: ShopScope, person: string): Promise<Member> {
  await tx`select 1 from memberships where org_id = ${scope.org} and person_id = ${person} for update`;
  const [member] = await readMembers(tx, scope, person);
  if (member === undefined) throw new Fault('api.not-found');
  return member;
}

/** All shops a member works in, those too that the reader does not see: what is taken must be held whole. */
export async function wholeReach(tx: Tx, scope: ShopScope, member: Member): Promise<Reach> {
  const rows = await tx<{ shop: string }[]>`
    select shop_id as shop from membership_shops where org_id = ${scope.org} and person_id = ${member.person}`;
  return { ...member, shops: rows.map((row) => row.shop) };
}
