import { withTenant } from '@tillbridge/core/db/client';
import { deliverMails } from '@tillbridge/core/notify/deliver-mails';
import { smtpSender } from '@tillbridge/core/notify/smtp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { type Mailbox, openMailbox } from './mailbox.ts';
import { makeOrganization, PASSWORD, type TestOrganization } from './make-world.ts';
import { type Cookies, cookiesOf, ORIGIN, signInAs, startApi, type TestApi } from './start-api.ts';

let api: TestApi;
let org: TestOrganization;
let beta: TestOrganization;
let owner: Cookies;
let mailbox: Mailbox;
beforeAll(async () => {
  api = await startApi(await cloneDatabase());
  org = await makeOrganization(api.db, 'Alpha');
  beta = await makeOrganization(api.db, 'Beta');
  owner = await signInAs(api.app, org.people.owner);
  mailbox = await openMailbox();
});
afterAll(async () => {
  await mailbox.close();
  await api.close();
});
beforeEach(() => api.db.sql`delete from throttles`);

const NEW = 'tuesday umbrella violin';
const own = { 'sec-fetch-site': 'same-origin' };
const post = (url: string, cookies: Cookies, payload?: object) =>
  api.app.inject({ method: 'POST', url, headers: own, cookies: { ...cookies }, ...(payload && { payload }) });
const signIn = (email: string, password: string) => post('/api/v1/session', {}, { email, password });
const deliver = () => deliverMails(api.db, smtpSender({ url: mailbox.url, from: 'Tillbridge <till@demo.test>' }));

async function roleId(key: string, where = org): Promise<string> {
  const [row] = await withTenant(
    api.db,
    where.id,
    (tx) => tx<{ id: string }[]>`select role_id as id from roles where org_id = ${where.id} and role_key = ${key}`,
  );
  return row?.id ?? '';
}

async function wishFor(email: string, differs: object = {}): Promise<object> {
  return { email, role: await roleId('cashier'), allShops: false, shops: [org.shop], language: 'en', ...differs };
}

/** Invites as the page does, lets the worker send the mail and answers the token in it. */
async function invited(email: string, differs: object = {}, by = owner): Promise<{ id: string; token: string }> {
  const answer = await post('/api/v1/invitations', by, await wishFor(email, differs));
  expect(answer.statusCode, answer.body).toBe(200);
  await deliver();
  return { id: answer.json<{ id: string }>().id, token: mailbox.tokenTo(email) };
}

const accept = (token: string, differs: object = {}) =>
  post('/api/v1/invitation/accept', {}, { token, name: 'New Person', password: NEW, ...differs });

describe('an invitation', () => {
  it('comes by mail in the language of choice, and lets in with the role and shops it named', async () => {
    const { token } = await invited('thai@demo.test', { language: 'th' });
    expect(mailbox.lastTo('thai@demo.test')).toContain(`${ORIGIN}/invitation#${token}`);
    expect(mailbox.lastTo('thai@demo.test')).toContain('เชิญคุณเข้าร่วม Alpha');
    const read = await post('/api/v1/invitation/read', {}, { token });
    expect(read.json()).toMatchObject({ email: 'thai@demo.test', organization: { en: 'Alpha' }, knownPerson: false });
    const answer = await accept(token);
    expect(answer.statusCode, answer.body).toBe(200);
    const me = await api.app.inject({ url: '/api/v1/me', cookies: cookiesOf(answer) });
    expect(me.json()).toMatchObject({ role: { key: 'cashier' }, allShops: false, shops: [{ id: org.shop }] });
    expect((await signIn('thai@demo.test', NEW)).statusCode).toBe(200);
  });

  it('works once, also for two who come at once', async () => {
    const { token } = await invited('once@demo.test');
    const both = await Promise.all([accept(token), accept(token)]);
    expect(both.map((answer) => answer.statusCode).sort()).toEqual([200, 403]);
    expect((await accept(token)).json()).toMatchObject({ code: 'people.invitation' });
  });

  it('is dead after its time, when it was taken back, and when it was sent again', async () => {
    const old = await invited('old@demo.test');
    await withTenant(
      api.db,
      org.id,
      (tx) => tx`update invitations set expires_at = now() where invitation_id = ${old.id}`,
    );
    expect((await accept(old.token)).json()).toMatchObject({ code: 'people.invitation' });
    expect((await post(`/api/v1/invitations/${old.id}/resend`, owner)).statusCode).toBe(200);
    await deliver();
    const fresh = mailbox.tokenTo('old@demo.test');
    expect(fresh).not.toBe(old.token);
    expect((await accept(old.token)).statusCode).toBe(403);
    expect((await post(`/api/v1/invitations/${old.id}/revoke`, owner)).statusCode).toBe(200);
    expect((await accept(fresh)).json()).toMatchObject({ code: 'people.invitation' });
    expect((await post(`/api/v1/invitations/${old.id}/resend`, owner)).statusCode).toBe(404);
  });

  it.each(['', 'x'.repeat(64), 'AAAA'.repeat(16), '../../etc/passwd', 'a'.repeat(64).replace('a', '%')])(
    'does not open for the token %j',
    async (token) => {
      expect((await accept(token)).statusCode).toBeOneOf([400, 403]);
    },
  );

  it('keeps neither its token nor, once it was sent, its mail', async () => {
    const { token } = await invited('kept@demo.test');
    const rows = await withTenant(
      api.db,
      org.id,
      (tx) =>
        tx`select to_jsonb(i)::text as kept from invitations i union all select to_jsonb(m)::text from outbox_mails m`,
    );
    expect(rows.length).toBeGreaterThan(1);
    for (const row of rows) expect(row['kept']).not.toContain(token);
    const hash = Buffer.from(token).toString('hex');
    for (const row of rows) expect(row['kept']).not.toContain(hash);
  });

  it('is not sent twice to one address, nor to a member', async () => {
    await invited('twice@demo.test');
    const again = await post('/api/v1/invitations', owner, await wishFor('Twice@demo.test'));
    expect(again.json()).toMatchObject({ code: 'people.invited' });
    const member = await post('/api/v1/invitations', owner, await wishFor(org.people.cashier.email));
    expect(member.json()).toMatchObject({ code: 'people.member' });
  });

  it('ends with the person who sent it', async () => {
    const second = await invited('owner2@demo.test', { role: await roleId('owner'), allShops: true, shops: [] });
    const theirs = cookiesOf(await accept(second.token));
    const sent = await invited('theirs@demo.test', {}, theirs);
    const page = (await api.app.inject({ url: '/api/v1/people', cookies: owner })).json<{
      rows: { id: string; email: string }[];
    }>();
    const id = page.rows.find((row) => row.email === 'owner2@demo.test')?.id ?? '';
    expect((await post(`/api/v1/people/${id}/remove`, owner)).statusCode).toBe(200);
    expect((await accept(sent.token)).json()).toMatchObject({ code: 'people.invitation' });
  });

  it('lets somebody of another organization in only as themselves, signed in with the invited address', async () => {
    const stranger = await signInAs(api.app, beta.people.cashier);
    const other = await signInAs(api.app, beta.people.auditor);
    const { token } = await invited(beta.people.cashier.email);
    expect((await accept(token)).json()).toMatchObject({ code: 'people.has-account' });
    expect((await signIn(beta.people.cashier.email, PASSWORD)).statusCode).toBe(200);
    const wrong = await post('/api/v1/invitation/accept-as-myself', other, { token });
    expect(wrong.json()).toMatchObject({ code: 'people.other-person' });
    const answer = await post('/api/v1/invitation/accept-as-myself', stranger, { token });
    expect(answer.statusCode, answer.body).toBe(200);
    const me = await api.app.inject({ url: '/api/v1/me', cookies: cookiesOf(answer) });
    expect(me.json()).toMatchObject({ organization: { id: org.id }, role: { key: 'cashier' } });
  });
});

describe('what may be offered', () => {
  const managed = async (key: 'regional_manager') => {
    await withTenant(
      api.db,
      org.id,
      (tx) => tx`
        update roles set permissions = permissions || '{people.manage}' where org_id = ${org.id} and role_key = ${key}`,
    );
    return signInAs(api.app, org.people[key]);
  };

  it('is never more than the one who invites holds: not the permissions, not the shops', async () => {
    const manager = await managed('regional_manager');
    const owners = await wishFor('up@demo.test', { role: await roleId('owner') });
    expect((await post('/api/v1/invitations', manager, owners)).json()).toMatchObject({ code: 'api.forbidden' });
    for (const reach of [
      { allShops: true, shops: [] },
      { shops: [org.otherShop] },
      { shops: [org.shop, org.otherShop] },
    ]) {
      const answer = await post('/api/v1/invitations', manager, await wishFor('up@demo.test', reach));
      expect(answer.json(), JSON.stringify(reach)).toMatchObject({ code: 'api.forbidden', detail: 'shops' });
    }
    expect((await post('/api/v1/invitations', manager, await wishFor('down@demo.test'))).statusCode).toBe(200);
  });

  it('is nothing of another organization', async () => {
    for (const differs of [{ role: await roleId('cashier', beta) }, { shops: [beta.shop] }]) {
      const answer = await post('/api/v1/invitations', owner, await wishFor('foreign@demo.test', differs));
      expect(answer.json(), JSON.stringify(differs)).toMatchObject({ code: 'api.not-found' });
    }
    expect(
      (await post('/api/v1/invitations', owner, await wishFor('none@demo.test', { shops: [] }))).json(),
    ).toMatchObject({
      code: 'people.no-shop',
    });
  });

  it('asks for a fresh proof, and for a role that may', async () => {
    const cashier = await signInAs(api.app, org.people.cashier);
    await api.db.sql`update sessions set proven_at = now() - interval '6 minutes'`;
    expect((await post('/api/v1/invitations', cashier, await wishFor('x@demo.test'))).json()).toMatchObject({
      code: 'api.forbidden',
    });
    expect((await post('/api/v1/invitations', owner, await wishFor('x@demo.test'))).json()).toMatchObject({
      code: 'api.step-up',
    });
    await post('/api/v1/session/proof', owner, { password: PASSWORD });
  });
});

describe('a forgotten password', () => {
  const forgotten = (email: string) => post('/api/v1/session/forgotten', {}, { email });
  const setNew = (token: string, password = NEW) => post('/api/v1/session/new-password', {}, { token, password });

  it('is replaced by a link in a mail, once, and every session ends', async () => {
    const { technician } = org.people;
    const cookies = await signInAs(api.app, technician);
    expect((await forgotten(technician.email)).statusCode).toBe(204);
    await deliver();
    const token = mailbox.tokenTo(technician.email);
    expect((await setNew(token, 'technician')).statusCode).toBe(400);
    expect((await setNew(token)).statusCode).toBe(204);
    expect((await api.app.inject({ url: '/api/v1/me', cookies })).statusCode).toBe(401);
    expect((await signIn(technician.email, PASSWORD)).statusCode).toBe(401);
    expect((await signIn(technician.email, NEW)).statusCode).toBe(200);
    expect((await setNew(token)).json()).toMatchObject({ code: 'people.link' });
  });

  it('is not replaced by an old link, nor by the one before the last', async () => {
    const { auditor } = org.people;
    await forgotten(auditor.email);
    await deliver();
    const first = mailbox.tokenTo(auditor.email);
    await forgotten(auditor.email);
    await deliver();
    const second = mailbox.tokenTo(auditor.email);
    expect((await setNew(first)).json()).toMatchObject({ code: 'people.link' });
    await api.db.sql`update password_resets set expires_at = now() - interval '1 second'`;
    expect((await setNew(second)).json()).toMatchObject({ code: 'people.link' });
  });

  it('attack: enumeration, by the answer and by its time', async () => {
    const rows = async () => (await api.db.sql`select 1 from password_resets`).length;
    const before = await rows();
    const known = await forgotten(org.people.accountant.email);
    const unknown = await forgotten('nobody@demo.test');
    expect([known.statusCode, known.body, unknown.statusCode, unknown.body]).toEqual([204, '', 204, '']);
    // The same is done for both: a row each. The floor of time holds for both, too.
    expect(await rows()).toBe(before + 2);
    await deliver();
    expect(mailbox.lastTo('nobody@demo.test')).toBeUndefined();
  });

  it('attack: mails thrown at somebody end after five an hour, also for an address nobody has', async () => {
    for (const email of [org.people.shop_manager.email, 'nobody2@demo.test']) {
      const codes: number[] = [];
      for (let n = 0; n < 6; n += 1) codes.push((await forgotten(email)).statusCode);
      expect(codes).toEqual([204, 204, 204, 204, 204, 429]);
    }
  });
});

describe('the outbox', () => {
  it('sends a mail again after the server refused it, and never one twice that was taken', async () => {
    await deliver();
    mailbox.refuse = true;
    await post('/api/v1/invitations', owner, await wishFor('later@demo.test'));
    expect(await deliver()).toMatchObject({ failed: 1 });
    mailbox.refuse = false;
    expect(await deliver()).toEqual({ sent: 0, failed: 0 });
    await withTenant(api.db, org.id, (tx) => tx`update outbox_mails set next_try_at = now() where state = 'waiting'`);
    const both = await Promise.all([deliver(), deliver()]);
    expect(both.map(({ sent }) => sent).sort()).toEqual([0, 1]);
    expect(mailbox.countTo('later@demo.test')).toBe(1);
  });

  it('puts no line of its own into a mail, whatever a name says', async () => {
    const send = smtpSender({ url: mailbox.url, from: 'Tillbridge <till@demo.test>' });
    const subject = 'Alpha\r\nBcc: evil@evil.test\r\n\r\nbody';
    await send({ id: 'x', to: 'lines@demo.test', subject, text: 'text' });
    expect(mailbox.countTo('lines@demo.test')).toBe(1);
    expect(mailbox.countTo('evil@evil.test')).toBe(0);
    expect(mailbox.headersTo('lines@demo.test')).not.toMatch(/^bcc:/im);
  });
});
