import { withTenant } from '@tillbridge/core/db/client';
import { hasDecoyStep } from '@tillbridge/core/people/second-step';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { codeOf } from '../../core/test/authenticator.ts';
import { makeOrganization, PASSWORD, type TestOrganization, type TestPerson } from './make-world.ts';
import { type Cookies, cookiesOf, SECRETS, signInAs, startApi, type TestApi } from './start-api.ts';

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
const signIn = (email: string, password: string) => post('/api/v1/session', {}, { email, password });
const secondStep = (ticket: string, code: string) => post('/api/v1/session/second-step', {}, { ticket, code });

interface SetUp {
  readonly person: TestPerson;
  readonly cookies: Cookies;
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
}

/** Turns the second step on, as the page does; the step of the code that did it is spent. */
async function setUp(person: TestPerson): Promise<SetUp> {
  const cookies = await signInAs(api.app, person);
  const { secret } = (await post('/api/v1/account/two-step/begin', cookies)).json<{ secret: string }>();
  const confirmed = await post('/api/v1/account/two-step/confirm', cookies, { code: codeOf(secret, -1) });
  expect(confirmed.statusCode, confirmed.body).toBe(200);
  return { person, cookies, secret, ...confirmed.json<{ recoveryCodes: string[] }>() };
}

async function ticketFor(email: string, password = PASSWORD): Promise<string> {
  const answer = await signIn(email, password);
  expect(answer.statusCode, answer.body).toBe(202);
  expect(answer.cookies).toEqual([]);
  return answer.json<{ ticket: string }>().ticket;
}

describe('setting up the second step', () => {
  it('shows a QR code and a secret once, and counts only after a code of it', async () => {
    const cookies = await signInAs(api.app, org.people.technician);
    const begun = await post('/api/v1/account/two-step/begin', cookies);
    const { secret, uri, qr } = begun.json<{ secret: string; uri: string; qr: { size: number; path: string } }>();
    expect(uri).toContain(`secret=${secret}`);
    expect(qr.path.split('h1v1h-1z').length).toBeGreaterThan(200);
    expect((await signIn(org.people.technician.email, PASSWORD)).statusCode).toBe(200);
    const wrong = await post('/api/v1/account/two-step/confirm', cookies, { code: '000000' });
    expect(wrong.json()).toMatchObject({ code: 'api.wrong-proof' });
    expect((await post('/api/v1/account/two-step/confirm', cookies, { code: codeOf(secret) })).statusCode).toBe(200);
    expect((await signIn(org.people.technician.email, PASSWORD)).statusCode).toBe(202);
    expect((await post('/api/v1/account/two-step/begin', cookies)).json()).toMatchObject({
      code: 'account.two-step-on',
    });
  });

  it('keeps neither the secret nor a recovery code in the database as it is', async () => {
    const { secret, recoveryCodes } = await setUp(org.people.accountant);
    const rows = await api.db.sql`select * from two_steps t left join recovery_codes c using (person_id)`;
    const kept = rows
      .map((row) =>
        Object.values(row)
          .map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : String(value)))
          .join(),
      )
      .join();
    expect(recoveryCodes).toHaveLength(10);
    for (const text of [secret, ...recoveryCodes, ...recoveryCodes.map((code) => code.replace('-', ''))]) {
      expect(kept).not.toContain(text);
    }
  });
});

describe('signing in in two steps', () => {
  let up: SetUp;
  beforeAll(async () => {
    await api.db.sql`delete from throttles`;
    up = await setUp(org.people.auditor);
  });

  it('gives a session only for the code', async () => {
    const done = await secondStep(await ticketFor(up.person.email), codeOf(up.secret, 1));
    expect(done.statusCode, done.body).toBe(200);
    const me = await api.app.inject({ url: '/api/v1/me', cookies: cookiesOf(done) });
    expect(me.json()).toMatchObject({ person: { id: up.person.id } });
  });

  it('attack: TOTP reuse, also by two at once', async () => {
    await api.db.sql`update two_steps set last_step = 0`;
    const code = codeOf(up.secret);
    const tickets = [await ticketFor(up.person.email), await ticketFor(up.person.email)];
    const both = await Promise.all(tickets.map((ticket) => secondStep(ticket, code)));
    expect(both.map((answer) => answer.statusCode).sort()).toEqual([200, 401]);
    expect((await secondStep(await ticketFor(up.person.email), code)).json()).toMatchObject({ code: 'api.wrong-code' });
    expect((await secondStep(await ticketFor(up.person.email), codeOf(up.secret, -1))).statusCode).toBe(401);
  });

  it('takes a recovery code once, written in any way', async () => {
    const [code = '', other = ''] = up.recoveryCodes;
    const first = await secondStep(await ticketFor(up.person.email), code.replace('-', ' ').toUpperCase());
    expect(first.statusCode, first.body).toBe(200);
    expect((await secondStep(await ticketFor(up.person.email), code)).statusCode).toBe(401);
    const account = await api.app.inject({ url: '/api/v1/account', cookies: cookiesOf(first) });
    expect(account.json()).toMatchObject({ twoStep: { recoveryCodesLeft: 9 } });
    const both = await Promise.all(
      [await ticketFor(up.person.email), await ticketFor(up.person.email)].map((ticket) => secondStep(ticket, other)),
    );
    expect(both.map((answer) => answer.statusCode).sort()).toEqual([200, 401]);
  });

  it('does not tell whether the password, the code or the person was wrong', async () => {
    await api.db.sql`update two_steps set last_step = 0`;
    const emails = Array.from({ length: 20 }, (_, n) => `nobody${n}@demo.test`);
    const nobody = emails.find((email) => hasDecoyStep(SECRETS.pepper, email)) ?? '';
    const answers = [
      await secondStep(await ticketFor(up.person.email, 'not this'), codeOf(up.secret)),
      await secondStep(await ticketFor(up.person.email), '000000'),
      await secondStep(await ticketFor(nobody, 'not this'), '000000'),
      await secondStep('a-ticket-that-was-never-given', '000000'),
    ];
    for (const answer of answers) {
      expect({ ...answer.json<object>(), requestId: '' }).toEqual({ ...answers[0]?.json<object>(), requestId: '' });
    }
    // The code of the first was not spent by a sign-in whose password was wrong.
    expect((await secondStep(await ticketFor(up.person.email), codeOf(up.secret))).statusCode).toBe(200);
  });

  it('attack: guessing codes ends after five tries a sign-in and twenty an hour, without saying so', async () => {
    await api.db.sql`update two_steps set last_step = 0`;
    const ticket = await ticketFor(up.person.email);
    await Promise.all(Array.from({ length: 5 }, () => secondStep(ticket, '000000')));
    expect((await secondStep(ticket, codeOf(up.secret))).json()).toMatchObject({ code: 'api.wrong-code' });
    for (let sitting = 0; sitting < 4; sitting += 1) {
      const next = await ticketFor(up.person.email);
      await Promise.all(Array.from({ length: 5 }, () => secondStep(next, '000000')));
    }
    const late = await secondStep(await ticketFor(up.person.email), codeOf(up.secret));
    expect(late.json()).toMatchObject({ code: 'api.wrong-code', status: 401 });
  });

  it('takes no code for a ticket that has run out', async () => {
    await api.db.sql`update two_steps set last_step = 0`;
    const ticket = await ticketFor(up.person.email);
    await api.db.sql`update sign_in_challenges set expires_at = now() - interval '1 second'`;
    expect((await secondStep(ticket, codeOf(up.secret))).statusCode).toBe(401);
  });

  it('goes back to the password alone when it is turned off, with a fresh proof', async () => {
    await api.db.sql`update sessions set proven_at = now() - interval '6 minutes'`;
    expect((await post('/api/v1/account/two-step/end', up.cookies)).json()).toMatchObject({ code: 'api.step-up' });
    await post('/api/v1/session/proof', up.cookies, { password: PASSWORD });
    expect((await post('/api/v1/account/two-step/end', up.cookies)).statusCode).toBe(204);
    expect((await signIn(up.person.email, PASSWORD)).statusCode).toBe(200);
    expect(await api.db.sql`select 1 from recovery_codes where person_id = ${up.person.id}`).toHaveLength(0);
  });
});

describe('a role that asks for the second step', () => {
  it('opens nothing but the own account until it is set up', async () => {
    const cookies = await signInAs(api.app, org.people.shop_manager);
    const require = (required: boolean) =>
      withTenant(
        api.db,
        org.id,
        (tx) =>
          tx`update roles set two_step_required = ${required} where org_id = ${org.id} and role_key = 'shop_manager'`,
      );
    await require(true);
    const refused = await api.app.inject({ url: '/api/v1/today', cookies });
    expect(refused.json()).toMatchObject({ code: 'api.two-step-missing', status: 403 });
    expect((await api.app.inject({ url: '/api/v1/account', cookies })).statusCode).toBe(200);
    const up = await setUp(org.people.shop_manager);
    expect((await api.app.inject({ url: '/api/v1/today', cookies: up.cookies })).statusCode).toBe(200);
    const off = await post('/api/v1/account/two-step/end', up.cookies);
    expect(off.json()).toMatchObject({ code: 'account.two-step-required' });
  });
});
