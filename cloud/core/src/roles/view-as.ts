import { Fault } from '@tillbridge/shared/faults/fault';
import type { ViewAsWish } from '@tillbridge/shared/reads-roles';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, withTenant } from '../db/client.ts';
import type { ShopScope } from '../people/require-person.ts';

/**
 * From the next request on the session sees what its own role and this one both allow, in shops that are its own, and
 * changes nothing. It can only lose by it. Throws `api.not-found`.
 */
export function viewAs(db: Database, scope: ShopScope, wish: ViewAsWish, address: string): Promise<void> {
  const shops = wish.shops === undefined ? null : [...wish.shops];
  return withTenant(db, scope.org, async (tx) => {
    const [role] = await tx`
      select 1 from roles where org_id = ${scope.org} and role_id = ${wish.role} and removed_at is null`;
    if (role === undefined) throw new Fault('api.not-found');
    const own = scope.shops;
    const foreign =
      own === 'all' ? await countUnknown(shops ?? []) : (shops ?? []).filter((id) => !own.includes(id)).length;
    if (foreign > 0) throw new Fault('api.not-found');
    await tx`
      update sessions
      set viewing_role_id = ${wish.role}, viewing_shops = ${shops}::uuid[]
      where session_id = ${scope.session}`;
    const detail = { role: wish.role, shops: shops === null ? 'own' : shops.join(' ') };
    await appendAudit(tx, { ...actor(scope), action: 'role.view-begun', subject: wish.role, address, detail });

    async function countUnknown(ids: readonly string[]): Promise<number> {
      const found = await tx`select 1 from shops where org_id = ${scope.org} and shop_id = any(${[...ids]}::uuid[])`;
      return ids.length - found.length;
    }
  });
}

/** Back to the own view; changes nothing where it is that already. */
export function endView(db: Database, scope: ShopScope, address: string): Promise<void> {
  return withTenant(db, scope.org, async (tx) => {
    const ended = await tx`
      update sessions
      set viewing_role_id = null, viewing_shops = null
      where session_id = ${scope.session} and viewing_role_id is not null
      returning session_id`;
    if (ended.length > 0) await appendAudit(tx, { ...actor(scope), action: 'role.view-ended', address });
  });
}

function actor(scope: ShopScope) {
  return { org: scope.org, actorKind: 'person', actor: scope.person } as const;
}
