import { EMPLOYEES_MAX, isEasyPin } from '@tillbridge/shared/configuration';
import { Fault } from '@tillbridge/shared/faults/fault';
import type { CounterPermission } from '@tillbridge/shared/permissions';
import type { Tx } from '../db/client.ts';
import { hashPassword } from '../people/password.ts';
import type { ShopScope } from '../people/require-person.ts';

/** Nobody gives a right they don't hold themselves. Throws `api.forbidden` with the first one missing. */
export function requireHeld(scope: ShopScope, permissions: readonly CounterPermission[]): void {
  const missing = permissions.find((permission) => !scope.permissions.has(permission));
  if (missing !== undefined) throw new Fault('api.forbidden', { detail: missing });
}

/** What a shop PC compares a PIN with; the PIN is not kept. Throws `employee.easy-pin`. */
export function pinVerifier(pin: string, number: string): Promise<string> {
  if (isEasyPin(pin) || pin === number) throw new Fault('employee.easy-pin');
  return hashPassword(pin);
}

/** Throws `employee.too-many` when the shop of a change just made has more at work than its PC takes. */
export async function requireRoom(tx: Tx, org: string, employee: string): Promise<void> {
  const [row] = await tx<{ working: number }[]>`
    select count(*) as working
    from employees e
    join employees mine on mine.org_id = e.org_id and mine.shop_id = e.shop_id
    where mine.org_id = ${org} and mine.employee_id = ${employee} and e.disabled_at is null`;
  if ((row?.working ?? 0) > EMPLOYEES_MAX) throw new Fault('employee.too-many');
}
