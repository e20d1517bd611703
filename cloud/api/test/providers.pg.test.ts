import { withTenant } from '@tillbridge/core/db/client';
import { deliverMails } from '@tillbridge/core/notify/deliver-mails';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { makeOrganization, type TestOrganization } from './make-world.ts';
import { CLIENT, openProvider, type ProviderHost } from './provider-host.ts';
import { type Cookies, cookiesOf, ORIGIN, signInAs, startApi, type TestApi } from './start-api.ts';

let api: TestApi;
let org: TestOrganization;
let owner: Cookies;
let host: ProviderHost;
let otherHost: ProviderHost;
const providers = { first: '', second: '' };
const redirectUris = () =>
  Object.values(providers)
    .filter((id) => id !== '')
    .map((id) => `${ORIGIN}/api/v1/session/provider/${id}/callback`);

beforeAll(async () => {
  api = await startApi(await cloneDatabase());
  org = await makeOrganization(api.db, 'Alpha');
  owner = await signInAs(api.app, org.people.owner);
  host = await openProvider(redirectUris);
  otherHost = await openProvider(redirectUris);
  providers.first = await add(host.issuer);
  providers.second = await add(otherHost.issuer);
});
afterAll(async () => {
  await host.close();
  await otherHost.close();
  await api.close();
});
beforeEach(() => api.db.sql`delete from throttles`);

const own = { 'sec-fetch-site': 'same-origin' };
const post = (url: string, cookies: Cookies, payload?: object) =>
  api.app.inject({ method: 'POST', url, headers: own, cookies: { ...cookies }, ...(payload && { payload }) });
const wish = (issuer: string) => ({
  label: 'Company sign-in',
  issuer,
  clientId: CLIENT.id,
  secret: CLIENT.secret,
  scopes: 'openid email',
});

async function add(issuer: string): Promise<string> {
  const answer = await post('/api/v1/providers', owner, wish(issuer));
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<{ id: string }>().id;
}

interface Trip {
  readonly location: string;
  readonly cookies: Cookies;
}

async function setOut(provider = providers.first, next = '/shops'): Promise<Trip> {
  const url = `/api/v1/session/provider/${org.id}/${provider}/start?next=${encodeURIComponent(next)}`;
  const answer = await api.app.inject({ url });
  expect(answer.statusCode, answer.body).toBe(303);
  return { location: String(answer.headers.location), cookies: cookiesOf(answer) };
}

async function link(cookies: Cookies, provider = providers.first): Promise<Trip> {
  const answer = await post('/api/v1/account/identities', cookies, { provider });
  expect(answer.statusCode, answer.body).toBe(200);
  return { location: answer.json<{ location: string }>().location, cookies: cookiesOf(answer) };
}

const comeBack = (url: URL, cookies: Cookies) =>
  api.app.inject({ url: `${url.pathname}${url.search}`, cookies: { ...cookies } });

/** The whole way as somebody whom the provider calls `subject`. */
async function signInBy(subject: string, trip?: Trip) {
  const { location, cookies } = trip ?? (await setOut());
  return comeBack(await host.visit(location, subject), cookies);
}

/** Refused, nobody signed in, and the sign-in page is told why. */
function expectRefused(answer: Awaited<ReturnType<typeof comeBack>>, code = 'provider.refused'): void {
  expect([answer.statusCode, answer.headers.location]).toEqual([303, `/sign-in?refused=${code}`]);
  expect(cookiesOf(answer)['tb_access']).toBeUndefined();
}

describe('a sign-in service', () => {
  it('signs in whoever linked it, by code with PKCE, state and nonce', async () => {
    const { location } = await setOut();
    const query = new URL(location).searchParams;
    expect(Object.fromEntries(query)).toMatchObject({ response_type: 'code', code_challenge_method: 'S256' });
    for (const name of ['state', 'nonce', 'code_challenge']) expect(query.get(name)?.length).toBeGreaterThan(40);
    const linked = await signInBy('owner-there', await link(owner));
    expect([linked.statusCode, linked.headers.location]).toEqual([303, '/account']);
    const answer = await signInBy('owner-there');
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/shops']);
    const me = await api.app.inject({ url: '/api/v1/me', cookies: cookiesOf(answer) });
    expect(me.json()).toMatchObject({ person: { id: org.people.owner.id } });
  });

  it('keeps its client secret encrypted, and shows it to nobody', async () => {
    const rows = await withTenant(
      api.db,
      org.id,
      (tx) => tx<{ sealed: Buffer }[]>`select secret_sealed as sealed from sign_in_providers`,
    );
    for (const row of rows) expect(row.sealed.includes(Buffer.from(CLIENT.secret))).toBe(false);
    const list = await api.app.inject({ url: '/api/v1/providers', cookies: owner });
    expect(list.json<{ rows: object[] }>().rows).toHaveLength(2);
    const page = list.json<{ signInPage: string; rows: { redirectUri: string }[] }>();
    expect(page.signInPage).toBe(`${ORIGIN}/sign-in?organization=${org.id}`);
    expect(page.rows.map((row) => row.redirectUri).sort()).toEqual(redirectUris().sort());
    expect(list.body).not.toContain(CLIENT.secret);
  });

  it.each([
    'http://idp.example',
    'http://127.0.0.1.evil.example',
    'https://user:pass@idp.example',
    'https://idp.example?x=1',
    'ftp://idp.example',
    'https://',
  ])('is not taken from the issuer %s', async (issuer) => {
    expect((await post('/api/v1/providers', owner, wish(issuer))).statusCode).toBe(400);
  });

  it('that does not answer sends its people back with a reason', async () => {
    const away = await add('http://127.0.0.1:1');
    const answer = await api.app.inject({ url: `/api/v1/session/provider/${org.id}/${away}/start` });
    expectRefused(answer, 'provider.away');
    expect((await post(`/api/v1/providers/${away}/remove`, owner)).statusCode).toBe(200);
  });
});

describe('OIDC', () => {
  it('attack: same email, unverified email', async () => {
    // The provider says that everybody has the owner's address.
    expectRefused(await signInBy('a-stranger'), 'provider.unknown-person');
  });

  it('attack: wrong state', async () => {
    const trip = await setOut();
    const url = await host.visit(trip.location, 'owner-there');
    url.searchParams.set('state', 'x'.repeat(43));
    expectRefused(await comeBack(url, trip.cookies));
  });

  it('attack: the state of one browser in another, with and without a cookie', async () => {
    const trip = await setOut();
    const url = await host.visit(trip.location, 'owner-there');
    expectRefused(await comeBack(url, {}));
    expectRefused(await comeBack(url, (await setOut()).cookies));
  });

  it('attack: wrong nonce', async () => {
    const trip = await setOut();
    const location = new URL(trip.location);
    location.searchParams.set('nonce', 'another-nonce');
    expectRefused(await comeBack(await host.visit(location.href, 'owner-there'), trip.cookies));
  });

  it('attack: another PKCE challenge', async () => {
    const trip = await setOut();
    const location = new URL(trip.location);
    location.searchParams.set('code_challenge', 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM');
    expectRefused(await comeBack(await host.visit(location.href, 'owner-there'), trip.cookies));
  });

  it('attack: replayed code, and a trip that has ended', async () => {
    const trip = await setOut();
    const url = await host.visit(trip.location, 'owner-there');
    const both = await Promise.all([comeBack(url, trip.cookies), comeBack(url, trip.cookies)]);
    expect(both.filter((answer) => cookiesOf(answer)['tb_access'] !== undefined)).toHaveLength(1);
    const later = await setOut();
    const next = await host.visit(later.location, 'owner-there');
    next.searchParams.set('code', url.searchParams.get('code') ?? '');
    expectRefused(await comeBack(next, later.cookies));
  });

  it('attack: mix-up of providers', async () => {
    const trip = await setOut(providers.first);
    const url = await host.visit(trip.location, 'owner-there');
    const moved = new URL(url.href.replace(providers.first, providers.second));
    expectRefused(await comeBack(moved, trip.cookies));
    // A code of the second provider, given out under our state, at the address of the first.
    const honest = await setOut(providers.first);
    const other = await setOut(providers.second);
    const foreign = await otherHost.visit(other.location, 'owner-there');
    const mixed = new URL(`${ORIGIN}/api/v1/session/provider/${providers.first}/callback`);
    mixed.search = foreign.search;
    mixed.searchParams.set('state', new URL(honest.location).searchParams.get('state') ?? '');
    expectRefused(await comeBack(mixed, honest.cookies));
  });

  it('attack: the same subject at another provider', async () => {
    const trip = await setOut(providers.second);
    expectRefused(
      await comeBack(await otherHost.visit(trip.location, 'owner-there'), trip.cookies),
      'provider.unknown-person',
    );
  });

  it.each(['//evil.example', 'https://evil.example', '/\\evil.example', '/%5cevil.example/..//x'])(
    'attack: open redirect to %s',
    async (next) => {
      const answer = await signInBy('owner-there', await setOut(providers.first, next));
      const { host: where } = new URL(String(answer.headers.location), ORIGIN);
      expect(where).toBe(new URL(ORIGIN).host);
    },
  );

  it('attack: an old trip', async () => {
    const trip = await setOut();
    const url = await host.visit(trip.location, 'owner-there');
    await withTenant(api.db, org.id, (tx) => tx`update provider_trips set expires_at = now() - interval '1 second'`);
    expectRefused(await comeBack(url, trip.cookies));
  });
});

describe('linking', () => {
  it('takes one identity to one person only', async () => {
    const cashier = await signInAs(api.app, org.people.cashier);
    expectRefused(await signInBy('owner-there', await link(cashier)), 'provider.taken');
  });

  it('is refused when the session that began it has ended meanwhile', async () => {
    const cookies = await signInAs(api.app, org.people.cashier);
    const trip = await link(cookies);
    const url = await host.visit(trip.location, 'cashier-there');
    await api.app.inject({ method: 'DELETE', url: '/api/v1/session', headers: own, cookies });
    expectRefused(await comeBack(url, trip.cookies));
  });

  it('asks for a fresh proof, and can be undone by its owner alone', async () => {
    const cashier = await signInAs(api.app, org.people.cashier);
    const list = await api.app.inject({ url: '/api/v1/account/identities', cookies: owner });
    const [{ id } = { id: '' }] = list.json<{ rows: { id: string }[] }>().rows;
    expect((await post(`/api/v1/account/identities/${id}/unlink`, cashier)).json()).toMatchObject({
      code: 'api.not-found',
    });
    await api.db.sql`update sessions set proven_at = now() - interval '6 minutes'`;
    const stale = await post('/api/v1/account/identities', owner, { provider: providers.first });
    expect(stale.json()).toMatchObject({ code: 'api.step-up' });
    await api.db.sql`update sessions set proven_at = now()`;
    expect((await post(`/api/v1/account/identities/${id}/unlink`, owner)).statusCode).toBe(200);
    expectRefused(await signInBy('owner-there'), 'provider.unknown-person');
  });

  it('by an invitation makes a person without a password, who signs in by the service and has no other way', async () => {
    const [role] = await withTenant(
      api.db,
      org.id,
      (tx) => tx<{ id: string }[]>`select role_id as id from roles where role_key = 'cashier'`,
    );
    const body = { email: 'new@demo.test', role: role?.id, allShops: false, shops: [org.shop], language: 'en' };
    expect((await post('/api/v1/invitations', owner, body)).statusCode).toBe(200);
    let text = '';
    await deliverMails(api.db, async (mail) => {
      text = mail.text;
    });
    const token = /#([\w-]+)/.exec(text)?.[1] ?? '';
    const start = await post('/api/v1/invitation/provider', {}, { token, provider: providers.first });
    const trip = { location: start.json<{ location: string }>().location, cookies: cookiesOf(start) };
    const arrived = await signInBy('new-there', trip);
    expect([arrived.statusCode, arrived.headers.location]).toEqual([303, '/']);
    const again = cookiesOf(await signInBy('new-there'));
    const me = await api.app.inject({ url: '/api/v1/me', cookies: again });
    expect(me.json()).toMatchObject({ person: { email: 'new@demo.test' }, role: { key: 'cashier' } });
    const list = await api.app.inject({ url: '/api/v1/account/identities', cookies: again });
    const [{ id } = { id: '' }] = list.json<{ rows: { id: string }[] }>().rows;
    expect((await post(`/api/v1/account/identities/${id}/unlink`, again)).json()).toMatchObject({
      code: 'provider.only-way',
    });
  });

  it('ends with the service: nobody comes in by one that was removed', async () => {
    const trip = await setOut();
    const url = await host.visit(trip.location, 'new-there');
    expect((await post(`/api/v1/providers/${providers.first}/remove`, owner)).statusCode).toBe(200);
    expectRefused(await comeBack(url, trip.cookies));
    const buttons = await api.app.inject({ url: `/api/v1/organizations/${org.id}/providers` });
    expect(buttons.body).not.toContain(providers.first);
  });
});
