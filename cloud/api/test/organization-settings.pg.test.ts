import { withTenant } from '@tillbridge/core/db/client';
import type { ConfigurationAnswer, Limits } from '@tillbridge/shared/configuration';
import { ALWAYS_OPEN } from '@tillbridge/shared/opening-hours';
import type { ShopSettings } from '@tillbridge/shared/reads-employees';
import type { OrganizationSettings } from '@tillbridge/shared/reads-settings';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { makeOrganization, type TestOrganization } from './make-world.ts';
import { type Cookies, pairAgent, signInAs, startApi, type TestApi } from './start-api.ts';

let api: TestApi;
let org: TestOrganization;
let owner: Cookies;
let worlds = 0;

beforeAll(async () => {
  api = await startApi(await cloneDatabase());
}, 60_000);
beforeEach(async () => {
  worlds += 1;
  await api.db.sql`delete from throttles`;
  org = await makeOrganization(api.db, `Alpha${worlds}`);
  owner = await signInAs(api.app, org.people.owner);
});
afterAll(() => api.close());

const post = (url: string, payload: object, by = owner) =>
  api.app.inject({
    method: 'POST',
    url: `/api/v1/${url}`,
    headers: { 'sec-fetch-site': 'same-origin' },
    cookies: { ...by },
    payload,
  });
const read = async <T>(url: string, by = owner) =>
  (await api.app.inject({ url: `/api/v1/${url}`, cookies: { ...by } })).json<T>();
const settingsOf = (shop: string) => read<ShopSettings>(`shops/${shop}/settings`);
const versionOf = async (shop: string) => (await settingsOf(shop)).desiredVersion;
const setDefaults = (wish: object) => post('organization/limits', { currency: 'THB', ...wish });
const setOwn = (shop: string, wish: object) => post(`shops/${shop}/limits/own`, wish);
const codeOf = (answer: { json: <T>() => T }) => answer.json<{ code: string }>().code;
const inOrg = <T>(work: Parameters<typeof withTenant<T>>[2]) => withTenant(api.db, org.id, work);
const trail = async (action: string) =>
  (
    await inOrg(
      (tx) => tx<{ detail: object }[]>`select detail from audit_events where action = ${action} order by event_no`,
    )
  ).map((row) => row.detail);

/** A shop PC that pulls as the agent does: with the name of what it applies. */
async function startPuller(shop: string) {
  const token = await (await pairAgent(api.app, owner, shop)).token();
  let applied: { name: string; limits: Limits } | undefined;
  return async () => {
    const url = `/v1/agent/configuration${applied === undefined ? '' : `?${applied.name}`}`;
    const answer = await api.app.inject({ url, headers: { authorization: `Bearer ${token}` } });
    const { version, incarnation, configuration } = answer.json<ConfigurationAnswer>();
    if (configuration !== undefined)
      applied = { name: `have=${version}&incarnation=${incarnation}`, limits: configuration.limits };
    return applied?.limits;
  };
}

const LEVEL = { valueMinor: 10_000, form: 'note', low: 1, par: 2, high: 3 } as const;

describe('what the organization sets', () => {
  it('holds in every shop of the currency that does not set it, and reaches its PC', async () => {
    const pull = await startPuller(org.shop);
    expect(await pull()).toEqual({ parLevels: [] });
    await setOwn(org.otherShop, { payoutWithoutApprovalMinor: 700 });
    await setDefaults({ payoutWithoutApprovalMinor: 900, parLevels: [LEVEL] });
    expect(await pull()).toEqual({ payoutWithoutApprovalMinor: 900, parLevels: [LEVEL] });
    expect((await settingsOf(org.otherShop)).limits).toEqual({ payoutWithoutApprovalMinor: 700, parLevels: [LEVEL] });
    expect(await read<OrganizationSettings>('organization/settings')).toMatchObject({
      openingHours: null,
      limits: [{ currency: 'THB', limits: { payoutWithoutApprovalMinor: 900, parLevels: [LEVEL] } }],
      shops: [
        { shop: { id: org.shop }, own: [], ownHours: false },
        { shop: { id: org.otherShop }, own: ['payoutWithoutApprovalMinor'], ownHours: false },
      ],
    });
    expect(await trail('organization.limits-set')).toMatchObject([
      { currency: 'THB', 'before.payoutWithoutApprovalMinor': null, 'after.payoutWithoutApprovalMinor': 900 },
    ]);
  });

  it('raises the version of the shops that follow it, and of no other', async () => {
    const other = await makeOrganization(api.db, `Beta${worlds}`);
    const stranger = await signInAs(api.app, other.people.owner);
    const versions = async () => [
      await versionOf(org.shop),
      await versionOf(org.otherShop),
      (await read<ShopSettings>(`shops/${other.shop}/settings`, stranger)).desiredVersion,
    ];
    await setOwn(org.otherShop, { variance: null });
    expect(await versions()).toEqual([0, 1, 0]);
    await setDefaults({ variance: { automaticMinor: 1, reasonMinor: 2 } });
    expect(await versions()).toEqual([1, 1, 0]);
    await setDefaults({ variance: { automaticMinor: 1, reasonMinor: 2 } });
    expect(await versions()).toEqual([1, 1, 0]);
    await setDefaults({ variance: null, parLevels: [LEVEL] });
    expect(await versions()).toEqual([2, 2, 0]);
    await inOrg((tx) => tx`update shops set currency = 'JPY' where shop_id = ${org.otherShop}`);
    await setDefaults({ payoutWithoutApprovalMinor: 5 });
    expect(await versions()).toEqual([3, 2, 0]);
  });

  it('is not missed by a shop that goes back to it in the same moment', async () => {
    await setDefaults({ payoutWithoutApprovalMinor: 100 });
    await setOwn(org.shop, { payoutWithoutApprovalMinor: 1 });
    const pull = await startPuller(org.shop);
    expect(await pull()).toMatchObject({ payoutWithoutApprovalMinor: 1 });
    let goBack: ReturnType<typeof setOwn> | undefined;
    await inOrg(async (tx) => {
      await tx`update organization_limits set limits = '{"payoutWithoutApprovalMinor": 200}' where org_id = ${org.id}`;
      let isDone = false;
      goBack = setOwn(org.shop, { follow: ['payoutWithoutApprovalMinor'] });
      void goBack.then(() => {
        isDone = true;
      });
      await vi.waitFor(async () => {
        const waiting = await api.db.sql`
          select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
        expect(isDone || waiting.length > 0).toBe(true);
      });
      await pull();
    });
    expect((await goBack)?.json()).toMatchObject({ payoutWithoutApprovalMinor: 200 });
    expect(await pull()).toMatchObject({ payoutWithoutApprovalMinor: 200 });
  });

  it('is set by whoever sees all shops only, in a currency that a shop counts in, and makes sense', async () => {
    await inOrg(
      (tx) => tx`update roles set permissions = permissions || '{shop.manage}' where role_key = 'shop_manager'`,
    );
    const manager = await signInAs(api.app, org.people.shop_manager);
    for (const [url, body] of [
      ['organization/limits', { currency: 'THB', variance: null }],
      ['organization/opening-hours', { openingHours: [] }],
    ] as const)
      expect(codeOf(await post(url, body, manager))).toBe('api.forbidden');
    const seen = await read<OrganizationSettings>('organization/settings', manager);
    expect(seen.shops.map(({ shop }) => shop.id)).toEqual([org.shop]);
    expect(codeOf(await post('organization/limits', { currency: 'JPY', variance: null }))).toBe('shop.currency');
    for (const wrong of [
      { variance: { automaticMinor: 3, reasonMinor: 2 } },
      { parLevels: [{ ...LEVEL, par: 9 }] },
      { parLevels: [LEVEL, LEVEL] },
      { payoutWithoutApprovalMinor: -1 },
      { payoutWithoutApprovalMinor: 1.5 },
      { shop: org.shop },
    ])
      expect(codeOf(await setDefaults(wrong)), JSON.stringify(wrong)).toBe('api.invalid');
  });
});

describe('what a shop sets itself', () => {
  it('may be that there is no limit, and is given back one by one', async () => {
    await setDefaults({ payoutWithoutApprovalMinor: 900, variance: { automaticMinor: 1, reasonMinor: 2 } });
    await setOwn(org.shop, { payoutWithoutApprovalMinor: null, variance: { automaticMinor: 5, reasonMinor: 6 } });
    expect(await settingsOf(org.shop)).toMatchObject({
      limits: { parLevels: [], variance: { automaticMinor: 5 } },
      own: ['payoutWithoutApprovalMinor', 'variance'],
      organization: { limits: { payoutWithoutApprovalMinor: 900 }, openingHours: null },
    });
    expect((await settingsOf(org.shop)).limits).not.toHaveProperty('payoutWithoutApprovalMinor');
    await setOwn(org.shop, { follow: ['payoutWithoutApprovalMinor'] });
    expect(await settingsOf(org.shop)).toMatchObject({
      limits: { payoutWithoutApprovalMinor: 900, variance: { automaticMinor: 5 } },
      own: ['variance'],
    });
    expect((await trail('shop.limits-set')).at(-1)).toEqual({
      'before.payoutWithoutApprovalMinor': null,
      'after.payoutWithoutApprovalMinor': 'organization',
    });
  });

  it('is changed by two people at once without one undoing the other', async () => {
    const wishes = [{ payoutWithoutApprovalMinor: 7 }, { parLevels: [LEVEL] }, { variance: null }];
    await Promise.all(wishes.map((wish) => setOwn(org.shop, wish)));
    expect((await settingsOf(org.shop)).own).toEqual(['payoutWithoutApprovalMinor', 'variance', 'parLevels']);
    expect(await versionOf(org.shop)).toBe(3);
  });

  it('is not both set and given back, and is nothing of another organization or another shop', async () => {
    const both = { payoutWithoutApprovalMinor: 1, follow: ['payoutWithoutApprovalMinor'] };
    expect(codeOf(await setOwn(org.shop, both))).toBe('api.invalid');
    const other = await makeOrganization(api.db, `Gamma${worlds}`);
    expect(codeOf(await setOwn(other.shop, { variance: null }))).toBe('api.not-found');
    expect(codeOf(await post(`shops/${other.shop}/opening-hours`, { openingHours: null }))).toBe('api.not-found');
    const regional = await signInAs(api.app, org.people.regional_manager);
    expect((await post(`shops/${org.shop}/limits/own`, { variance: null }, regional)).statusCode).toBe(200);
    expect(codeOf(await post(`shops/${org.otherShop}/limits/own`, { variance: null }, regional))).toBe('api.not-found');
  });
});

describe('opening hours', () => {
  const WEEK = [
    { day: 1, opens: 600, closes: 1_500 },
    { day: 1, opens: 0, closes: 300 },
  ];
  const setHours = (openingHours: unknown) => post(`shops/${org.shop}/opening-hours`, { openingHours });

  it('are those of the organization until a shop sets its own, and again when it gives them back', async () => {
    await post('organization/opening-hours', { openingHours: WEEK });
    expect(await settingsOf(org.shop)).toMatchObject({
      openingHours: null,
      organization: { openingHours: [WEEK[1], WEEK[0]] },
    });
    expect((await setHours(ALWAYS_OPEN)).statusCode).toBe(200);
    expect((await settingsOf(org.shop)).openingHours).toEqual(ALWAYS_OPEN);
    expect((await read<OrganizationSettings>('organization/settings')).shops).toMatchObject([
      { ownHours: true },
      { ownHours: false },
    ]);
    await setHours([]);
    await setHours(null);
    expect((await settingsOf(org.shop)).openingHours).toBeNull();
    expect(await trail('organization.hours-set')).toEqual([
      { 'before.openingHours': null, 'after.openingHours': 'Mon 00:00-05:00, Mon 10:00-25:00' },
    ]);
    expect((await trail('shop.hours-set')).slice(1)).toEqual([
      expect.objectContaining({ 'after.openingHours': 'closed' }),
      { 'before.openingHours': 'closed', 'after.openingHours': 'organization' },
    ]);
    // No PC applies them: nothing is to be pulled.
    expect(await versionOf(org.shop)).toBe(0);
  });

  it.each([
    ['hours that end before they begin', [{ day: 1, opens: 600, closes: 500 }], 'hours.order'],
    ['more than a day at once', [{ day: 1, opens: 600, closes: 2_100 }], 'hours.long'],
    ['hours that overlap', [WEEK[0], { day: 2, opens: 0, closes: 600 }], 'hours.overlap'],
    ['an eighth day', [{ day: 7, opens: 0, closes: 600 }], 'api.invalid'],
    ['half minutes', [{ day: 1, opens: 0.5, closes: 600 }], 'api.invalid'],
    ['no week at all', 'always', 'api.invalid'],
  ])('are not %s', async (_, wrong, code) => {
    expect(codeOf(await setHours(wrong))).toBe(code);
    expect(codeOf(await post('organization/opening-hours', { openingHours: wrong }))).toBe(code);
  });
});
