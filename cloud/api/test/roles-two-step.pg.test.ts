import { randomUUID } from 'node:crypto';
import { withTenant } from '@tillbridge/core/db/client';
import type { RolesPage } from '@tillbridge/shared/reads-roles';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { makeOrganization, type TestOrganization } from './make-world.ts';
import { type Cookies, signInAs, startApi, type TestApi } from './start-api.ts';

let api: TestApi;
let org: TestOrganization;
let other: TestOrganization;
let owner: Cookies;
let names = 0;

beforeAll(async () => {
  api = await startApi(await cloneDatabase());
  other = await makeOrganization(api.db, 'Other');
}, 60_000);
afterAll(() => api.close());
beforeEach(async () => {
  names += 1;
  org = await makeOrganization(api.db, `Alpha${names}`);
  owner = await signInAs(api.app, org.people.owner);
});

const get = (cookies: Cookies, url: string) => api.app.inject({ url: `/api/v1/${url}`, cookies: { ...cookies } });
const code = (answer: { json<T>(): T }) => answer.json<{ code?: string }>().code;
const demand = (cookies: Cookies, role: string, required = true) =>
  api.app.inject({
    method: 'POST',
    url: `/api/v1/roles/${role}/two-step`,
    headers: { 'sec-fetch-site': 'same-origin' },
    cookies: { ...cookies },
    payload: { required },
  });
const roleOf = (key: string, of = org.id) =>
  withTenant(api.db, of, async (tx) => {
    const [row] = await tx<{ id: string; required: boolean }[]>`
      select role_id as id, two_step_required as required from roles where org_id = ${of} and role_key = ${key}`;
    if (row === undefined) throw new Error(`no role ${key}`);
    return row;
  });
const trail = () =>
  withTenant(
    api.db,
    org.id,
    (tx) => tx<{ action: string; subject: string }[]>`
      select action, subject from audit_events where action like 'role.two-step-%' order by event_no`,
  );

describe('a second step that a role requires', () => {
  it('leaves whoever has none their own account only, on the next request, and is in the trail once', async () => {
    const cashiers = (await roleOf('cashier')).id;
    const cashier = await signInAs(api.app, org.people.cashier);
    expect((await get(cashier, 'today')).statusCode).toBe(200);
    expect((await demand(owner, cashiers)).statusCode).toBe(200);
    expect((await demand(owner, cashiers)).statusCode).toBe(200);
    expect((await get(cashier, 'today')).statusCode).toBe(403);
    expect((await get(cashier, 'account')).json()).toMatchObject({ twoStep: { required: true } });
    const page = (await get(owner, 'roles')).json<RolesPage>();
    expect(page.rows.find(({ id }) => id === cashiers)).toMatchObject({
      twoStepRequired: true,
      twoStepSwitchable: true,
    });
    expect((await demand(owner, cashiers, false)).statusCode).toBe(200);
    expect((await get(cashier, 'today')).statusCode).toBe(200);
    expect([...(await trail())]).toEqual([
      { action: 'role.two-step-required', subject: cashiers },
      { action: 'role.two-step-optional', subject: cashiers },
    ]);
  });

  it('can be asked of the owners by an owner, who can still set it up', async () => {
    expect((await demand(owner, (await roleOf('owner')).id)).statusCode).toBe(200);
    expect((await get(owner, 'roles')).statusCode).toBe(403);
    expect((await get(owner, 'account')).statusCode).toBe(200);
  });

  it('is not for whoever holds less than the role, nor without a fresh proof, nor across organizations', async () => {
    const owners = (await roleOf('owner')).id;
    await withTenant(
      api.db,
      org.id,
      (tx) => tx`
        update roles set permissions = permissions || '{role.manage}' where org_id = ${org.id} and role_key = 'technician'`,
    );
    await withTenant(
      api.db,
      org.id,
      (tx) => tx`
        update memberships set all_shops = true where org_id = ${org.id} and person_id = ${org.people.technician.id}`,
    );
    const technician = await signInAs(api.app, org.people.technician);
    expect(code(await demand(technician, owners))).toBe('api.forbidden');
    const foreign = await roleOf('owner', other.id);
    expect(code(await demand(owner, foreign.id))).toBe('api.not-found');
    expect(code(await demand(owner, randomUUID()))).toBe('api.not-found');
    await api.db.sql`update sessions set proven_at = now() - interval '6 minutes'`;
    expect(code(await demand(owner, owners))).toBe('api.step-up');
    expect([(await roleOf('owner')).required, (await roleOf('owner', other.id)).required]).toEqual([false, false]);
    expect(await trail()).toHaveLength(0);
  });
});
