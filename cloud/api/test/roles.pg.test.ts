import { randomUUID } from 'node:crypto';
import { withTenant } from '@tillbridge/core/db/client';
import { PERMISSIONS, type Permission, SYSTEM_ROLES } from '@tillbridge/shared/permissions';
import type { Assignment, RolesPage } from '@tillbridge/shared/reads-roles';
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

const post = (cookies: Cookies, url: string, payload?: object) =>
  api.app.inject({
    method: 'POST',
    url: `/api/v1/${url}`,
    headers: { 'sec-fetch-site': 'same-origin' },
    cookies: { ...cookies },
    ...(payload === undefined ? {} : { payload }),
  });
const get = (cookies: Cookies, url: string) => api.app.inject({ url: `/api/v1/${url}`, cookies: { ...cookies } });
const code = (answer: { json<T>(): T }) => answer.json<{ code?: string }>().code;
const wish = (permissions: readonly Permission[], en = 'Night') => ({ name: { th: 'กะดึก', en }, permissions });

async function make(permissions: readonly Permission[]): Promise<string> {
  const answer = await post(owner, 'roles', wish(permissions));
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<{ id: string }>().id;
}
async function roleOf(key: string, of = org.id): Promise<string> {
  const [row] = await withTenant(
    api.db,
    of,
    (tx) => tx<{ id: string }[]>`select role_id as id from roles where org_id = ${of} and role_key = ${key}`,
  );
  return row?.id ?? '';
}
/** Somebody who holds just these, in all shops or in `org.shop`. */
async function somebody(permissions: readonly Permission[], shops: 'all' | 'one' = 'all'): Promise<Cookies> {
  const role = await make(permissions);
  const assigned = await assign(owner, org.people.technician.id, role, shops === 'all' ? 'all' : [org.shop]);
  expect(assigned.statusCode, assigned.body).toBe(200);
  return signInAs(api.app, org.people.technician);
}
const assign = (by: Cookies, person: string, role: string, shops: 'all' | readonly string[]) =>
  post(by, `people/${person}/assignment`, { role, allShops: shops === 'all', shops: shops === 'all' ? [] : shops });
const trail = (action: string) =>
  withTenant(
    api.db,
    org.id,
    (tx) => tx<{ detail: Record<string, string> }[]>`
      select detail from audit_events where org_id = ${org.id} and action = ${action} order by event_no`,
  );

describe('custom roles', () => {
  it('are made, changed and deleted while nobody has them, each with before and after in the trail', async () => {
    const id = await make(['shop.see']);
    expect((await post(owner, `roles/${id}`, wish(['shop.see', 'case.see'], 'Late'))).statusCode).toBe(200);
    expect((await trail('role.changed')).at(-1)?.detail).toEqual({
      'before.name': 'กะดึก / Night',
      'before.permissions': 'shop.see',
      'after.name': 'กะดึก / Late',
      'after.permissions': 'shop.see case.see',
    });
    const page = (await get(owner, 'roles')).json<RolesPage>();
    expect(page.rows.find((role) => role.id === id)).toMatchObject({ system: false, editable: true, holders: [] });
    expect((await post(owner, `roles/${id}/delete`)).statusCode).toBe(200);
    expect((await get(owner, 'roles')).json<RolesPage>().rows.map((role) => role.id)).not.toContain(id);
    expect(code(await post(owner, `roles/${id}`, wish(['shop.see'])))).toBe('api.not-found');
    expect(code(await assign(owner, org.people.cashier.id, id, 'all'))).toBe('api.not-found');
  });

  it('stay while somebody has them', async () => {
    const id = await make(['shop.see']);
    await assign(owner, org.people.cashier.id, id, [org.shop]);
    expect(code(await post(owner, `roles/${id}/delete`))).toBe('role.in-use');
  });

  it('stay while somebody is invited to them, and nobody is invited to one that is gone', async () => {
    const id = await make(['shop.see']);
    const invite = () =>
      post(owner, 'invitations', { email: `n${names}@demo.test`, role: id, allShops: true, shops: [], language: 'th' });
    const invitation = (await invite()).json<{ id: string }>().id;
    expect(code(await post(owner, `roles/${id}/delete`))).toBe('role.in-use');
    await post(owner, `invitations/${invitation}/revoke`);
    expect((await post(owner, `roles/${id}/delete`)).statusCode).toBe(200);
    expect(code(await invite())).toBe('api.not-found');
  });

  it('are in force on the next request of whoever has them', async () => {
    const id = await make(['shop.see']);
    await assign(owner, org.people.cashier.id, id, [org.shop]);
    const cashier = await signInAs(api.app, org.people.cashier);
    expect((await get(cashier, 'cases')).statusCode).toBe(403);
    await post(owner, `roles/${id}`, wish(['shop.see', 'case.see']));
    expect((await get(cashier, 'cases')).statusCode).toBe(200);
    await post(owner, `roles/${id}`, wish(['shop.see']));
    expect((await get(cashier, 'cases')).statusCode).toBe(403);
  });

  it('are refused with fields of the attacker’s own', async () => {
    for (const more of [{ system: true }, { role_key: 'owner' }, { org_id: other.id }, { id: randomUUID() }]) {
      const answer = await post(owner, 'roles', { ...wish(['shop.see']), ...more });
      expect(code(answer), JSON.stringify(more)).toBe('api.invalid');
    }
    const unknown = await post(owner, 'roles', { ...wish([]), permissions: ['shop.own'] });
    expect(code(unknown)).toBe('api.invalid');
  });

  it('of another organization do not exist', async () => {
    const foreign = await roleOf('cashier', other.id);
    for (const url of [`roles/${foreign}`, `roles/${randomUUID()}`])
      expect(code(await post(owner, url, wish(['shop.see'])))).toBe('api.not-found');
    expect(code(await post(owner, `roles/${foreign}/delete`))).toBe('api.not-found');
    expect(code(await assign(owner, org.people.cashier.id, foreign, 'all'))).toBe('api.not-found');
  });

  it('ask for a fresh proof of who sits there', async () => {
    await api.db
      .sql`update sessions set proven_at = now() - interval '1 hour' where person_id = ${org.people.owner.id}`;
    expect(code(await post(owner, 'roles', wish(['shop.see'])))).toBe('api.step-up');
    expect(code(await assign(owner, org.people.cashier.id, await roleOf('auditor'), 'all'))).toBe('api.step-up');
  });
});

describe('boundaries of who gives what', () => {
  it('lets nobody edit a role of the system, the owner neither', async () => {
    const id = await roleOf('auditor');
    expect(code(await post(owner, `roles/${id}`, wish(['shop.see'])))).toBe('role.system');
    expect(code(await post(owner, `roles/${id}/delete`))).toBe('role.system');
  });

  it('lets nobody make or widen a role beyond what they hold, or touch one that holds more', async () => {
    const plain = await make(['shop.see']);
    const wide = await make(['shop.see', 'audit.see']);
    const maker = await somebody(['people.see', 'role.manage', 'shop.see']);
    expect(code(await post(maker, 'roles', wish(['audit.see'])))).toBe('api.forbidden');
    expect(code(await post(maker, `roles/${plain}`, wish(['shop.see', 'audit.see'])))).toBe('api.forbidden');
    expect(code(await post(maker, `roles/${wide}`, wish(['shop.see'])))).toBe('api.forbidden');
    expect(code(await post(maker, `roles/${wide}/delete`))).toBe('api.forbidden');
    expect((await post(maker, `roles/${plain}`, wish(['people.see']))).statusCode).toBe(200);
  });

  it('lets nobody edit their own role or their own assignment', async () => {
    const role = await make(['people.see', 'people.manage', 'role.manage', 'shop.see']);
    const { id } = org.people.technician;
    await assign(owner, id, role, 'all');
    const self = await signInAs(api.app, org.people.technician);
    expect(code(await post(self, `roles/${role}`, wish(['shop.see'])))).toBe('role.own');
    expect(code(await post(self, `roles/${role}/delete`))).toBe('role.own');
    expect(code(await assign(self, id, await make(['shop.see']), 'all'))).toBe('role.own');
    expect(code(await assign(owner, org.people.owner.id, await roleOf('auditor'), 'all'))).toBe('role.own');
  });

  it('lets nobody give a role that holds more than their own, or take one away', async () => {
    const manager = await somebody(['people.see', 'people.manage', 'shop.see']);
    const small = await make(['shop.see']);
    expect(code(await assign(manager, org.people.cashier.id, small, 'all'))).toBe('api.forbidden');
    await assign(owner, org.people.cashier.id, small, [org.shop]);
    expect(code(await assign(manager, org.people.cashier.id, await roleOf('owner'), 'all'))).toBe('api.forbidden');
    expect(code(await assign(manager, org.people.owner.id, small, [org.shop]))).toBe('api.forbidden');
    expect((await assign(manager, org.people.cashier.id, small, [org.otherShop])).statusCode).toBe(200);
  });

  it('keeps who sees one shop from giving another, all of them, or editing what holds in all', async () => {
    const small = await make(['shop.see']);
    await assign(owner, org.people.cashier.id, small, [org.shop]);
    const manager = await somebody(['people.see', 'people.manage', 'role.manage', 'shop.see'], 'one');
    const { id } = org.people.cashier;
    expect(code(await assign(manager, id, small, 'all'))).toBe('api.forbidden');
    expect(code(await assign(manager, id, small, [org.shop, org.otherShop]))).toBe('api.not-found');
    expect(code(await assign(manager, id, small, [other.shop]))).toBe('api.not-found');
    expect(code(await post(manager, 'roles', wish(['shop.see'])))).toBe('role.all-shops');
    expect((await assign(manager, id, small, [org.shop])).statusCode).toBe(200);
    // Somebody who also works where the manager sees nothing is not the manager's to change.
    await assign(owner, id, small, [org.shop, org.otherShop]);
    expect(code(await assign(manager, id, small, [org.shop]))).toBe('api.forbidden');
    await assign(owner, id, small, [org.otherShop]);
    expect(code(await assign(manager, id, small, [org.shop]))).toBe('api.not-found');
  });

  it('tells a reader what they may change, and only of people they see', async () => {
    const read = async (by: Cookies, id: string) => (await get(by, `people/${id}/assignment`)).json<Assignment>();
    expect(await read(owner, org.people.cashier.id)).toMatchObject({ manageable: true, shops: [org.shop] });
    expect(await read(owner, org.people.owner.id)).toMatchObject({ manageable: false, roles: [] });
    const auditor = await signInAs(api.app, org.people.auditor);
    expect(await read(auditor, org.people.cashier.id)).toMatchObject({ manageable: false, roles: [] });
    expect((await get(owner, `people/${other.people.cashier.id}/assignment`)).statusCode).toBe(404);
  });
});

describe('the last owner', () => {
  async function secondOwner(): Promise<Cookies> {
    await assign(owner, org.people.technician.id, await roleOf('owner'), 'all');
    return signInAs(api.app, org.people.technician);
  }
  const owners = () =>
    withTenant(
      api.db,
      org.id,
      (tx) => tx`
        select 1
        from memberships m
        join roles r on r.org_id = m.org_id and r.role_id = m.role_id
        where m.org_id = ${org.id} and r.role_key = 'owner' and m.all_shops and m.removed_at is null`,
    );

  it('stays when two owners take it from each other at once, however often it is tried', async () => {
    for (let round = 0; round < 8; round += 1) {
      names += 1;
      org = await makeOrganization(api.db, `Alpha${names}`);
      owner = await signInAs(api.app, org.people.owner);
      const second = await secondOwner();
      const auditor = await roleOf('auditor');
      const answers = await Promise.all([
        assign(owner, org.people.technician.id, auditor, 'all'),
        assign(second, org.people.owner.id, auditor, 'all'),
      ]);
      expect(answers.map((answer) => answer.statusCode).sort()).toEqual([200, 403]);
      expect(await owners()).toHaveLength(1);
    }
  });

  it('is not taken by somebody who holds as much under another name, nor made an owner of a few shops', async () => {
    const deputy = await somebody(PERMISSIONS);
    const { id } = org.people.owner;
    expect(code(await assign(deputy, id, await roleOf('auditor'), 'all'))).toBe('people.last-owner');
    expect(code(await assign(deputy, id, await roleOf('owner'), [org.shop]))).toBe('people.last-owner');
    await assign(owner, org.people.cashier.id, await roleOf('owner'), [org.shop]);
    expect(code(await assign(deputy, id, await roleOf('auditor'), 'all'))).toBe('people.last-owner');
    await assign(owner, org.people.cashier.id, await roleOf('owner'), 'all');
    expect((await assign(deputy, id, await roleOf('auditor'), 'all')).statusCode).toBe(200);
    expect(await owners()).toHaveLength(1);
  });
});

describe('looking through a role', () => {
  const view = (role: string, shops?: readonly string[]) =>
    post(owner, 'session/view-as', { role, ...(shops === undefined ? {} : { shops }) });

  it('shows what that role sees, in the shops that were named, and changes nothing', async () => {
    expect((await view(await roleOf('cashier'), [org.shop])).statusCode).toBe(204);
    const me = (await get(owner, 'me')).json<{ viewing: object; permissions: string[]; shops: { id: string }[] }>();
    expect(me.permissions).toEqual([...SYSTEM_ROLES.cashier].sort());
    expect(me.shops.map((shop) => shop.id)).toEqual([org.shop]);
    expect(me.viewing).toEqual({ th: 'cashier', en: 'cashier' });
    expect((await get(owner, 'roles')).statusCode).toBe(403);
    expect((await get(owner, `shops/${org.otherShop}`)).statusCode).toBe(404);
    expect(code(await post(owner, 'account', { name: 'Somebody' }))).toBe('role.viewing');
    expect((await post(owner, 'session/view-as/end')).statusCode).toBe(204);
    expect((await get(owner, 'roles')).statusCode).toBe(200);
    expect(await trail('role.view-begun')).toHaveLength(1);
    expect(await trail('role.view-ended')).toHaveLength(1);
  });

  it('raises nothing: what the own role lacks stays away', async () => {
    const auditor = await signInAs(api.app, org.people.auditor);
    const before = (await get(auditor, 'me')).json<{ permissions: string[] }>().permissions;
    await post(auditor, 'session/view-as', { role: await roleOf('owner') });
    expect((await get(auditor, 'me')).json<{ permissions: string[] }>().permissions).toEqual(before);
    expect(code(await post(auditor, `shops/${org.shop}/limits`, { parLevels: [] }))).toBe('api.forbidden');
    const manager = await signInAs(api.app, org.people.regional_manager);
    const owners = await roleOf('owner');
    expect(code(await post(manager, 'session/view-as', { role: owners, shops: [org.otherShop] }))).toBe(
      'api.not-found',
    );
    await post(manager, 'session/view-as', { role: owners });
    const { shops } = (await get(manager, 'me')).json<{ shops: { id: string }[] }>();
    expect(shops.map((shop) => shop.id)).toEqual([org.shop]);
  });

  it('keeps even those rights from changing that both roles have', async () => {
    await view(await roleOf('owner'));
    for (const url of [`shops/${org.shop}/limits`, `people/${org.people.cashier.id}/assignment`, 'roles'])
      expect(code(await post(owner, url, { parLevels: [] })), url).toBe('role.viewing');
  });

  it('is not open with a role or a shop of another organization', async () => {
    expect(code(await view(await roleOf('cashier', other.id)))).toBe('api.not-found');
    expect(code(await view(await roleOf('cashier'), [other.shop]))).toBe('api.not-found');
    expect(code(await view(randomUUID()))).toBe('api.not-found');
  });
});
