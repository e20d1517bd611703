import { randomUUID } from 'node:crypto';
import { SYSTEM_ROLES } from '@tillbridge/shared/permissions';
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ClonedDatabase, cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { prepareDatabase } from '../../../scripts/postgres/prepare-database.ts';
import { syncSystemRoles } from '../src/roles/sync-system-roles.ts';

let cloned: ClonedDatabase;
let superuser: postgres.Sql;
let owner: postgres.Sql;
let org: string;

beforeAll(async () => {
  cloned = await cloneDatabase();
  superuser = postgres(cloned.superUrl, { max: 1, onnotice: () => undefined });
  owner = postgres(cloned.ownerUrl, { max: 2, onnotice: () => undefined });
});
afterAll(async () => {
  await superuser.end();
  await owner.end();
  await cloned.drop();
});

beforeEach(async () => {
  org = randomUUID();
  await superuser`insert into organizations (org_id, name_th, name_en) values (${org}, 'ร้าน', 'Shop')`;
  await addRole('owner', true, ['shop.see']);
  await addRole('cashier', true, [...SYSTEM_ROLES.cashier, 'agent.revoke']);
  await addRole('custom_night', false, ['shop.see']);
});

async function addRole(key: string, system: boolean, permissions: string[]): Promise<void> {
  await superuser`
    insert into roles (org_id, role_id, role_key, name_th, name_en, system, permissions)
    values (${org}, ${randomUUID()}, ${key}, ${key}, ${key}, ${system}, ${permissions})`;
}

const permissionsOf = async (key: string) =>
  (
    await superuser<
      { permissions: string[] }[]
    >`select permissions from roles where org_id = ${org} and role_key = ${key}`
  )
    .flatMap((row) => row.permissions)
    .sort();
const trail = () => superuser<{ detail: Record<string, string> }[]>`
  select detail from audit_events where org_id = ${org} and action = 'role.synced'`;

describe('system roles of an organization that exists', () => {
  it('get what the registry of this release says with the migrations, audited, and the custom ones stay', async () => {
    await prepareDatabase(cloned.ownerUrl);
    for (const [key, words] of Object.entries(SYSTEM_ROLES))
      expect(await permissionsOf(key)).toEqual([...words].sort());
    expect(await permissionsOf('custom_night')).toEqual(['shop.see']);
    const events = await trail();
    expect(events).toHaveLength(Object.keys(SYSTEM_ROLES).length);
    expect(events.map((event) => event.detail['taken'])).toContain('agent.revoke');
    expect(events.some((event) => event.detail['added']?.includes('people.manage'))).toBe(true);
  });

  it('are left alone by a second run, and by one in another order of the words', async () => {
    await syncSystemRoles(owner);
    const shuffled = [...SYSTEM_ROLES.auditor].reverse();
    await superuser`update roles set permissions = ${shuffled} where org_id = ${org} and role_key = 'auditor'`;
    const before = (await trail()).length;
    expect(await syncSystemRoles(owner)).toBe(0);
    expect((await trail()).length).toBe(before);
  });

  it('are changed once when two processes start at once', async () => {
    const [one, other] = await Promise.all([syncSystemRoles(owner), syncSystemRoles(owner)]);
    expect(one + other).toBe(Object.keys(SYSTEM_ROLES).length);
    expect(await trail()).toHaveLength(Object.keys(SYSTEM_ROLES).length);
  });
});
