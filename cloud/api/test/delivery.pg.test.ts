import { withTenant } from '@tillbridge/core/db/client';
import { DAYS_WITHOUT_MAX, type Delivery, USUAL_DELIVERY } from '@tillbridge/shared/delivery';
import type { ShopSettings } from '@tillbridge/shared/reads-employees';
import type { CashLevels } from '@tillbridge/shared/reads-levels';
import type { OrganizationSettings } from '@tillbridge/shared/reads-settings';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { makeOrganization, type TestOrganization } from './make-world.ts';
import { type Cookies, signInAs, startApi, type TestApi } from './start-api.ts';

let api: TestApi;
let org: TestOrganization;
let owner: Cookies;

beforeAll(async () => {
  api = await startApi(await cloneDatabase());
  org = await makeOrganization(api.db, 'Alpha');
  owner = await signInAs(api.app, org.people.owner);
}, 60_000);
afterAll(() => api.close());

const set = (place: string, delivery: unknown, by = owner) =>
  api.app.inject({
    method: 'POST',
    url: `/api/v1/${place}/delivery`,
    headers: { 'sec-fetch-site': 'same-origin' },
    cookies: { ...by },
    payload: { delivery },
  });
const get = async <T>(url: string) =>
  (await api.app.inject({ url: `/api/v1/${url}`, cookies: { ...owner } })).json<T>();
const held = async (shop: string) => (await get<CashLevels>(`cash/levels?shop=${shop}`)).rows[0]?.delivery;
const TWICE_A_WEEK: Delivery = { leadDays: 1, weekdays: [1, 4], without: ['2026-12-10'] };

describe('when cash is brought', () => {
  it('is as usual until somebody sets it, then as the organization says, then as the shop says, and back', async () => {
    expect(await held(org.shop)).toEqual(USUAL_DELIVERY);
    const later = { ...USUAL_DELIVERY, leadDays: 3 };
    expect((await set('organization', later)).json()).toEqual({ delivery: later });
    expect((await set(`shops/${org.shop}`, TWICE_A_WEEK)).statusCode).toBe(200);
    expect([await held(org.shop), await held(org.otherShop)]).toEqual([TWICE_A_WEEK, later]);
    expect(await get<ShopSettings>(`shops/${org.shop}/settings`)).toMatchObject({
      delivery: TWICE_A_WEEK,
      organization: { delivery: later },
    });
    expect((await get<OrganizationSettings>('organization/settings')).shops.map((one) => one.ownDelivery)).toEqual([
      true,
      false,
    ]);
    await set(`shops/${org.shop}`, null);
    expect(await held(org.shop)).toEqual(later);
  });

  it('stands in the trail, and once only for the same', async () => {
    await set(`shops/${org.shop}`, TWICE_A_WEEK);
    await set(`shops/${org.shop}`, { ...TWICE_A_WEEK, weekdays: [4, 1] });
    const rows = await withTenant(
      api.db,
      org.id,
      (tx) => tx<{ detail: object }[]>`
        select detail from audit_events where action = 'shop.delivery-set' order by event_no desc`,
    );
    expect(rows).toHaveLength(3);
    expect(rows[0]?.detail).toEqual({
      'before.delivery': null,
      'after.delivery': '1 days, Mon Thu, not 2026-12-10',
    });
  });

  it('may be on no day at all, which is said instead of a date', async () => {
    await set(`shops/${org.shop}`, { ...USUAL_DELIVERY, weekdays: [] });
    expect((await get<CashLevels>(`cash/levels?shop=${org.shop}`)).rows[0]).toMatchObject({
      broughtOn: null,
      orderBy: null,
      due: null,
      late: false,
    });
  });

  it('is on days that a calendar has, and on no more of them than may be kept', async () => {
    const many = Array.from({ length: DAYS_WITHOUT_MAX + 1 }, (_, at) => `2027-01-${String(at + 1).padStart(2, '0')}`);
    for (const wrong of [
      { ...TWICE_A_WEEK, without: ['2026-02-30'] },
      { ...TWICE_A_WEEK, without: many },
      { ...TWICE_A_WEEK, weekdays: [7] },
      { ...TWICE_A_WEEK, weekdays: [1, 1] },
      { ...TWICE_A_WEEK, leadDays: -1 },
      { ...TWICE_A_WEEK, leadDays: 15 },
    ])
      expect((await set('organization', wrong)).statusCode).toBe(400);
  });

  it('is set for all shops by whoever sees all, and of another organization by nobody', async () => {
    const other = await makeOrganization(api.db, 'Other');
    expect((await set(`shops/${other.shop}`, TWICE_A_WEEK)).statusCode).toBe(404);
    const manager = await signInAs(api.app, org.people.regional_manager);
    expect((await set(`shops/${org.otherShop}`, TWICE_A_WEEK, manager)).statusCode).toBe(404);
    expect((await set('organization', TWICE_A_WEEK, manager)).statusCode).toBe(403);
  });
});
