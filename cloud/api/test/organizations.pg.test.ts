import { withTenant } from '@tillbridge/core/db/client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { codeOf } from '../../core/test/authenticator.ts';
import { makeOrganization, PASSWORD, type TestOrganization } from './make-world.ts';
import { alsoIn, choose, get, goOnIn, post, trailOf, whereIs } from './organizations-world.ts';
import { type Cookies, cookiesOf, signInAs, startApi, type TestApi } from './start-api.ts';

let api: TestApi;
let alpha: TestOrganization;
let beta: TestOrganization;
let stranger: TestOrganization;
let names = 0;
beforeAll(async () => {
  api = await startApi(await cloneDatabase());
}, 60_000);
afterAll(() => api.close());

/** An owner in Alpha who is an accountant in Beta, and a third organization that is nothing to them. */
let cookies: Cookies;
beforeEach(async () => {
  await api.db.sql`delete from throttles`;
  names += 1;
  [alpha, beta, stranger] = await Promise.all([
    makeOrganization(api.db, `Alpha${names}`),
    makeOrganization(api.db, `Beta${names}`),
    makeOrganization(api.db, `Gamma${names}`),
  ]);
  await alsoIn(api, beta, alpha.people.owner, 'accountant');
  cookies = await signInAs(api.app, alpha.people.owner);
});

const signIn = (email: string) => post(api, 'session', {}, { email, password: PASSWORD });
const organizations = async (as: Cookies) =>
  (await get(api, 'session/organizations', as)).json<{ rows: { id: string; current: boolean }[] }>().rows;

describe('choosing the organization', () => {
  it('is asked of whoever belongs to several, and of nobody else', async () => {
    expect((await signIn(alpha.people.owner.email)).json()).toMatchObject({ chooses: true });
    expect((await signIn(alpha.people.auditor.email)).json()).toMatchObject({ chooses: false });
    expect((await get(api, 'me', cookies)).json()).toMatchObject({ switches: true });
    expect((await organizations(cookies)).map(({ id, current }) => [id, current])).toEqual([
      [alpha.id, true],
      [beta.id, false],
    ]);
  });

  it('gives a session in the other one, with the role there, and both trails say so without naming the other', async () => {
    const there = await goOnIn(api, cookies, beta);
    expect((await get(api, 'me', there)).json()).toMatchObject({
      organization: { id: beta.id },
      role: { key: 'accountant' },
      person: { id: alpha.people.owner.id },
    });
    const actions = ['session.switched-away', 'session.switched-here'];
    const [left, entered] = [await trailOf(api, alpha, actions), await trailOf(api, beta, actions)];
    expect(left).toMatchObject([{ action: 'session.switched-away', detail: {} }]);
    expect(entered).toMatchObject([{ action: 'session.switched-here', detail: { by: 'password' } }]);
    expect(JSON.stringify(left)).not.toContain(beta.id);
    expect(JSON.stringify(entered)).not.toContain(alpha.id);
  });

  it('is remembered: the next sign-in arrives where the person went on last', async () => {
    await goOnIn(api, cookies, beta);
    const again = await signInAs(api.app, alpha.people.owner);
    expect(await whereIs(api, again)).toBe(beta.id);
    expect((await organizations(again))[0]).toMatchObject({ id: beta.id, current: true });
    const stays = await choose(api, again, beta.id);
    expect(stays.json()).toEqual({ organization: beta.id, switched: false });
    expect(stays.cookies).toEqual([]);
  });

  it('ends when the first session would have ended', async () => {
    const ends = (as: Cookies) =>
      api.db.sql<{ ends: string }[]>`
        select expires_at::text as ends from sessions where org_id = ${as === cookies ? alpha.id : beta.id}
          and person_id = ${alpha.people.owner.id}`;
    const before = await ends(cookies);
    const there = await goOnIn(api, cookies, beta);
    expect(await ends(there)).toEqual(before);
  });

  it('comes with an invitation that somebody signed in accepts: one session, in the new organization', async () => {
    const [role] = await withTenant(
      api.db,
      stranger.id,
      (tx) => tx<{ id: string }[]>`select role_id as id from roles where role_key = 'cashier'`,
    );
    const owner = await signInAs(api.app, stranger.people.owner);
    await post(api, 'invitations', owner, {
      email: alpha.people.owner.email,
      role: role?.id,
      allShops: true,
      shops: [],
      language: 'en',
    });
    const [mail] = await withTenant(
      api.db,
      stranger.id,
      (tx) => tx<{ text: string }[]>`select contents::text as text from outbox_mails`,
    );
    const [, token] = /#([\w.-]+)/.exec(mail?.text ?? '') ?? [];
    const joined = await post(api, 'invitation/accept-as-myself', cookies, { token });
    expect(joined.statusCode, joined.body).toBe(200);
    expect(await whereIs(api, cookiesOf(joined))).toBe(stranger.id);
    expect(await whereIs(api, cookies)).toBeNull();
  });
});

describe('switching organizations', () => {
  it('attack: into an organization one does not belong to is the same 404 as one that is nowhere', async () => {
    const foreign = await choose(api, cookies, stranger.id);
    const nowhere = await choose(api, cookies, '00000000-0000-7000-8000-000000000000');
    expect([foreign.statusCode, nowhere.statusCode]).toEqual([404, 404]);
    expect({ ...foreign.json<object>(), requestId: '' }).toEqual({ ...nowhere.json<object>(), requestId: '' });
    expect(foreign.cookies).toEqual([]);
    expect(await whereIs(api, cookies)).toBe(alpha.id);
    expect(await trailOf(api, stranger, ['session.switched-here'])).toEqual([]);
  });

  it('attack: with a removed membership', async () => {
    const betaOwner = await signInAs(api.app, beta.people.owner);
    const removed = await post(api, `people/${alpha.people.owner.id}/remove`, betaOwner);
    expect(removed.statusCode, removed.body).toBe(200);
    expect((await choose(api, cookies, beta.id)).statusCode).toBe(404);
    expect((await organizations(cookies)).map((row) => row.id)).toEqual([alpha.id]);
    expect((await get(api, 'me', cookies)).json()).toMatchObject({ switches: false });
  });

  it('attack: a membership removed in the very moment leaves no session there', async () => {
    const betaOwner = await signInAs(api.app, beta.people.owner);
    const [switched] = await Promise.all([
      choose(api, cookies, beta.id),
      post(api, `people/${alpha.people.owner.id}/remove`, betaOwner),
    ]);
    expect([200, 404]).toContain(switched.statusCode);
    const open = await api.db.sql`
      select 1 from sessions where org_id = ${beta.id} and person_id = ${alpha.people.owner.id} and ended_at is null`;
    expect(open).toHaveLength(0);
  });

  it('attack: as a suspended person', async () => {
    await api.db.sql`update people set removed_at = now() where person_id = ${alpha.people.owner.id}`;
    expect((await choose(api, cookies, beta.id)).json()).toMatchObject({ code: 'api.signed-out', status: 401 });
  });

  it('attack: a removal in one organization ends the sessions of that one only', async () => {
    const there = await goOnIn(api, cookies, beta);
    const inAlpha = await goOnIn(api, await signInAs(api.app, alpha.people.owner), alpha);
    const betaOwner = await signInAs(api.app, beta.people.owner);
    await post(api, `people/${alpha.people.owner.id}/remove`, betaOwner);
    expect(await whereIs(api, there)).toBeNull();
    expect(await whereIs(api, inAlpha)).toBe(alpha.id);
  });

  it('attack: the old access token and a replayed refresh of the old session', async () => {
    const there = await goOnIn(api, cookies, beta);
    expect(await whereIs(api, cookies)).toBeNull();
    const replayed = await post(api, 'session/refresh', { tb_refresh: cookies['tb_refresh'] ?? '' });
    expect(replayed.json()).toMatchObject({ code: 'api.signed-out' });
    expect(replayed.cookies).toEqual([]);
    const opened = await get(api, 'session/refresh?next=/', { tb_refresh: cookies['tb_refresh'] ?? '' });
    expect(opened.headers.location).toBe('/sign-in?next=%2F');
    expect(await whereIs(api, there)).toBe(beta.id);
    expect(await whereIs(api, cookiesOf(await post(api, 'session/refresh', there)))).toBe(beta.id);
  });

  it('attack: two tabs that switch at once get one new session', async () => {
    await alsoIn(api, stranger, alpha.people.owner);
    const answers = await Promise.all([choose(api, cookies, beta.id), choose(api, cookies, stranger.id)]);
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([200, 401]);
    const open = await api.db.sql`
      select 1 from sessions where person_id = ${alpha.people.owner.id} and ended_at is null`;
    expect(open).toHaveLength(1);
  });

  it('attack: two people who switch across each other never wait for each other for ever', async () => {
    await alsoIn(api, alpha, beta.people.owner);
    const other = await signInAs(api.app, beta.people.owner);
    const both = await Promise.all([goOnIn(api, cookies, beta), goOnIn(api, other, alpha)]);
    expect(await Promise.all(both.map((as) => whereIs(api, as)))).toEqual([beta.id, alpha.id]);
  });

  it('attack: a fresh proof of one organization is none in the other', async () => {
    const wish = { list: 'audit', format: 'csv', bom: false, language: 'en', filters: {} };
    expect((await post(api, 'exports', cookies, wish)).statusCode).toBe(200);
    const there = await goOnIn(api, cookies, beta);
    expect((await post(api, 'account/two-step/begin', there)).json()).toMatchObject({ code: 'api.step-up' });
    expect((await post(api, 'session/proof', there, { password: PASSWORD })).statusCode).toBe(204);
    expect((await post(api, 'account/two-step/begin', there)).statusCode).toBe(200);
  });

  it('attack: a look through another role is not left by switching', async () => {
    const [role] = await withTenant(
      api.db,
      alpha.id,
      (tx) => tx<{ id: string }[]>`select role_id as id from roles where role_key = 'cashier'`,
    );
    expect((await post(api, 'session/view-as', cookies, { role: role?.id })).statusCode).toBe(204);
    expect((await choose(api, cookies, beta.id)).json()).toMatchObject({ code: 'role.viewing' });
  });
});

describe('the second step of the organization that is entered', () => {
  const requireIn = (org: TestOrganization) =>
    withTenant(api.db, org.id, (tx) => tx`update roles set two_step_required = true where org_id = ${org.id}`);

  it('attack: whoever has not set it up finds only the own account open there', async () => {
    await requireIn(beta);
    const there = await goOnIn(api, cookies, beta);
    expect((await get(api, 'today', there)).json()).toMatchObject({ code: 'api.two-step-missing' });
    expect((await get(api, 'account', there)).statusCode).toBe(200);
  });

  it('attack: a session without a code is refused where the person has one', async () => {
    await requireIn(beta);
    const { secret } = (await post(api, 'account/two-step/begin', cookies)).json<{ secret: string }>();
    const elsewhere = await signInAs(api.app, alpha.people.owner);
    await post(api, 'account/two-step/confirm', cookies, { code: codeOf(secret, -1) });
    expect((await choose(api, elsewhere, beta.id)).json()).toMatchObject({ code: 'session.second-step' });
    expect(await whereIs(api, elsewhere)).toBe(alpha.id);
    const { ticket } = (await signIn(alpha.people.owner.email)).json<{ ticket: string }>();
    const arrived = await post(api, 'session/second-step', {}, { ticket, code: codeOf(secret) });
    expect(arrived.json()).toMatchObject({ chooses: true });
    const there = await goOnIn(api, cookiesOf(arrived), beta);
    expect((await get(api, 'today', there)).statusCode).toBe(200);
  });
});
