import { Fault } from '@tillbridge/shared/faults/fault';
import type { Me } from '@tillbridge/shared/reads';
import type { Database } from '../db/client.ts';
import { readTenant } from '../db/read-tenant.ts';
import type { ShopScope } from '../people/require-person.ts';
import { readShopRows } from './shop-rows.ts';

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
      readShopRows(tx, scope, new Date(), null),
    ]);
    if (row === undefined) throw new Fault('api.signed-out');
    return {
      person: { id: scope.person, name: row.person_name, email: row.email },
      organization: { id: scope.org, name: { th: row.org_th, en: row.org_en } },
      role: { key: row.role_key, name: { th: row.role_th, en: row.role_en } },
      permissions: [...scope.permissions].sort(),
      viewing: scope.viewing,
      allShops: scope.shops === 'all',
      shops: shops.map((shop) => ({ id: shop.shop_id, code: shop.code, name: { th: shop.name_th, en: shop.name_en } })),
    };
  });
}
