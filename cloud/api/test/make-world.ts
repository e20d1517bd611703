import { randomUUID } from 'node:crypto';
import { type Database, withTenant } from '@tillbridge/core/db/client';
import { hashPassword } from '@tillbridge/core/people/password';
import { SYSTEM_ROLES, type SystemRole } from '@tillbridge/shared/permissions';

export const PASSWORD = 'correct horse battery staple';

export interface TestPerson {
  readonly id: string;
  readonly email: string;
}

/** One organization with two shops (a machine each) and people of every role. */
export interface TestOrganization {
  readonly id: string;
  readonly shop: string;
  readonly otherShop: string;
  readonly machine: string;
  readonly otherMachine: string;
  /** Owner, accountant and auditor see all shops; the others only `shop`. */
  readonly people: Readonly<Record<SystemRole, TestPerson>>;
}

const ALL_SHOPS: readonly SystemRole[] = ['owner', 'accountant', 'auditor'];
let passwordHash: Promise<string> | undefined;

export async function makeOrganization(db: Database, name: string): Promise<TestOrganization> {
  const id = randomUUID();
  const shops = [randomUUID(), randomUUID()] as const;
  const machines = [randomUUID(), randomUUID()] as const;
  await withTenant(db, id, async (tx) => {
    await tx`insert into organizations (org_id, name_th, name_en) values (${id}, ${name}, ${name})`;
    for (const [index, shop] of shops.entries()) {
      await tx`
        insert into shops (org_id, shop_id, code, name_th, name_en, time_zone, cut_off_minutes, currency)
        values (${id}, ${shop}, ${`S${index}A`}, 'สาขา', ${`${name} ${index}`}, 'Asia/Bangkok', 240, 'THB')`;
      await tx`
        insert into machines (org_id, machine_id, shop_id, name, driver, currency)
        values (${id}, ${machines[index] ?? ''}, ${shop}, 'CI-10', 'glory-300', 'THB')`;
    }
  });
  const people = {} as Record<SystemRole, TestPerson>;
  for (const role of Object.keys(SYSTEM_ROLES) as SystemRole[]) {
    people[role] = await makePerson(db, id, role, ALL_SHOPS.includes(role) ? 'all' : [shops[0]], name);
  }
  return { id, shop: shops[0], otherShop: shops[1], machine: machines[0], otherMachine: machines[1], people };
}

async function makePerson(
  db: Database,
  org: string,
  role: SystemRole,
  shops: 'all' | readonly string[],
  name: string,
): Promise<TestPerson> {
  const person = { id: randomUUID(), email: `${role}.${name.toLowerCase()}@demo.test` };
  passwordHash ??= hashPassword(PASSWORD);
  const hash = await passwordHash;
  await withTenant(db, org, async (tx) => {
    const roleId = randomUUID();
    await tx`insert into people (person_id, email, name, password_hash) values (${person.id}, ${person.email}, ${role}, ${hash})`;
    await tx`
      insert into roles (org_id, role_id, role_key, name_th, name_en, system, permissions)
      values (${org}, ${roleId}, ${role}, ${role}, ${role}, true, ${[...SYSTEM_ROLES[role]]})`;
    await tx`
      insert into memberships (org_id, person_id, role_id, all_shops) values (${org}, ${person.id}, ${roleId}, ${shops === 'all'})`;
    for (const shop of shops === 'all' ? [] : shops) {
      await tx`insert into membership_shops (org_id, person_id, shop_id) values (${org}, ${person.id}, ${shop})`;
    }
  });
  return person;
}
