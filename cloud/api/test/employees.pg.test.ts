import { withTenant } from '@tillbridge/core/db/client';
import { verifyPassword } from '@tillbridge/core/people/password';
import { type ConfigurationAnswer, EMPLOYEES_MAX } from '@tillbridge/shared/configuration';
import { COUNTER_PERMISSIONS } from '@tillbridge/shared/permissions';
import type { ShopPage } from '@tillbridge/shared/reads';
import type { EmployeePage } from '@tillbridge/shared/reads-employees';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { makeOrganization, type TestOrganization } from './make-world.ts';
import { type Cookies, pairAgent, signInAs, startApi, type TestApi } from './start-api.ts';

let api: TestApi;
let org: TestOrganization;
let owner: Cookies;
let manager: Cookies;
let agentToken: string;
let otherToken: string;

beforeAll(async () => {
  api = await startApi(await cloneDatabase());
  org = await makeOrganization(api.db, 'Alpha');
  owner = await signInAs(api.app, org.people.owner);
  manager = await signInAs(api.app, org.people.shop_manager);
  agentToken = await (await pairAgent(api.app, owner, org.shop)).token();
  otherToken = await (await pairAgent(api.app, owner, org.otherShop)).token();
}, 60_000);
afterAll(() => api.close());

const asPerson = (cookies: Cookies, url: string, payload: object) =>
  api.app.inject({
    method: 'POST',
    url: `/api/v1/${url}`,
    headers: { 'sec-fetch-site': 'same-origin' },
    cookies: { ...cookies },
    payload,
  });

async function pull(have?: { version: number; incarnation: string }, token = agentToken): Promise<ConfigurationAnswer> {
  const query = have === undefined ? '' : `?have=${have.version}&incarnation=${have.incarnation}`;
  const headers = { authorization: `Bearer ${token}` };
  const response = await api.app.inject({ url: `/v1/agent/configuration${query}`, headers });
  expect(response.statusCode, response.body).toBe(200);
  return response.json();
}

let numbers = 10;
async function add(cookies: Cookies = owner, over: object = {}) {
  numbers += 1;
  const payload = { number: String(numbers), name: 'สุดา', permissions: ['machine.exchange'], pin: '2580', ...over };
  return asPerson(cookies, `shops/${org.shop}/employees`, payload);
}

describe('the configuration that an agent pulls', () => {
  it('holds what a PIN can be compared with, and the PIN nowhere', async () => {
    const { id } = (await add()).json<{ id: string }>();
    const { configuration } = await pull();
    const found = configuration?.employees.find((employee) => employee.id === id);
    expect(found).toMatchObject({ name: 'สุดา', permissions: ['machine.exchange'] });
    expect(await verifyPassword(found?.pinVerifier ?? null, '2580')).toBe(true);
    const rows = await withTenant(
      api.db,
      org.id,
      (tx) => tx`select row_to_json(a) as row from audit_events a union all select row_to_json(e) from employees e`,
    );
    expect(JSON.stringify(rows)).not.toContain('2580');
  });

  it('gets a new version with each change of an employee or a limit, and with nothing else', async () => {
    const before = await pull();
    const { id } = (await add()).json<{ id: string }>();
    const changes = [
      () => asPerson(owner, `employees/${id}`, { name: 'Suda' }),
      () => asPerson(owner, `employees/${id}/pin`, { pin: '9174' }),
      () => asPerson(owner, `employees/${id}/disabled`, { disabled: true }),
      () => asPerson(owner, `shops/${org.shop}/limits`, { payoutWithoutApprovalMinor: 1_000, parLevels: [] }),
    ];
    let { version } = await pull();
    expect(version).toBe(before.version + 1);
    for (const change of changes) {
      expect((await change()).statusCode).toBe(200);
      expect((await pull()).version).toBe(version + 1);
      version += 1;
    }
    await asPerson(owner, `employees/${id}/pin`, { pin: '1234' });
    await asPerson(owner, `shops/${org.otherShop}/employees`, { number: '1', name: 'Nok', permissions: [] });
    expect((await pull()).version).toBe(version);
  });

  it('is only named to an agent that applies it, and sent whole to one that applies another history’s same number', async () => {
    const { configuration, ...name } = await pull();
    expect(configuration).toBeDefined();
    expect(await pull(name)).toEqual(name);
    const restored = await pull({ ...name, incarnation: 'f'.repeat(32) });
    expect(restored.configuration).toEqual(configuration);
    expect((await pull({ ...name, version: name.version + 5 })).configuration).toEqual(configuration);
  });

  it('leaves out whom was disabled, and whoever works at another shop', async () => {
    const { id } = (await add()).json<{ id: string }>();
    const ids = async (token?: string) => (await pull(undefined, token)).configuration?.employees.map((one) => one.id);
    expect(await ids()).toContain(id);
    expect(await ids(otherToken)).not.toContain(id);
    await asPerson(owner, `employees/${id}/disabled`, { disabled: true });
    expect(await ids()).not.toContain(id);
  });

  it('shows desired against applied', async () => {
    await add();
    const { configuration: _, ...name } = await pull();
    const page = async () =>
      (
        await api.app.inject({ url: `/api/v1/shops/${org.shop}/employees`, cookies: { ...owner } })
      ).json<EmployeePage>();
    await pull({ ...name, version: name.version - 1 });
    expect(await page()).toMatchObject({
      desiredVersion: name.version,
      applied: [{ version: name.version - 1 }],
    });
    const health = async () =>
      (await api.app.inject({ url: `/api/v1/shops/${org.shop}`, cookies: { ...owner } })).json<ShopPage>().agents;
    expect(await health()).toMatchObject([{ configuration: { desired: name.version, applied: false } }]);
    await pull(name);
    expect(await health()).toMatchObject([{ configuration: { desired: name.version, applied: true } }]);
    expect((await page()).applied).toMatchObject([{ version: name.version }]);
  });
});

describe('nobody at the dashboard', () => {
  it('gives a right they do not hold, in any way', async () => {
    const all = [...COUNTER_PERMISSIONS];
    expect((await add(manager, { permissions: all })).json()).toMatchObject({ code: 'api.forbidden' });
    const { id } = (await add(owner, { permissions: all })).json<{ id: string }>();
    const { id: plain } = (await add(owner)).json<{ id: string }>();
    const tries = [
      asPerson(manager, `employees/${plain}`, { permissions: ['machine.exchange', 'machine.configure'] }),
      // Whoever sets a PIN could sign in with it.
      asPerson(manager, `employees/${id}/pin`, { pin: '9174' }),
    ];
    for (const response of await Promise.all(tries)) expect(response.json()).toMatchObject({ code: 'api.forbidden' });
    expect((await asPerson(manager, `employees/${id}/disabled`, { disabled: true })).statusCode).toBe(200);
    expect((await asPerson(manager, `employees/${id}/disabled`, { disabled: false })).statusCode).toBe(403);
  });

  it('takes a number that is taken, or a PIN that anybody tries first', async () => {
    const number = String(numbers);
    expect((await add(owner, { number })).json()).toMatchObject({ code: 'employee.number-taken', status: 409 });
    for (const pin of ['1111', '1234', '98765'])
      expect((await add(owner, { pin })).json()).toMatchObject({ code: 'employee.easy-pin' });
    expect((await add(owner, { number: '7295', pin: '7295' })).json()).toMatchObject({ code: 'employee.easy-pin' });
  });

  it('adds more than a shop PC takes, nor brings one back', async () => {
    const shop = org.otherShop;
    const wish = { number: '99999', name: 'Nok', permissions: [] };
    const { id } = (await asPerson(owner, `shops/${shop}/employees`, wish)).json<{ id: string }>();
    await asPerson(owner, `employees/${id}/disabled`, { disabled: true });
    await withTenant(
      api.db,
      org.id,
      (tx) => tx`
        insert into employees (org_id, employee_id, shop_id, number, name, permissions)
        select ${org.id}, gen_random_uuid(), ${shop}, (10000 + n)::text, 'x', '{}' from generate_series(1, ${EMPLOYEES_MAX}::int) n
        on conflict do nothing`,
    );
    const answers = [
      await asPerson(owner, `shops/${shop}/employees`, { ...wish, number: '99998' }),
      await asPerson(owner, `employees/${id}/disabled`, { disabled: false }),
    ];
    for (const answer of answers) expect(answer.json()).toMatchObject({ code: 'employee.too-many', status: 409 });
  });

  it('changes an employee without a line in the trail', async () => {
    const { id } = (await add()).json<{ id: string }>();
    await asPerson(owner, `employees/${id}`, { permissions: [] });
    await asPerson(owner, `employees/${id}/pin`, { pin: '9174' });
    await asPerson(owner, `employees/${id}/disabled`, { disabled: true });
    const lines = await withTenant(
      api.db,
      org.id,
      (tx) => tx<{ action: string }[]>`select action from audit_events where subject = ${id} order by event_no`,
    );
    expect(lines.map((line) => line.action)).toEqual([
      'employee.added',
      'employee.changed',
      'employee.pin-set',
      'employee.disabled',
    ]);
  });
});
