import { Fault } from '@tillbridge/shared/faults/fault';
import type { Account } from '@tillbridge/shared/reads-account';
import type { Database } from '../db/client.ts';
import { readTenant } from '../db/read-tenant.ts';
import type { ShopScope } from './require-person.ts';

interface Row {
  readonly name: string;
  readonly email: string;
  readonly language: Account['language'];
  readonly has_password: boolean;
  readonly password_set_at: Date | null;
  readonly two_step_at: Date | null;
  readonly codes_left: number;
  readonly required: boolean;
}

/** What the person who asks may change about the own account. */
export function readAccount(db: Database, scope: ShopScope): Promise<Account> {
  return readTenant(db, scope.org, async (tx) => {
    const [row] = await tx<Row[]>`
      select p.name, p.email, p.language, p.password_hash is not null as has_password, p.password_set_at,
        t.confirmed_at as two_step_at, r.two_step_required as required,
        (select count(*) from recovery_codes c where c.person_id = p.person_id and c.spent_at is null) as codes_left
      from people p
      join memberships m on m.person_id = p.person_id and m.org_id = ${scope.org}
      join roles r on r.org_id = m.org_id and r.role_id = m.role_id
      left join two_steps t on t.person_id = p.person_id
      where p.person_id = ${scope.person}`;
    if (row === undefined) throw new Fault('api.signed-out');
    return {
      name: row.name,
      email: row.email,
      language: row.language,
      password: { set: row.has_password, setAt: row.password_set_at?.toISOString() ?? null },
      twoStep: {
        since: row.two_step_at?.toISOString() ?? null,
        required: row.required,
        recoveryCodesLeft: row.two_step_at === null ? 0 : row.codes_left,
      },
    };
  });
}
