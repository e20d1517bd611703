import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { makeOrganization, PASSWORD, type TestOrganization } from './make-world.ts';
import { alsoIn, choose, get, post, whereIs } from './organizations-world.ts';
import { CLIENT, openProvider, type ProviderHost } from './provider-host.ts';
import { type Cookies, cookiesOf, ORIGIN, signInAs, startApi, type TestApi } from './start-api.ts';

let api: TestApi;
let alpha: TestOrganization;
let beta: TestOrganization;
let host: ProviderHost;
let provider = '';
/** The owner of Beta, who is a cashier of Alpha and signs in there by Alpha’s own service. */
let byService: Cookies;
beforeAll(async () => {
  api = await startApi(await cloneDatabase());
  alpha = await makeOrganization(api.db, 'Alpha');
  beta = await makeOrganization(api.db, 'Beta');
  await alsoIn(api, alpha, beta.people.owner, 'cashier');
  host = await openProvider(() => [`${ORIGIN}/api/v1/session/provider/${provider}/callback`]);
  const wish = {
    label: 'Alpha',
    issuer: host.issuer,
    clientId: CLIENT.id,
    secret: CLIENT.secret,
    scopes: 'openid email',
  };
  const added = await post(api, 'providers', await signInAs(api.app, alpha.people.owner), wish);
  provider = added.json<{ id: string }>().id;
  const signedIn = await signInAs(api.app, beta.people.owner);
  const inAlpha = cookiesOf(await choose(api, signedIn, alpha.id));
  await post(api, 'session/proof', inAlpha, { password: PASSWORD });
  const linking = await post(api, 'account/identities', inAlpha, { provider });
  await comeBack(linking.json<{ location: string }>().location, cookiesOf(linking));
}, 60_000);
afterAll(async () => {
  await host.close();
  await api.close();
});
beforeEach(async () => {
  await api.db.sql`delete from throttles`;
  const start = await get(api, `session/provider/${alpha.id}/${provider}/start?next=/`, {});
  byService = cookiesOf(await comeBack(String(start.headers.location), cookiesOf(start)));
  expect(await whereIs(api, byService)).toBe(alpha.id);
});

async function comeBack(location: string, cookies: Cookies) {
  const url = await host.visit(location, 'beta-owner-at-alpha');
  return api.app.inject({ url: `${url.pathname}${url.search}`, cookies: { ...cookies } });
}

describe('whoever came by the service of an organization', () => {
  it('attack: goes on in another organization by it, and learns nothing by asking', async () => {
    const answers = await Promise.all([choose(api, byService, beta.id), choose(api, byService, randomUUID())]);
    const [theirs, nowhere] = answers.map((answer) => ({ ...answer.json<object>(), requestId: '' }));
    expect(theirs).toMatchObject({ code: 'session.of-service', status: 403 });
    expect(nowhere).toEqual(theirs);
    expect(await whereIs(api, byService)).toBe(alpha.id);
  });

  it('attack: reads to which other organizations the person belongs, and where they are signed in there', async () => {
    await choose(api, await signInAs(api.app, beta.people.owner), beta.id);
    expect((await get(api, 'me', byService)).json()).toMatchObject({ switches: false });
    expect((await get(api, 'session/organizations', byService)).body).not.toContain(beta.id);
    const rows = (as: Cookies) =>
      get(api, 'account/sessions', as).then((answer) => answer.json<{ rows: { id: string }[] }>().rows);
    const mine = await api.db.sql<{ id: string }[]>`
      select session_id as id from sessions where org_id = ${beta.id} and ended_at is null`;
    const seen = (await rows(byService)).map((row) => row.id);
    for (const { id } of mine) expect(seen).not.toContain(id);
    const ended = await post(api, `account/sessions/${mine[0]?.id}/end`, byService);
    expect(ended.json()).toMatchObject({ code: 'api.not-found' });
    await post(api, 'account/sessions/end-others', byService);
    const open = await api.db.sql`select 1 from sessions where org_id = ${beta.id} and ended_at is null`;
    expect(open.length).toBe(mine.length);
  });

  it.each([
    ['account/password', { password: 'a new one of my very own' }],
    ['account/two-step/begin', undefined],
    ['account/two-step/confirm', { code: '123456' }],
    ['account/two-step/end', undefined],
    ['account/recovery-codes', undefined],
  ])('attack: takes over the person’s other organizations by %s', async (url, payload) => {
    expect((await post(api, url, byService, payload)).json()).toMatchObject({ code: 'session.of-service' });
    expect(await whereIs(api, await signInAs(api.app, beta.people.owner))).not.toBeNull();
  });

  it('attack: accepts an invitation of yet another organization', async () => {
    const accepted = await post(api, 'invitation/accept-as-myself', byService, { token: 'x'.repeat(60) });
    expect(accepted.json()).toMatchObject({ code: 'session.of-service' });
  });

  it('may still set a password where the person belongs to no other organization', async () => {
    const single = alpha.people.auditor;
    const linking = await post(api, 'account/identities', await signInAs(api.app, single), { provider });
    const begun = await host.visit(linking.json<{ location: string }>().location, 'auditor-there');
    await api.app.inject({ url: `${begun.pathname}${begun.search}`, cookies: { ...cookiesOf(linking) } });
    const start = await get(api, `session/provider/${alpha.id}/${provider}/start?next=/`, {});
    const back = await host.visit(String(start.headers.location), 'auditor-there');
    const cookies = cookiesOf(
      await api.app.inject({ url: `${back.pathname}${back.search}`, cookies: { ...cookiesOf(start) } }),
    );
    const set = await post(api, 'account/password', cookies, { password: 'seven kites over a green bay' });
    expect(set.statusCode, set.body).toBe(204);
  });
});
