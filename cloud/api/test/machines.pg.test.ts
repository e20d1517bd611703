import { withTenant } from '@tillbridge/core/db/client';
import { SHOP_MACHINES_MAX } from '@tillbridge/shared/machine-set-up';
import type { ShopPage } from '@tillbridge/shared/reads';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { codeOf, type Desk, openDesk } from './desk.ts';
import { openTill } from './fill-shop.ts';
import { type Cookies, makeCode, pairWith, signInAs, startApi, type TestApi } from './start-api.ts';

let api: TestApi;
let desk: Desk;
let technician: Cookies;

beforeAll(async () => {
  api = await startApi(await cloneDatabase());
}, 60_000);
beforeEach(async () => {
  desk = await openDesk(api);
  technician = await signInAs(api.app, desk.org.people.technician);
});
afterAll(() => api.close());

const NEW = { name: 'CI-10 หน้าร้าน', serial: 'RT300-1', driver: 'glory-300', currency: 'THB' };
const add = (wish: object = {}, by = technician, shop = desk.org.shop) =>
  desk.post(by, `shops/${shop}/machines`, { ...NEW, ...wish });
const idOf = async (answer: ReturnType<typeof add>) => (await answer).json<{ id: string }>().id;
const machinesOf = async (shop = desk.org.shop) => (await desk.get<ShopPage>(`shops/${shop}`)).tile.machines;
const trail = () =>
  withTenant(
    api.db,
    desk.org.id,
    (tx) =>
      tx`select action, subject from audit_events where action like 'machine.%' and not refused order by event_no`,
  );

describe('a machine that is added', () => {
  it('is there at once, and the PC takes it with its code', async () => {
    const id = await idOf(add());
    expect(await machinesOf()).toContainEqual(
      expect.objectContaining({ id, name: NEW.name, serial: 'RT300-1', driver: 'glory-300', readAt: null }),
    );
    const paired = await pairWith(api.app, await makeCode(api.app, technician, desk.org.shop));
    expect(paired.json<{ machines: object[] }>().machines).toContainEqual({ id, name: NEW.name, driver: 'glory-300' });
    expect(await trail()).toEqual([{ action: 'machine.added', subject: id }]);
  });

  it('is known to a shop that trades: its facts are taken into custody', async () => {
    const till = await openTill(api.app, desk.owner, desk.org.shop, desk.org.machine);
    till.chain.sale();
    await till.deliver();
    const machine = await idOf(add());
    till.chain.sale({ machine });
    expect(await till.deliver()).toMatchObject({ applied: 1, quarantined: [] });
  });

  it.each([
    ['a currency that does not exist', { currency: 'QQQ' }, 'shop.currency'],
    ['a driver that nobody wrote', { driver: 'glory-900' }, 'api.invalid'],
    ['a name of blanks', { name: '  ' }, 'api.invalid'],
    ['the name of another one', { name: 'CI-10' }, 'shop.machine-name-taken'],
    ['an id that it chose itself', { machine_id: '00000000-0000-7000-8000-000000000000' }, 'api.invalid'],
  ])('is not added with %s', async (_, wrong, code) => {
    expect(await codeOf(add(wrong))).toBe(code);
    expect(await machinesOf()).toHaveLength(1);
    expect(await trail()).toEqual([]);
  });

  it('other tenant, other shop: nobody adds or renames a machine where they do not belong', async () => {
    const other = (await openDesk(api)).org;
    expect(await codeOf(add({}, desk.owner, other.shop))).toBe('api.not-found');
    expect(await codeOf(add({}, technician, desk.org.otherShop))).toBe('api.not-found');
    const plate = { name: 'Mine', serial: null };
    for (const machine of [other.machine, desk.org.otherMachine])
      expect(await codeOf(desk.post(technician, `machines/${machine}/plate`, plate))).toBe('api.not-found');
    expect(await codeOf(add({}, await signInAs(api.app, desk.org.people.cashier)))).toBe('api.forbidden');
  });

  it('is not added to a closed shop, nor without end', async () => {
    for (let n = 1; n < SHOP_MACHINES_MAX; n++) expect((await add({ name: `N${n}` })).statusCode).toBe(200);
    expect(await codeOf(add({ name: 'one more' }))).toBe('shop.too-many-machines');
    const shut = (await desk.post(desk.owner, `shops/${desk.org.otherShop}/closed`, { closed: true })).statusCode;
    expect(shut).toBe(200);
    expect(await codeOf(add({}, desk.owner, desk.org.otherShop))).toBe('shop.shut');
  });

  it('is added once by two people who press at the same moment', async () => {
    const answers = await Promise.all([add(), add({}, desk.owner)]);
    expect(answers.map((one) => one.statusCode).sort()).toEqual([200, 409]);
    expect(await machinesOf()).toHaveLength(2);
  });
});

it('a machine that is renamed keeps its facts, and what it was called stands in the trail', async () => {
  const till = await openTill(api.app, desk.owner, desk.org.shop, desk.org.machine);
  till.chain.sale();
  await till.deliver();
  expect(
    (await desk.post(technician, `machines/${desk.org.machine}/plate`, { name: 'Back', serial: 'X1' })).statusCode,
  ).toBe(200);
  expect(await machinesOf()).toMatchObject([{ id: desk.org.machine, name: 'Back', serial: 'X1' }]);
  const [event] = await withTenant(
    api.db,
    desk.org.id,
    (tx) => tx`select detail from audit_events where action = 'machine.renamed'`,
  );
  expect(event).toEqual({ detail: { 'before.name': 'CI-10', 'after.name': 'Back', 'after.serial': 'X1' } });
  const taken = await idOf(add());
  expect(await codeOf(desk.post(technician, `machines/${taken}/plate`, { name: 'Back', serial: null }))).toBe(
    'shop.machine-name-taken',
  );
});
