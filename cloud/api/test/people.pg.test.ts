import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { withTenant } from '@tillbridge/core/db/client';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import WebSocket from 'ws';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { buildApi } from '../src/app.ts';
import { makeOrganization, type TestOrganization } from './make-world.ts';
import { type Cookies, ORIGIN, signInAs, startApi, type TestApi } from './start-api.ts';

let api: TestApi;
/** A second process of the API, as far as sessions can tell: it shares nothing with the first but Postgres. */
let second: TestApi['app'];
let org: TestOrganization;
let owner: Cookies;
beforeAll(async () => {
  api = await startApi(await cloneDatabase());
  second = await buildApi(api.options);
  org = await makeOrganization(api.db, 'Alpha');
  owner = await signInAs(api.app, org.people.owner);
});
afterAll(async () => {
  await second.close();
  await api.close();
});
beforeEach(() => api.db.sql`delete from throttles`);

const REVOKED_WITHIN_MS = 1_000;
const own = { 'sec-fetch-site': 'same-origin' };
const post = (url: string, cookies: Cookies, payload?: object) =>
  api.app.inject({ method: 'POST', url, headers: own, cookies: { ...cookies }, ...(payload && { payload }) });

/** An open socket of a person on one process, and when it was closed. */
async function watch(
  app: TestApi['app'],
  cookies: Cookies,
): Promise<{ closed: Promise<unknown>; open: () => boolean }> {
  if (app.server.address() === null) await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  const cookie = Object.entries(cookies)
    .map(([name, value]) => `${name}=${value}`)
    .join('; ');
  const socket = new WebSocket(`ws://127.0.0.1:${port}/api/v1/live`, { headers: { cookie, origin: ORIGIN, ...own } });
  await once(socket, 'message');
  return { closed: once(socket, 'close'), open: () => socket.readyState === socket.OPEN };
}

describe('removing a person', () => {
  it('ends requests, refresh and open sockets within a second, on two processes', async () => {
    const { technician } = org.people;
    const [one, two] = [await signInAs(api.app, technician), await signInAs(second, technician)];
    const sockets = [await watch(api.app, one), await watch(second, two)];
    expect((await post(`/api/v1/people/${technician.id}/remove`, owner)).statusCode).toBe(200);
    const began = performance.now();
    for (const app of [api.app, second]) {
      for (const cookies of [one, two]) {
        expect((await app.inject({ url: '/api/v1/me', cookies })).statusCode).toBe(401);
        const refresh = { method: 'POST', url: '/api/v1/session/refresh', headers: own, cookies } as const;
        expect((await app.inject(refresh)).statusCode).toBe(401);
      }
    }
    await Promise.all(sockets.map(({ closed }) => closed));
    expect(performance.now() - began).toBeLessThan(REVOKED_WITHIN_MS);
    const page = await api.app.inject({ url: '/api/v1/people', cookies: owner });
    expect(page.body).not.toContain(technician.id);
  });

  it('is refused for oneself, and leaves no organization without an owner', async () => {
    expect((await post(`/api/v1/people/${org.people.owner.id}/remove`, owner)).json()).toMatchObject({
      code: 'people.yourself',
    });
    // A role of all permissions that is not the owner's may manage owners, but not the last one.
    await withTenant(
      api.db,
      org.id,
      (tx) => tx`
        update roles
        set permissions = (select permissions from roles where org_id = ${org.id} and role_key = 'owner')
        where org_id = ${org.id} and role_key = 'auditor'`,
    );
    const deputy = await signInAs(api.app, org.people.auditor);
    expect((await post(`/api/v1/people/${org.people.owner.id}/remove`, deputy)).json()).toMatchObject({
      code: 'people.last-owner',
    });
  });

  it('takes all the rights of the person who is removed', async () => {
    await withTenant(
      api.db,
      org.id,
      (tx) => tx`
        update roles set permissions = permissions || '{people.manage,people.see}' where org_id = ${org.id} and role_key = 'cashier'`,
    );
    const cashier = await signInAs(api.app, org.people.cashier);
    const answer = await post(`/api/v1/people/${org.people.shop_manager.id}/remove`, cashier);
    expect(answer.json()).toMatchObject({ code: 'api.forbidden', status: 403 });
    const owners = await post(`/api/v1/people/${org.people.owner.id}/remove`, cashier);
    expect(owners.json()).toMatchObject({ code: 'api.not-found' });
  });
});

describe('an administrator', () => {
  it('sees and ends the sessions of another person, whose sockets close, and who may sign in again', async () => {
    const { accountant } = org.people;
    const cookies = await signInAs(second, accountant);
    const socket = await watch(second, cookies);
    const url = `/api/v1/people/${accountant.id}`;
    const list = await api.app.inject({ url: `${url}/sessions`, cookies: owner });
    expect(list.json<{ rows: object[] }>().rows).toHaveLength(1);
    expect((await post(`${url}/end-sessions`, owner)).json()).toEqual({ ended: 1 });
    await socket.closed;
    expect((await second.inject({ url: '/api/v1/me', cookies })).statusCode).toBe(401);
    await vi.waitFor(() => expect(socket.open()).toBe(false));
    expect(Object.keys(await signInAs(api.app, accountant))).toContain('tb_access');
    const trail = await withTenant(
      api.db,
      org.id,
      (tx) => tx`select 1 from audit_events where action = 'person.sessions-ended' and subject = ${accountant.id}`,
    );
    expect(trail).toHaveLength(1);
  });

  it('ends nobody’s sessions elsewhere: a person of two organizations stays in the other', async () => {
    const beta = await makeOrganization(api.db, 'Beta');
    const person = beta.people.regional_manager;
    await withTenant(api.db, org.id, async (tx) => {
      const [role] = await tx<{ id: string }[]>`
        select role_id as id from roles where org_id = ${org.id} and role_key = 'accountant'`;
      await tx`
        insert into memberships (org_id, person_id, role_id, all_shops)
        values (${org.id}, ${person.id}, ${role?.id ?? ''}, true)`;
    });
    const theirs = await signInAs(api.app, person);
    expect((await post(`/api/v1/people/${person.id}/end-sessions`, owner)).json()).toEqual({ ended: 0 });
    expect((await api.app.inject({ url: '/api/v1/me', cookies: theirs })).statusCode).toBe(200);
    expect((await post(`/api/v1/people/${person.id}/remove`, owner)).statusCode).toBe(200);
    expect((await api.app.inject({ url: '/api/v1/me', cookies: theirs })).statusCode).toBe(200);
  });
});

describe('the ways to a route', () => {
  it.each([
    '//api/v1/people',
    '/api//v1/people',
    '/api/v1/%2e/people',
    '/api/v1/x/%2e%2e/people',
    '/API/v1/people',
    '/api/v1/People',
    '/api/v1/people/',
    '/api/v1/people%2f',
    '/api/v1/people;x',
    '/api/v1/people%00',
  ])('attack: path tricks open nothing to a cashier or a stranger: %s', async (url) => {
    const { shop_manager: person } = org.people;
    const cookies = await signInAs(api.app, person);
    for (const method of ['GET', 'HEAD', 'POST'] as const) {
      for (const jar of [cookies, {}]) {
        const answer = await api.app.inject({ method, url, headers: own, cookies: jar });
        expect(answer.statusCode, `${method} ${url}`).toBeOneOf([400, 401, 403, 404, 405, 415]);
        expect(answer.body).not.toContain(org.people.owner.email);
      }
    }
  });

  it('attack: HEAD asks for the same permission as GET', async () => {
    const cookies = await signInAs(api.app, org.people.shop_manager);
    const head = (jar: Cookies) => api.app.inject({ method: 'HEAD', url: '/api/v1/people', cookies: { ...jar } });
    expect((await head(cookies)).statusCode).toBe(403);
    expect((await head({})).statusCode).toBe(401);
    expect((await head(owner)).statusCode).toBe(200);
  });

  it('attack: spraying one password over many addresses ends at the hundredth, from wherever in a /64', async () => {
    const codes = await Promise.all(
      Array.from({ length: 104 }, (_, n) =>
        api.app.inject({
          method: 'POST',
          url: '/api/v1/session',
          headers: own,
          remoteAddress: `2001:db8:1:1::${n.toString(16)}`,
          payload: { email: `spray${n}@demo.test`, password: 'Summer2026!' },
        }),
      ),
    );
    expect(codes.filter((answer) => answer.statusCode === 429).length).toBeGreaterThanOrEqual(4);
  }, 60_000);
});
