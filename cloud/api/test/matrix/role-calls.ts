import { randomUUID } from 'node:crypto';
import { withTenant } from '@tillbridge/core/db/client';
import type { TestApi } from '../start-api.ts';
import type { Call } from './agent-calls.ts';

/** Somebody who works in one shop only, a role to give them, and one that nobody has. */
export interface RoleTarget {
  readonly worker: string;
  readonly role: string;
  readonly spare: string;
}

const NOBODY = '00000000-0000-7000-8000-000000000000';
export const NO_ROLE_TARGET: RoleTarget = { worker: NOBODY, role: NOBODY, spare: NOBODY };
const NIGHT = { name: { th: 'กะดึก', en: 'Night' }, permissions: ['shop.see'] };

export async function fillRoles(api: TestApi, org: string, shop: string): Promise<RoleTarget> {
  const [worker, role, spare] = [randomUUID(), randomUUID(), randomUUID()];
  await withTenant(api.db, org, async (tx) => {
    await tx`insert into people (person_id, email, name) values (${worker}, ${`${worker}@demo.test`}, 'Nok')`;
    for (const id of [role, spare]) {
      await tx`
        insert into roles (org_id, role_id, role_key, name_th, name_en, system, permissions)
        values (${org}, ${id}, ${`custom_${id.replaceAll(/[^a-f]/g, '')}`}, 'กะดึก', 'Night', false, '{shop.see}')`;
    }
    await tx`insert into memberships (org_id, person_id, role_id, all_shops) values (${org}, ${worker}, ${role}, false)`;
    await tx`insert into membership_shops (org_id, person_id, shop_id) values (${org}, ${worker}, ${shop})`;
  });
  return { worker, role, spare };
}

/** How the routes of roles and assignments are called for a target. */
export const ROLE_CALLS: Readonly<Record<string, (target: RoleTarget & { readonly shop: string }) => Call>> = {
  'GET /api/v1/roles': () => ({ method: 'GET', url: '/api/v1/roles' }),
  'POST /api/v1/roles': () => ({ method: 'POST', url: '/api/v1/roles', payload: NIGHT }),
  'POST /api/v1/roles/:id': ({ role }) => ({ method: 'POST', url: `/api/v1/roles/${role}`, payload: NIGHT }),
  'POST /api/v1/roles/:id/two-step': ({ role }) => ({
    method: 'POST',
    url: `/api/v1/roles/${role}/two-step`,
    payload: { required: false },
  }),
  'POST /api/v1/roles/:id/delete': ({ spare }) => ({ method: 'POST', url: `/api/v1/roles/${spare}/delete` }),
  'GET /api/v1/people/:id/assignment': ({ worker }) => ({ method: 'GET', url: `/api/v1/people/${worker}/assignment` }),
  'POST /api/v1/people/:id/assignment': ({ worker, role, shop }) => ({
    method: 'POST',
    url: `/api/v1/people/${worker}/assignment`,
    payload: { role, allShops: false, shops: [shop] },
  }),
};
/** Answered to everybody of the organization. */
export const ROLE_WITHOUT_TARGET = ['GET /api/v1/roles', 'POST /api/v1/roles'] as const;
