import { SYSTEM_ROLES, type SystemRole } from '@tillbridge/shared/permissions';
import { SYSTEM_ROLE_NAMES } from '@tillbridge/shared/system-role-names';
import { type Database, type Tx, withTenant } from '../db/client.ts';
import { hashPassword } from '../people/password.ts';
import {
  DEMO_CURRENCY,
  DEMO_LIMITS,
  DEMO_ORGANIZATION,
  DEMO_OWN_LIMITS,
  DEMO_PEOPLE,
  DEMO_SHOPS,
  demoEmployees,
  demoId,
} from './demo-shops.ts';

const DEMO_ORG = demoId('organization');

export interface DemoOrganization {
  readonly org: string;
  /** When the demo was first begun; its history ends there. */
  readonly since: Date;
  readonly finished: boolean;
}

/** Organization, roles, people, shops, machines and agents of the demo. May be repeated; changes nothing then. */
export async function makeDemoOrganization(db: Database, password: string): Promise<DemoOrganization> {
  const passwordHash = await hashPassword(password);
  return withTenant(db, DEMO_ORG, async (tx) => {
    const { th, en } = DEMO_ORGANIZATION;
    await tx`insert into organizations (org_id, name_th, name_en) values (${DEMO_ORG}, ${th}, ${en}) on conflict do nothing`;
    await insertRoles(tx);
    await insertShops(tx);
    await insertPeople(tx, passwordHash);
    await insertLimits(tx);
    await insertEmployees(tx);
    const [row] = await tx<{ since: Date; finished: boolean }[]>`
      select created_at as since,
        exists (select 1 from audit_events where org_id = ${DEMO_ORG} and action = 'demo.finished') as finished
      from organizations
      where org_id = ${DEMO_ORG}`;
    if (row === undefined) throw new Error('the demo organization is missing after it was made');
    return { org: DEMO_ORG, ...row };
  });
}

/** Noted once the whole history is in custody. */
export async function finishDemo(db: Database): Promise<void> {
  await withTenant(
    db,
    DEMO_ORG,
    (tx) => tx`select append_audit(${DEMO_ORG}, 'system', null, 'demo.finished', null, false, null, '{}')`,
  );
}

async function insertRoles(tx: Tx): Promise<void> {
  for (const [key, permissions] of Object.entries(SYSTEM_ROLES)) {
    const name = SYSTEM_ROLE_NAMES[key as SystemRole];
    await tx`
      insert into roles (org_id, role_id, role_key, name_th, name_en, system, permissions)
      values (${DEMO_ORG}, ${demoId(`role ${key}`)}, ${key}, ${name.th}, ${name.en}, true, ${[...permissions]})
      on conflict do nothing`;
  }
}

async function insertShops(tx: Tx): Promise<void> {
  for (const shop of DEMO_SHOPS) {
    const shopId = demoId(`shop ${shop.code}`);
    await tx`
      insert into shops (org_id, shop_id, code, name_th, name_en, time_zone, cut_off_minutes, currency)
      values (${DEMO_ORG}, ${shopId}, ${shop.code}, ${shop.name.th}, ${shop.name.en}, ${shop.timeZone}, ${shop.cutOffMinutes}, ${DEMO_CURRENCY})
      on conflict do nothing`;
    await tx`
      insert into machines (org_id, machine_id, shop_id, name, driver, currency, serial)
      values (${DEMO_ORG}, ${demoId(`machine ${shop.code}`)}, ${shopId}, ${shop.machine.name}, 'glory-300', ${DEMO_CURRENCY}, ${shop.machine.serial})
      on conflict do nothing`;
    await tx`
      insert into agents (org_id, agent_id, shop_id, name)
      values (${DEMO_ORG}, ${demoId(`agent ${shop.code}`)}, ${shopId}, ${`PC ${shop.name.en}`})
      on conflict do nothing`;
  }
}

async function insertPeople(tx: Tx, passwordHash: string): Promise<void> {
  for (const person of DEMO_PEOPLE) {
    const id = demoId(`person ${person.email}`);
    await tx`
      insert into people (person_id, email, name, password_hash)
      values (${id}, ${person.email}, ${person.name}, ${passwordHash})
      on conflict do nothing`;
    await tx`
      insert into memberships (org_id, person_id, role_id, all_shops)
      values (${DEMO_ORG}, ${id}, ${demoId(`role ${person.role}`)}, ${person.shops === 'all'})
      on conflict do nothing`;
    for (const code of person.shops === 'all' ? [] : person.shops) {
      await tx`
        insert into membership_shops (org_id, person_id, shop_id)
        values (${DEMO_ORG}, ${id}, ${demoId(`shop ${code}`)})
        on conflict do nothing`;
    }
  }
}

/** Only who is missing: each PIN costs a slow hash. */
async function insertEmployees(tx: Tx): Promise<void> {
  const known = await tx<{ id: string }[]>`select employee_id as id from employees where org_id = ${DEMO_ORG}`;
  const ids = new Set(known.map((row) => row.id));
  for (const shop of DEMO_SHOPS) {
    const shopId = demoId(`shop ${shop.code}`);
    for (const { number, name, pin, permissions } of demoEmployees(shop)) {
      const id = demoId(`employee ${shop.code} ${number}`);
      if (ids.has(id)) continue;
      await tx`
        insert into employees (org_id, employee_id, shop_id, number, name, permissions, pin_verifier, pin_set_at)
        values (${DEMO_ORG}, ${id}, ${shopId}, ${number}, ${name}, ${[...permissions]}, ${await hashPassword(pin)}, now())
        on conflict do nothing`;
    }
  }
}

/** What all shops follow, and one shop that pays out more. */
async function insertLimits(tx: Tx): Promise<void> {
  await tx`
    insert into organization_limits (org_id, currency, limits)
    values (${DEMO_ORG}, ${DEMO_CURRENCY}, ${JSON.stringify(DEMO_LIMITS)}::jsonb)
    on conflict do nothing`;
  await tx`
    insert into shop_limits (org_id, shop_id, limits)
    values (${DEMO_ORG}, ${demoId(`shop ${DEMO_OWN_LIMITS.shop}`)}, ${JSON.stringify(DEMO_OWN_LIMITS.limits)}::jsonb)
    on conflict do nothing`;
}
