import { Fault } from '@tillbridge/shared/faults/fault';
import type { CounterPermission } from '@tillbridge/shared/permissions';
import { type AuditEntry, appendAudit } from '../audit/append-audit.ts';
import { type Database, type Tx, withTenant } from '../db/client.ts';
import { readTenant } from '../db/read-tenant.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';
import { pinVerifier, requireHeld, requireRoom } from './employee-wish.ts';

interface EmployeeRow {
  readonly number: string;
  readonly name: string;
  readonly permissions: CounterPermission[];
}

/** Name or rights of an employee. Throws `api.not-found`, and `api.forbidden` for a right the person does not hold. */
export function changeEmployee(
  db: Database,
  scope: ShopScope,
  id: string,
  wish: { readonly name?: string; readonly permissions?: readonly CounterPermission[] },
  address: string,
): Promise<{ readonly id: string }> {
  return withEmployee(db, scope, id, async (tx, row) => {
    const added = (wish.permissions ?? []).filter((permission) => !row.permissions.includes(permission));
    requireHeld(scope, added);
    await tx`
      update employees
      set name = coalesce(${wish.name ?? null}, name), permissions = coalesce(${wish.permissions === undefined ? null : [...wish.permissions]}::text[], permissions)
      where org_id = ${scope.org} and employee_id = ${id}`;
    const named = wish.name === undefined ? {} : { 'before.name': row.name, 'after.name': wish.name };
    const rights =
      wish.permissions === undefined
        ? {}
        : { 'before.permissions': row.permissions.join(' '), 'after.permissions': wish.permissions.join(' ') };
    await appendAudit(tx, entry(scope, 'employee.changed', id, address, { ...named, ...rights }));
  });
}

/**
 * A new PIN. Whoever sets one could sign in with it, so that takes all the rights of the employee.
 * Throws `api.not-found`, `api.forbidden` and `employee.easy-pin`.
 */
export async function setPin(
  db: Database,
  scope: ShopScope,
  id: string,
  pin: string,
  address: string,
): Promise<{ readonly id: string }> {
  const { number } = await readTenant(db, scope.org, (tx) => findEmployee(tx, scope, id));
  const verifier = await pinVerifier(pin, number);
  return withEmployee(db, scope, id, async (tx, row) => {
    requireHeld(scope, row.permissions);
    await tx`
      update employees
      set pin_verifier = ${verifier}, pin_set_at = now()
      where org_id = ${scope.org} and employee_id = ${id}`;
    await appendAudit(tx, entry(scope, 'employee.pin-set', id, address, {}));
  });
}

/** Ends or restores an employee's sign-in; in force at the shop with its next pull. Throws `api.not-found` and `employee.too-many`. */
export function disableEmployee(
  db: Database,
  scope: ShopScope,
  id: string,
  disabled: boolean,
  address: string,
): Promise<{ readonly id: string }> {
  return withEmployee(db, scope, id, async (tx, row) => {
    if (!disabled) requireHeld(scope, row.permissions);
    await tx`
      update employees
      set disabled_at = case when ${disabled} then coalesce(disabled_at, now()) end
      where org_id = ${scope.org} and employee_id = ${id}`;
    if (!disabled) await requireRoom(tx, scope.org, id);
    await appendAudit(tx, entry(scope, disabled ? 'employee.disabled' : 'employee.enabled', id, address, {}));
  });
}

/** Runs a change under the lock of the employee's row, where the person may see it. */
async function withEmployee(
  db: Database,
  scope: ShopScope,
  id: string,
  change: (tx: Tx, row: EmployeeRow) => Promise<void>,
): Promise<{ readonly id: string }> {
  await withTenant(db, scope.org, async (tx) => {
    await tx`select 1 from employees where org_id = ${scope.org} and employee_id = ${id} for update`;
    await change(tx, await findEmployee(tx, scope, id));
  });
  return { id };
}

async function findEmployee(tx: Tx, scope: ShopScope, id: string): Promise<EmployeeRow> {
  const { all, list } = shopFilter(scope);
  const [row] = await tx<EmployeeRow[]>`
    select number, name, permissions
    from employees
    where org_id = ${scope.org} and employee_id = ${id} and (${all} or shop_id = any(${[...list]}::uuid[]))`;
  if (row === undefined) throw new Fault('api.not-found');
  return row;
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
