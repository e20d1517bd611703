import { withTenant } from '@tillbridge/core/db/client';
import type { ShopSettings } from '@tillbridge/shared/reads-employees';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { makeOrganization, type TestOrganization } from './make-world.ts';
import { type Cookies, pairAgent, signInAs, startApi, type TestApi } from './start-api.ts';

let api: TestApi;
let org: TestOrganization;
let owner: Cookies;

beforeAll(async () => {
  api = await startApi(await cloneDatabase());
  org = await makeOrganization(api.db, 'Alpha');
  owner = await signInAs(api.app, org.people.owner);
}, 60_000);
afterAll(() => api.close());

const post = (by: Cookies, url: string, payload: object) =>
  api.app.inject({
    method: 'POST',
    url: `/api/v1/shops/${url}`,
    headers: { 'sec-fetch-site': 'same-origin' },
    cookies: { ...by },
    payload,
  });
const settings = async (shop = org.shop) =>
  (await api.app.inject({ url: `/api/v1/shops/${shop}/settings`, cookies: { ...owner } })).json<ShopSettings>();
const lastOf = async (action: string) => {
  const rows = await withTenant(
    api.db,
    org.id,
    (tx) => tx<{ detail: object }[]>`
      select detail from audit_events where org_id = ${org.id} and action = ${action} order by event_no`,
  );
  return rows.at(-1)?.detail;
};

describe('the settings of a shop', () => {
  it('say when the shop took a change over', async () => {
    const token = await (await pairAgent(api.app, owner, org.shop)).token();
    await post(owner, `${org.shop}/limits`, { payoutWithoutApprovalMinor: 100, parLevels: [] });
    expect((await settings()).applied).toMatchObject([{ version: null, appliedAt: null }]);
    const headers = { authorization: `Bearer ${token}` };
    const pulled = await api.app.inject({ url: '/v1/agent/configuration', headers });
    const { version, incarnation } = pulled.json<{ version: number; incarnation: string }>();
    await api.app.inject({ url: `/v1/agent/configuration?have=${version}&incarnation=${incarnation}`, headers });
    const now = await settings();
    expect(now.applied).toMatchObject([{ version: now.desiredVersion, appliedAt: expect.any(String) }]);
  });

  it('keep what they were before a change in the trail', async () => {
    const level = { valueMinor: 10_000, form: 'note', low: 1, par: 2, high: 3 };
    await post(owner, `${org.shop}/limits`, { payoutWithoutApprovalMinor: 100, parLevels: [] });
    await post(owner, `${org.shop}/limits`, { payoutWithoutApprovalMinor: 900, parLevels: [level] });
    expect(await lastOf('shop.limits-set')).toMatchObject({
      'before.payoutWithoutApprovalMinor': 100,
      'after.payoutWithoutApprovalMinor': 900,
      'before.parLevels': '',
      'after.parLevels': 'note 10000: 1 2 3',
    });
  });

  it('name the shop anew in both languages, and keep its code', async () => {
    expect((await post(owner, `${org.shop}/names`, { th: 'สีลม', en: 'Silom' })).statusCode).toBe(200);
    expect((await settings()).shop).toMatchObject({ code: 'S0A', name: { th: 'สีลม', en: 'Silom' } });
    expect(await lastOf('shop.renamed')).toMatchObject({ 'after.name': 'สีลม / Silom' });
    for (const wrong of [{ th: '', en: 'x' }, { th: 'ก' }, { th: 'ก', en: 'x', code: 'X1' }, { th: ' ', en: ' ' }])
      expect((await post(owner, `${org.shop}/names`, wrong)).statusCode).toBe(400);
  });

  it('of another organization do not exist', async () => {
    const other = await makeOrganization(api.db, 'Other');
    expect((await post(owner, `${other.shop}/names`, { th: 'ก', en: 'x' })).statusCode).toBe(404);
    expect(
      (await api.app.inject({ url: `/api/v1/shops/${other.shop}/settings`, cookies: { ...owner } })).statusCode,
    ).toBe(404);
  });
});
