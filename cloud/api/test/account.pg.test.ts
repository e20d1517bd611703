import { withTenant } from '@tillbridge/core/db/client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { makeOrganization, PASSWORD, type TestOrganization } from './make-world.ts';
import { type Cookies, signInAs, startApi, type TestApi } from './start-api.ts';

let api: TestApi;
let org: TestOrganization;
beforeAll(async () => {
  api = await startApi(await cloneDatabase());
  org = await makeOrganization(api.db, 'Alpha');
});
afterAll(() => api.close());
beforeEach(() => api.db.sql`delete from throttles`);

const own = { 'sec-fetch-site': 'same-origin' };
const post = (url: string, cookies: Cookies, payload?: object) =>
  api.app.inject({ method: 'POST', url, headers: own, cookies: { ...cookies }, ...(payload && { payload }) });
const get = (url: string, cookies: Cookies) => api.app.inject({ url, cookies: { ...cookies } });
const later = () => api.db.sql`update sessions set proven_at = now() - interval '5 minutes 1 second'`;
const NEW = 'tuesday umbrella violin';

interface Row {
  readonly id: string;
  readonly current: boolean;
  readonly device: string;
  readonly address: string;
}
const sessionsOf = async (cookies: Cookies) =>
  (await get('/api/v1/account/sessions', cookies)).json<{ rows: Row[] }>().rows;

describe('a grave act', () => {
  it('asks for a fresh proof once the last one is five minutes old, and goes through after it', async () => {
    const cookies = await signInAs(api.app, org.people.owner);
    expect((await post('/api/v1/account/password', cookies, { password: PASSWORD })).statusCode).toBe(204);
    await later();
    const refused = await post('/api/v1/account/password', cookies, { password: PASSWORD });
    expect(refused.json()).toMatchObject({ code: 'api.step-up', status: 403 });
    expect((await post('/api/v1/session/proof', cookies, { password: PASSWORD })).statusCode).toBe(204);
    expect((await post('/api/v1/account/password', cookies, { password: PASSWORD })).statusCode).toBe(204);
  });

  it('is not opened by a wrong password, which stands in the trail, nor by the proof of another session', async () => {
    const cookies = await signInAs(api.app, org.people.owner);
    const elsewhere = await signInAs(api.app, org.people.owner);
    await later();
    const wrong = await post('/api/v1/session/proof', cookies, { password: 'not this' });
    expect(wrong.json()).toMatchObject({ code: 'api.wrong-proof', status: 403 });
    expect((await post('/api/v1/session/proof', cookies, { code: '000000' })).statusCode).toBe(403);
    await post('/api/v1/session/proof', elsewhere, { password: PASSWORD });
    const still = await post('/api/v1/account/password', cookies, { password: PASSWORD });
    expect(still.json()).toMatchObject({ code: 'api.step-up' });
    const trail = await withTenant(
      api.db,
      org.id,
      (tx) => tx`select 1 from audit_events where action = 'session.proof-refused' and refused`,
    );
    expect(trail).toHaveLength(2);
  });

  it('stops a guesser after ten proofs, in Postgres and so on every process', async () => {
    const cookies = await signInAs(api.app, org.people.owner);
    const tries = Array.from({ length: 11 }, () => post('/api/v1/session/proof', cookies, { password: 'guess' }));
    const codes = (await Promise.all(tries)).map((answer) => answer.statusCode);
    expect(codes).toContain(429);
  });
});

describe('the own sessions', () => {
  it('are listed with where, which device and when, the one that asks marked', async () => {
    const { technician } = org.people;
    const here = await signInAs(api.app, technician);
    await api.app.inject({
      method: 'POST',
      url: '/api/v1/session',
      headers: { ...own, 'user-agent': 'Phone of the test' },
      remoteAddress: '192.0.2.7',
      payload: { email: technician.email, password: PASSWORD },
    });
    const rows = await sessionsOf(here);
    expect(rows).toHaveLength(2);
    expect(rows.filter((row) => row.current)).toHaveLength(1);
    expect(rows.find((row) => !row.current)).toMatchObject({ device: 'Phone of the test', address: '192.0.2.7' });
  });

  it('end one by one, and all others at once, with their refresh tokens', async () => {
    const { accountant } = org.people;
    const [here, second, third] = [
      await signInAs(api.app, accountant),
      await signInAs(api.app, accountant),
      await signInAs(api.app, accountant),
    ];
    const mine = (await sessionsOf(second)).find((row) => row.current)?.id ?? '';
    expect((await post(`/api/v1/account/sessions/${mine}/end`, here)).statusCode).toBe(204);
    expect((await get('/api/v1/me', second)).statusCode).toBe(401);
    expect((await post('/api/v1/account/sessions/end-others', here)).json()).toEqual({ ended: 1 });
    expect((await get('/api/v1/me', third)).statusCode).toBe(401);
    expect((await post('/api/v1/session/refresh', third)).statusCode).toBe(401);
    expect((await get('/api/v1/me', here)).statusCode).toBe(200);
  });

  it('of anybody else answer the same 404 as none', async () => {
    const here = await signInAs(api.app, org.people.cashier);
    const theirs = (await sessionsOf(await signInAs(api.app, org.people.auditor)))[0]?.id ?? '';
    for (const id of [theirs, '00000000-0000-7000-8000-000000000000']) {
      expect((await post(`/api/v1/account/sessions/${id}/end`, here)).json()).toMatchObject({ code: 'api.not-found' });
    }
  });

  it('tell when they were last used, to the minute', async () => {
    const here = await signInAs(api.app, org.people.regional_manager);
    await api.db
      .sql`update sessions set last_used_at = now() - interval '1 hour' where person_id = ${org.people.regional_manager.id}`;
    await get('/api/v1/me', here);
    const [row] = await api.db.sql`
      select last_used_at > now() - interval '1 minute' as fresh from sessions where person_id = ${org.people.regional_manager.id}`;
    expect(row?.['fresh']).toBe(true);
  });
});

describe('the own account', () => {
  it('changes name and language, and a new password ends every other session', async () => {
    const { shop_manager: person } = org.people;
    const here = await signInAs(api.app, person);
    const other = await signInAs(api.app, person);
    expect((await post('/api/v1/account', here, { name: 'สมหญิง', language: 'en' })).statusCode).toBe(204);
    expect((await get('/api/v1/account', here)).json()).toMatchObject({ name: 'สมหญิง', language: 'en' });
    expect((await post('/api/v1/account/password', here, { password: NEW })).statusCode).toBe(204);
    expect((await get('/api/v1/me', other)).statusCode).toBe(401);
    const signIn = (password: string) => post('/api/v1/session', {}, { email: person.email, password });
    expect((await signIn(PASSWORD)).statusCode).toBe(401);
    expect((await signIn(NEW)).statusCode).toBe(200);
  });

  it.each(['short', 'aaaaaaaaaaaa', 'owner.alpha@demo.test', 'owner.alpha123'])(
    'takes no password like %j',
    async (password) => {
      const here = await signInAs(api.app, org.people.owner);
      expect((await post('/api/v1/account/password', here, { password })).statusCode).toBe(400);
    },
  );

  it('attack: mass assignment of what is not the person’s to set', async () => {
    const here = await signInAs(api.app, org.people.cashier);
    for (const extra of [
      { role: 'owner' },
      { role_id: '00000000-0000-7000-8000-000000000000' },
      { email: 'x@demo.test' },
      { password_hash: 'x' },
      { allShops: true },
      { proven_at: '2999-01-01' },
    ]) {
      const answer = await post('/api/v1/account', here, { name: 'Cashier', ...extra });
      expect(answer.json(), JSON.stringify(extra)).toMatchObject({ code: 'api.invalid', status: 400 });
    }
    const proto = await api.app.inject({
      method: 'POST',
      url: '/api/v1/account',
      headers: { ...own, 'content-type': 'application/json' },
      cookies: { ...here },
      payload: '{"name":"x","__proto__":{"isAdmin":true}}',
    });
    expect(proto.statusCode).toBe(400);
  });
});
