import { withTenant } from '@tillbridge/core/db/client';
import { expect } from 'vitest';
import type { TestOrganization, TestPerson } from './make-world.ts';
import { type Cookies, cookiesOf, type TestApi } from './start-api.ts';

const own = { 'sec-fetch-site': 'same-origin' };

/** Makes a person of one organization a member of another, too, for all its shops. */
export async function alsoIn(api: TestApi, org: TestOrganization, person: TestPerson, role = 'owner'): Promise<void> {
  await withTenant(
    api.db,
    org.id,
    (tx) => tx`
      insert into memberships (org_id, person_id, role_id, all_shops)
      select org_id, ${person.id}, role_id, true from roles where org_id = ${org.id} and role_key = ${role}`,
  );
}

export const post = (api: TestApi, url: string, cookies: Cookies, payload?: object, headers: object = {}) =>
  api.app.inject({
    method: 'POST',
    url: `/api/v1/${url}`,
    headers: { ...own, ...headers },
    cookies: { ...cookies },
    ...(payload && { payload }),
  });

export const get = (api: TestApi, url: string, cookies: Cookies, headers: Record<string, string> = {}) =>
  api.app.inject({ url: `/api/v1/${url}`, cookies: { ...cookies }, headers });

/** Asks to go on in an organization. */
export const choose = (api: TestApi, cookies: Cookies, organization: string) =>
  post(api, 'session/organization', cookies, { organization });

/** Goes on there and answers the new cookies. */
export async function goOnIn(api: TestApi, cookies: Cookies, org: TestOrganization): Promise<Cookies> {
  const answer = await choose(api, cookies, org.id);
  expect(answer.statusCode, answer.body).toBe(200);
  expect(answer.json()).toEqual({ organization: org.id, switched: true });
  return cookiesOf(answer);
}

/** In which organization a session is; null when it is none. */
export async function whereIs(api: TestApi, cookies: Cookies): Promise<string | null> {
  const me = await get(api, 'me', cookies);
  return me.statusCode === 200 ? me.json<{ organization: { id: string } }>().organization.id : null;
}

/** What the trail of an organization says of sessions, oldest first, as `action subject`. */
export function trailOf(api: TestApi, org: TestOrganization, actions: readonly string[]) {
  return withTenant(
    api.db,
    org.id,
    (tx) => tx<{ action: string; subject: string; detail: object }[]>`
      select action, subject, detail from audit_events
      where org_id = ${org.id} and action = any(${[...actions]}) order by event_no`,
  );
}
