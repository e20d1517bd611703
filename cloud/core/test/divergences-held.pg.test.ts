import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { compareDay } from '../src/divergences/compare-day.ts';
import { redrive } from '../src/ingest/redrive.ts';
import { newId } from './build-facts.ts';
import { kindsOf } from './divergence-world.ts';
import { makeWorld, openShop, sumsOf, type World } from './ingest-world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld(await cloneDatabase());
});
afterAll(() => world.close());

/** Until so many sessions of this database wait for somebody else's lock. */
async function untilHeldUp(sessions: number): Promise<void> {
  for (;;) {
    const [row] = await world.god`
      select count(*) as held
      from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`;
    if (row?.['held'] >= sessions) return;
  }
}

describe('a day that is put right while facts of it arrive', () => {
  it('counts a line whose transaction had inserted it and was not yet committed', async () => {
    const shop = await openShop(world);
    const machine = newId();
    const { hash } = shop.chain.sale({ machine });
    shop.chain.sales(2);
    await shop.send();
    await world.god`
      insert into machines (org_id, machine_id, shop_id, name, driver, currency)
      values (${shop.org}, ${machine}, ${shop.shop}, 'Two', 'glory-300', 'THB')`;
    await world.god`update daily_summaries set in_minor = 1 where org_id = ${shop.org}`;
    const [day] = await world.god`select business_date::text as day from daily_summaries where org_id = ${shop.org}`;

    // A redrive writes nothing to its agent, so that only the lock of its stream stands between the two.
    const guest = await world.god.reserve();
    await guest`begin`;
    await guest`select from shop_versions where org_id = ${shop.org} for update`;
    const key = { org: shop.org, agent: shop.agent, epoch: shop.chain.epoch, sequence: 1, hash };
    const redriven = redrive(world.db, key);
    await untilHeldUp(1);
    const compared = compareDay(world.db, shop.org, shop.shop, day?.['day'] as string);
    await untilHeldUp(2);
    await guest`commit`;
    guest.release();

    expect(await redriven).toMatchObject({ state: 'applied' });
    await compared;
    expect(await kindsOf(world, shop)).toEqual(['healed derived daily_summaries']);
    const { facts, hours, days, months } = await sumsOf(world, shop.shop);
    expect([hours, days, months]).toEqual([facts, facts, facts]);
    expect(facts).toMatch(/^3\//);
  });
});
