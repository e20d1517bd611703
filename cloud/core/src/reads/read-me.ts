import { Fault } from '@tillbridge/shared/faults/fault';
import type { Me } from '@tillbridge/shared/reads';
import type { Database, Tx } from '../db/client.ts';
import { readTenant } from '../db/read-tenant.ts';
import { isByService } from '../people/own-account.ts';
import { ownMemberships } from '../people/own-memberships.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';

interface Columns {
  readonly person_name: string;
  readonly email: string;
  readonly org_th: string;
  readonly org_en: string;
  readonly role_key: string;
  readonly role_th: string;
  readonly role_en: string;
}

/** Who is signed in, and what the pages may offer. */
export function readMe(db: Database, scope: ShopScope): Promise<Me> {
  return readTenant(db, scope.org, async (tx) => {
    const [[row], shops] = await Promise.all([
      tx<Columns[]>`
        select p.name as person_name, p.email, o.name_th as org_th, o.name_en as org_en,
          r.role_key, r.name_th as role_th, r.name_en as role_en
        from memberships m
        join people p on p.person_id = m.person_id
        join organizations o on o.org_id = m.org_id
        join roles r on r.org_id = m.org_id and r.role_id = m.role_id
        where m.org_id = ${scope.org} and m.person_id = ${scope.person}`,
      readOwnShops(tx, scope),
    ]);
    if (row === undefined) throw new Fault('api.signed-out');
    const memberships = await ownMemberships(tx, scope.person);
    return {
      person: { id: scope.person, name: row.person_name, email: row.email },
      organization: { id: scope.org, name: { th: row.org_th, en: row.org_en } },
      role: { key: row.role_key, name: { th: row.role_th, en: row.role_en } },
      permissions: [...scope.permissions].sort(),
      viewing: scope.viewing,
      allShops: scope.shops === 'all',
      switches: !isByService(scope) && memberships.length > 1,
      shops,
    };
  });
}

async function readOwnShops(tx: Tx, scope: ShopScope): Promise<Me['shops']> {
  const { all, list } = shopFilter(scope);
  const rows = await tx<Me['shops']>`
    select shop_id as id, code, jsonb_build_object('th', name_th, 'en', name_en) as name, closed_at is not null as closed
    from shops
    where org_id = ${scope.org} and (${all} or shop_id = any(${[...list]}::uuid[]))
    order by closed_at is not null, code`;
  return rows.map((row) => ({ ...row }));
}
