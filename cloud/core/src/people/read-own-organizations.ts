import type { OwnOrganizations } from '@tillbridge/shared/reads-account';
import { type Database, goOnAs, type Tx } from '../db/client.ts';
import { readTenant } from '../db/read-tenant.ts';
import { isByService } from './own-account.ts';
import { ownMemberships } from './own-memberships.ts';
import type { ShopScope } from './require-person.ts';

/** Nobody works for more; those chosen last are shown. */
const ORGANIZATIONS_MAX = 50;

/**
 * The organizations among which the person may go on, the one chosen last first. Each is read as one of its own. A
 * session that came by a sign-in service learns of its own organization only.
 */
export function readOwnOrganizations(db: Database, scope: ShopScope): Promise<OwnOrganizations> {
  return readTenant(db, scope.org, async (tx) => {
    const orgs = isByService(scope) ? [scope.org] : await ownMemberships(tx, scope.person);
    const rows: OwnOrganizations['rows'] = [];
    for (const org of orgs.slice(0, ORGANIZATIONS_MAX)) {
      await goOnAs(tx, org);
      rows.push(...(await readOrganization(tx, org, scope)));
    }
    return { rows };
  });
}

async function readOrganization(tx: Tx, org: string, scope: ShopScope): Promise<OwnOrganizations['rows']> {
  const rows = await tx<
    { org_th: string; org_en: string; role_key: string; role_th: string; role_en: string; missing: boolean }[]
  >`
    select o.name_th as org_th, o.name_en as org_en, r.role_key, r.name_th as role_th, r.name_en as role_en,
      r.two_step_required and not exists (
        select 1 from two_steps t where t.person_id = m.person_id and t.confirmed_at is not null
      ) as missing
    from memberships m
    join organizations o on o.org_id = m.org_id
    join roles r on r.org_id = m.org_id and r.role_id = m.role_id
    where m.org_id = ${org} and m.person_id = ${scope.person}`;
  return rows.map((row) => ({
    id: org,
    name: { th: row.org_th, en: row.org_en },
    role: { key: row.role_key, name: { th: row.role_th, en: row.role_en } },
    current: org === scope.org,
    twoStepMissing: row.missing && !isByService(scope),
  }));
}
