import { EMPLOYEES_MAX } from '@tillbridge/shared/configuration';
import type { EmployeePage } from '@tillbridge/shared/reads-employees';
import { readFollowing } from '../configuration/read-following.ts';
import type { Database } from '../db/client.ts';
import { readTenant } from '../db/read-tenant.ts';
import type { ShopScope } from '../people/require-person.ts';

interface Row {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly permissions: EmployeePage['rows'][number]['permissions'];
  readonly pin_set_at: Date | null;
  readonly disabled_at: Date | null;
}

/** The employees of a shop, with what its agents should apply and do apply. Throws `api.not-found`. */
export function readEmployees(db: Database, scope: ShopScope, shop: string): Promise<EmployeePage> {
  const now = new Date();
  return readTenant(db, scope.org, async (tx) => {
    const { currency: _currency, cutOffMinutes: _cutOff, ...followed } = await readFollowing(tx, scope, shop);
    const rows = await tx<Row[]>`
      select employee_id as id, number, name, permissions, pin_set_at, disabled_at
      from employees
      where org_id = ${scope.org} and shop_id = ${shop}
      order by disabled_at is not null, length(number), number
      limit ${EMPLOYEES_MAX}`;
    return {
      asOf: now.toISOString(),
      ...followed,
      rows: rows.map(({ pin_set_at: pinSetAt, disabled_at: disabledAt, ...row }) => ({
        ...row,
        pinSetAt: pinSetAt?.toISOString() ?? null,
        disabledAt: disabledAt?.toISOString() ?? null,
      })),
    };
  });
}
