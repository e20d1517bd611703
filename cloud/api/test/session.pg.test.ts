import { hasDecoyStep } from '@tillbridge/core/people/second-step';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { makeOrganization, PASSWORD, type TestOrganization } from './make-world.ts';
import { cookiesOf, SECRETS, signInAs, startApi, type TestApi } from './start-api.ts';

let api: TestApi;
let org: TestOrganization;
beforeAll(async () => {
  api = await startApi(await cloneDatabase());
  org = await makeOrganization(api.db, 'Alpha');
});
afterAll(() => api.close());

const own = { 'sec-fetch-site': 'same-origin' };
const refresh = (token = '') =>
  api.app.inject({
    method: 'POST',
    url: '/api/v1/session/refresh',
    headers: own,
    cookies: { tb_refresh: token },
  });
const me = (access = '') => api.app.inject({ url: '/api/v1/me', cookies: { tb_access: access } });
const signIn = (payload: object, headers: Record<string, string> = own) =>
  api.app.inject({ method: 'POST', url: '/api/v1/session', headers, payload });

/** An address that nobody has, and that is or is not asked for a code. */
function nobody(asked: boolean): string {
  const emails = Array.from({ length: 20 }, (_, n) => `nobody${n}@demo.test`);
  return emails.find((email) => hasDecoyStep(SECRETS.pepper, email) === asked) ?? '';
}

describe('signing in', () => {
  it('answers cookies that no script can read, and the person they stand for', async () => {
    const response = await signIn({ email: ` ${org.people.owner.email.toUpperCase()} `, password: PASSWORD });
    const access = response.cookies.find((cookie) => cookie.name === 'tb_access');
    const token = response.cookies.find((cookie) => cookie.name === 'tb_refresh');
    expect(access).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' });
    expect(token).toMatchObject({ httpOnly: true, path: '/api/v1/session' });
    const answer = await me(access?.value);
    expect(answer.statusCode, answer.body).toBe(200);
    expect(answer.json()).toMatchObject({
      person: { id: org.people.owner.id },
      allShops: true,
      role: { key: 'owner' },
    });
  });

  it('refuses a wrong password and an unknown person with the same words, and after the same while', async () => {
    const began = performance.now();
    const wrong = await signIn({ email: org.people.auditor.email, password: 'not this' });
    const middle = performance.now();
    const unknown = await signIn({ email: nobody(false), password: 'not this' });
    const ended = performance.now();
    expect([wrong.statusCode, unknown.statusCode]).toEqual([401, 401]);
    expect({ ...unknown.json<object>(), requestId: '' }).toEqual({ ...wrong.json<object>(), requestId: '' });
    expect(wrong.json()).toMatchObject({ code: 'api.wrong-password' });
    expect(Math.min(middle - began, ended - middle)).toBeGreaterThanOrEqual(290);
  });

  it('stops a guesser after ten tries without locking the person out from elsewhere', async () => {
    const email = org.people.accountant.email;
    const codes = await Promise.all(
      Array.from({ length: 12 }, async () => (await signIn({ email, password: 'guess' })).statusCode),
    );
    expect(codes.filter((code) => code === 429).length).toBeGreaterThanOrEqual(2);
    const blocked = await signIn({ email, password: PASSWORD });
    expect(blocked.statusCode).toBe(429);
    expect(Number(blocked.headers['retry-after'])).toBeGreaterThan(0);
    const elsewhere = await api.app.inject({
      method: 'POST',
      url: '/api/v1/session',
      headers: own,
      remoteAddress: '192.0.2.9',
      payload: { email, password: PASSWORD },
    });
    expect(elsewhere.statusCode).toBe(200);
  });

  it('takes JSON from its own pages only', async () => {
    const payload = { email: org.people.owner.email, password: PASSWORD };
    const good = { origin: 'http://127.0.0.1:8080' };
    expect((await signIn(payload, good)).statusCode).toBe(200);
    const bad: Record<string, string>[] = [
      {},
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', origin: 'http://127.0.0.1:8080' },
      { 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' },
      { origin: 'null' },
    ];
    for (const headers of bad) {
      const response = await signIn(payload, headers);
      expect(response.json(), JSON.stringify(headers)).toMatchObject({ code: 'api.origin', status: 403 });
    }
    const form = await api.app.inject({
      method: 'POST',
      url: '/api/v1/session',
      headers: { ...own, 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'email=a&password=b',
    });
    expect(form.json()).toMatchObject({ code: 'api.media-type', status: 415 });
  });

  it('gives a new session at each sign-in, whatever cookie was planted before', async () => {
    const first = await signInAs(api.app, org.people.owner);
    const planted = await api.app.inject({
      method: 'POST',
      url: '/api/v1/session',
      headers: own,
      cookies: first,
      payload: { email: org.people.owner.email, password: PASSWORD },
    });
    expect(cookiesOf(planted)['tb_refresh']).not.toBe(first['tb_refresh']);
  });
});

describe('refreshing', () => {
  it('rotates, and gives two tabs that ask at once the same successor', async () => {
    const { tb_refresh: token } = await signInAs(api.app, org.people.owner);
    const [one, two] = await Promise.all([refresh(token), refresh(token)]);
    expect([one.statusCode, two.statusCode]).toEqual([200, 200]);
    expect(cookiesOf(one)['tb_refresh']).toBe(cookiesOf(two)['tb_refresh']);
    expect((await me(cookiesOf(two)['tb_access'])).statusCode).toBe(200);
  });

  it('kills the whole family when a spent token comes back after its child was spent', async () => {
    const { tb_refresh: stolen } = await signInAs(api.app, org.people.owner);
    const second = cookiesOf(await refresh(stolen))['tb_refresh'];
    const third = cookiesOf(await refresh(second));
    expect((await refresh(stolen)).json()).toMatchObject({ code: 'api.signed-out' });
    expect((await refresh(third['tb_refresh'])).statusCode).toBe(401);
    expect((await me(third['tb_access'])).statusCode).toBe(401);
  });

  it('kills it also when the parent comes back later than the grace', async () => {
    const { tb_refresh: token = '' } = await signInAs(api.app, org.people.owner);
    const next = cookiesOf(await refresh(token));
    await api.db.sql`update refresh_tokens set spent_at = spent_at - interval '21 seconds' where spent_at is not null`;
    expect((await refresh(token)).statusCode).toBe(401);
    expect((await me(next['tb_access'])).statusCode).toBe(401);
  });

  it('goes on to a page of ours only', async () => {
    const places: [string, string][] = [
      ['/shops/1?day=2026-11-20', '/shops/1?day=2026-11-20'],
      ['//evil.example', '/'],
      ['/\\evil.example', '/'],
      ['/a/..//evil.example', '/'],
      ['https://evil.example', '/'],
      ['/api/v1/session', '/'],
      ['/%0d%0aset-cookie:x', '/%0d%0aset-cookie:x'],
    ];
    for (const [next, expected] of places) {
      const { tb_refresh = '' } = await signInAs(api.app, org.people.owner);
      const response = await api.app.inject({
        url: `/api/v1/session/refresh?next=${encodeURIComponent(next)}`,
        cookies: { tb_refresh },
      });
      expect([response.statusCode, response.headers.location]).toEqual([303, expected]);
    }
  });

  it('starts a new chain of its own where another site opened the page', async () => {
    const { tb_refresh = '' } = await signInAs(api.app, org.people.owner);
    const response = await api.app.inject({
      url: '/api/v1/session/refresh?next=/shops',
      cookies: { tb_refresh },
      headers: { 'sec-fetch-site': 'cross-site' },
    });
    expect(response.statusCode).toBe(200);
    expect(response.body).toContain('content="0;url=/shops"');
    expect(cookiesOf(response)['tb_access']).toBeTruthy();
  });

  it('sends the signed-out to the sign-in page with empty cookies', async () => {
    const response = await api.app.inject({ url: '/api/v1/session/refresh?next=/shops' });
    expect(response.headers.location).toBe('/sign-in?next=%2Fshops');
    expect(cookiesOf(response)).toMatchObject({ tb_access: '', tb_refresh: '' });
  });
});

describe('the end of a session', () => {
  it('comes at once with signing out, also for the token that has minutes left', async () => {
    const cookies = await signInAs(api.app, org.people.owner);
    const out = await api.app.inject({ method: 'DELETE', url: '/api/v1/session', headers: own, cookies });
    expect(out.statusCode).toBe(204);
    expect((await me(cookies['tb_access'])).statusCode).toBe(401);
    expect((await refresh(cookies['tb_refresh'])).statusCode).toBe(401);
  });

  it('comes at once with the removal of the person', async () => {
    const cookies = await signInAs(api.app, org.people.regional_manager);
    expect((await me(cookies['tb_access'])).statusCode).toBe(200);
    await api.db.sql`update people set removed_at = now() where person_id = ${org.people.regional_manager.id}`;
    expect((await me(cookies['tb_access'])).statusCode).toBe(401);
    expect((await signIn({ email: org.people.regional_manager.email, password: PASSWORD })).statusCode).toBe(401);
  });
});
