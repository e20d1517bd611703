import { randomUUID } from 'node:crypto';
import { withTenant } from '@tillbridge/core/db/client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { makeOrganization, type TestOrganization } from './make-world.ts';
import { post } from './organizations-world.ts';
import { type Cookies, signInAs, startApi, type TestApi } from './start-api.ts';

let api: TestApi;
let org: TestOrganization;
let owner: Cookies;
beforeAll(async () => {
  api = await startApi(await cloneDatabase());
  org = await makeOrganization(api.db, 'Riverside');
  owner = await signInAs(api.app, org.people.owner);
}, 60_000);
afterAll(() => api.close());
beforeEach(() => api.db.sql`delete from throttles`);

/** What stands behind the `#` of the last mail. */
async function lastToken(): Promise<string> {
  const [mail] = await withTenant(
    api.db,
    org.id,
    (tx) => tx<{ text: string }[]>`select contents::text as text from outbox_mails order by queued_at desc limit 1`,
  );
  return /#([\w.-]+)/.exec(mail?.text ?? '')?.[1] ?? '';
}

/** The three ways to a password, each asking for one of a person called Somchai. */
const WAYS: Record<string, () => Promise<(password: string) => ReturnType<typeof post>>> = {
  'changing it': async () => (password) => post(api, 'account/password', owner, { password }),
  'an invitation': async () => {
    const [role] = await withTenant(
      api.db,
      org.id,
      (tx) => tx<{ id: string }[]>`select role_id as id from roles where role_key = 'cashier'`,
    );
    const email = `somchai.${randomUUID().slice(0, 8)}@demo.test`;
    await post(api, 'invitations', owner, { email, role: role?.id, allShops: true, shops: [], language: 'th' });
    const token = await lastToken();
    return (password) => post(api, 'invitation/accept', {}, { token, name: 'Somchai Jaidee', password });
  },
  'a forgotten password': async () => {
    await post(api, 'session/forgotten', {}, { email: org.people.auditor.email });
    const token = await lastToken();
    return (password) => post(api, 'session/new-password', {}, { token, password });
  },
};

describe.each(Object.keys(WAYS))('a password by %s', (way) => {
  it('attack: one that many others have, and one of the organization’s own words, are refused and change nothing', async () => {
    const set = await WAYS[way]?.();
    if (set === undefined) throw new Error(`no way ${way}`);
    for (const password of ['Password123456', 'qwertyuiopasdf', 'leavemealone']) {
      const answer = await set(password);
      expect(answer.json(), password).toMatchObject({ code: 'account.common-password', status: 400 });
      expect(answer.json<{ remedy: string }>().remedy).toContain('several words');
    }
    expect((await set('Riverside-2026!')).json()).toMatchObject({ code: 'account.weak-password' });
    const taken = await set('seven kites over a green bay');
    expect(taken.statusCode, taken.body).toBeLessThan(300);
  });
});
