import { randomUUID } from 'node:crypto';
import { withTenant } from '@tillbridge/core/db/client';
import type { Cookies, TestApi } from '../start-api.ts';

/** Who belongs to one shop, and who is about to. */
export interface PeopleTarget {
  readonly shop: string;
  readonly person: string;
  readonly invitation: string;
  readonly cashierRole: string;
  readonly provider: string;
}

/** A cashier of this shop alone, and somebody who is invited to be one. */
export async function addPeople(
  api: TestApi,
  org: string,
  owner: Cookies,
  shop: string,
): Promise<Omit<PeopleTarget, 'shop'>> {
  const person = randomUUID();
  const cashierRole = await withTenant(api.db, org, async (tx) => {
    const [role] = await tx<{ id: string }[]>`
      select role_id as id from roles where org_id = ${org} and role_key = 'cashier'`;
    await tx`insert into people (person_id, email, name) values (${person}, ${`${person}@demo.test`}, 'Somsri')`;
    await tx`
      insert into memberships (org_id, person_id, role_id, all_shops)
      values (${org}, ${person}, ${role?.id ?? ''}, false)`;
    await tx`insert into membership_shops (org_id, person_id, shop_id) values (${org}, ${person}, ${shop})`;
    return role?.id ?? '';
  });
  const invited = await api.app.inject({
    method: 'POST',
    url: '/api/v1/invitations',
    headers: { 'sec-fetch-site': 'same-origin' },
    cookies: { ...owner },
    payload: { email: `${randomUUID()}@demo.test`, role: cashierRole, allShops: false, shops: [shop], language: 'th' },
  });
  const added = await api.app.inject({
    method: 'POST',
    url: '/api/v1/providers',
    headers: { 'sec-fetch-site': 'same-origin' },
    cookies: { ...owner },
    payload: PROVIDER,
  });
  const { id: provider } = added.json<{ id: string }>();
  return { person, invitation: invited.json<{ id: string }>().id, cashierRole, provider };
}

const PROVIDER = {
  label: 'Company',
  issuer: 'https://idp.example',
  clientId: 'tillbridge',
  secret: 'secret',
  scopes: 'openid',
};

interface Call {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly payload?: object;
}

/** How the routes of people are called for a target, those that end it last. */
export const PEOPLE_CALLS: Record<string, (target: PeopleTarget) => Call> = {
  'GET /api/v1/people': () => ({ method: 'GET', url: '/api/v1/people' }),
  'GET /api/v1/people/:id/sessions': ({ person }) => ({ method: 'GET', url: `/api/v1/people/${person}/sessions` }),
  'POST /api/v1/people/:id/end-sessions': ({ person }) => ({
    method: 'POST',
    url: `/api/v1/people/${person}/end-sessions`,
  }),
  'POST /api/v1/people/:id/remove': ({ person }) => ({ method: 'POST', url: `/api/v1/people/${person}/remove` }),
  'POST /api/v1/invitations': ({ shop, cashierRole }) => ({
    method: 'POST',
    url: '/api/v1/invitations',
    payload: { email: `${randomUUID()}@demo.test`, role: cashierRole, allShops: false, shops: [shop], language: 'en' },
  }),
  'POST /api/v1/invitations/:id/resend': ({ invitation }) => ({
    method: 'POST',
    url: `/api/v1/invitations/${invitation}/resend`,
  }),
  'POST /api/v1/invitations/:id/revoke': ({ invitation }) => ({
    method: 'POST',
    url: `/api/v1/invitations/${invitation}/revoke`,
  }),
  'GET /api/v1/providers': () => ({ method: 'GET', url: '/api/v1/providers' }),
  'POST /api/v1/providers': () => ({ method: 'POST', url: '/api/v1/providers', payload: PROVIDER }),
  'POST /api/v1/providers/:id/remove': ({ provider }) => ({
    method: 'POST',
    url: `/api/v1/providers/${provider}/remove`,
  }),
};

const MISSING = '00000000-0000-7000-8000-000000000000';
/** Names what is nowhere. */
export const NO_PEOPLE_TARGET = { person: MISSING, invitation: MISSING, cashierRole: MISSING, provider: MISSING };

export const PEOPLE_WITHOUT_TARGET = ['GET /api/v1/people', 'GET /api/v1/providers', 'POST /api/v1/providers'];
