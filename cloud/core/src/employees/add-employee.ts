import { randomBytes } from 'node:crypto';
import { Fault } from '@tillbridge/shared/faults/fault';
import { uuidv7 } from '@tillbridge/shared/ids';
import type { CounterPermission } from '@tillbridge/shared/permissions';
import postgres from 'postgres';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, withTenant } from '../db/client.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';
import { pinVerifier, requireHeld, requireRoom } from './employee-wish.ts';

export interface NewEmployee {
  readonly shop: string;
  readonly number: string;
  readonly name: string;
  readonly permissions: readonly CounterPermission[];
  readonly pin?: string;
}

const UNIQUE_VIOLATION = '23505';

/**
 * An employee of a shop; without a PIN nobody can sign in as one. Throws `api.not-found` for a shop outside the scope,
 * `api.forbidden`, `employee.easy-pin`, `employee.too-many` and `employee.number-taken`.
 */
export async function addEmployee(
  db: Database,
  scope: ShopScope,
  wish: NewEmployee,
  address: string,
): Promise<{ readonly id: string }> {
  requireHeld(scope, wish.permissions);
  const verifier = wish.pin === undefined ? null : await pinVerifier(wish.pin, wish.number);
  const id = uuidv7(Date.now(), randomBytes(10));
  const { all, list } = shopFilter(scope);
  return withTenant(db, scope.org, async (tx) => {
    const [row] = await tx`
      insert into employees (org_id, employee_id, shop_id, number, name, permissions, pin_verifier, pin_set_at)
      select s.org_id, ${id}, s.shop_id, ${wish.number}, ${wish.name}, ${[...wish.permissions]}, ${verifier}::text,
        case when ${verifier !== null} then now() end
      from shops s
      where s.org_id = ${scope.org} and s.shop_id = ${wish.shop} and (${all} or s.shop_id = any(${[...list]}::uuid[]))
      returning employee_id`;
    if (row === undefined) throw new Fault('api.not-found');
    await requireRoom(tx, scope.org, id);
    await appendAudit(tx, {
      org: scope.org,
      actorKind: 'person',
      actor: scope.person,
      action: 'employee.added',
      subject: id,
      address,
      detail: { shop: wish.shop, number: wish.number, permissions: wish.permissions.join(' '), pin: verifier !== null },
    });
    return { id };
  }).catch((error: unknown) => {
    if (error instanceof postgres.PostgresError && error.code === UNIQUE_VIOLATION)
      throw new Fault('employee.number-taken');
    throw error;
  });
}
