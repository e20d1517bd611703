import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { newestVersion, VERSION_KEPT_MS } from '../src/configuration/newest-version.ts';
import { acceptOpen } from '../src/ingest/accept-open.ts';
import { makeWorld, type OpenShop, openShop, type World } from './ingest-world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld(await cloneDatabase());
});
afterAll(() => world.close());

const setLimits = ({ org, shop }: OpenShop['scope']) => world.god`
  insert into shop_limits (org_id, shop_id, limits)
  values (${org}, ${shop}, '{"parLevels": []}')
  on conflict (org_id, shop_id) do update set limits = excluded.limits`;

test('an open is told which configuration the shop should apply', async () => {
  const shop = await openShop(world);
  expect(await acceptOpen(world.db, shop.scope, shop.chain.open())).toMatchObject({ configuration: 0 });
  await setLimits(shop.scope);
  expect(await acceptOpen(world.db, shop.scope, shop.chain.open())).toMatchObject({
    configuration: 1,
    incarnation: shop.incarnation,
  });
});

test('a receipt tells of a change that was made since the one before', async () => {
  const shop = await openShop(world);
  shop.chain.sale();
  expect(await shop.send()).toMatchObject({ highWater: 1, configuration: 0 });
  await setLimits(shop.scope);
  await vi.waitFor(
    async () => {
      shop.chain.sale();
      const { last } = shop.chain.named();
      expect(await shop.send({ from: last, to: last })).toMatchObject({ configuration: 1 });
    },
    { timeout: 40 * VERSION_KEPT_MS },
  );
});

test('another shop hears nothing of it, and what is told is never older than its time', async () => {
  const [one, other] = [await openShop(world), await openShop(world)];
  const now = Date.now();
  const read = ({ org, shop }: OpenShop['scope'], at: number) => newestVersion(world.db, org, shop, at);
  expect(await read(one.scope, now)).toBe(0);
  await setLimits(one.scope);
  expect(await read(one.scope, now + VERSION_KEPT_MS - 1)).toBe(0);
  expect(await read(one.scope, now + VERSION_KEPT_MS)).toBe(1);
  expect(await read(other.scope, now + VERSION_KEPT_MS)).toBe(0);
});

test('a version that cannot be read withholds no receipt', async () => {
  const shop = await openShop(world);
  expect(await newestVersion(world.db, 'not an organization', shop.scope.shop)).toBeUndefined();
});
