import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { evaluateAlarms } from '../src/alarms/evaluate-alarms.ts';
import { acceptOpen } from '../src/ingest/accept-open.ts';
import { Chain } from './build-facts.ts';
import { compareAll } from './divergence-world.ts';
import { makeWorld, type OpenShop, openShop, type World } from './ingest-world.ts';

let world: World;
let shop: OpenShop;

beforeAll(async () => {
  world = await makeWorld(await cloneDatabase());
});
afterAll(() => world.close());
beforeEach(async () => {
  shop = await openShop(world);
});

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const later = (ms: number) => new Date(Date.now() + ms);

/** What is announced so much later, such as `raised divergence`. */
async function announcedAfter(ms: number): Promise<readonly string[]> {
  const announced = await evaluateAlarms(world.db, shop.org, [shop.shop], later(ms));
  const rules = await world.god`select alarm_id, rule from alarms where org_id = ${shop.org}`;
  return announced
    .map(({ what, alarm }) => `${what} ${rules.find((row) => row['alarm_id'] === alarm)?.['rule']}`)
    .filter((each) => !each.endsWith(' silent'));
}

it('records that do not agree raise an alarm at once; put right, they are told for a day more', async () => {
  shop.chain.sales(3);
  await shop.send();
  const [kept] = await world.god`select * from facts where org_id = ${shop.org} and sequence = 2`;
  await world.god`delete from facts where org_id = ${shop.org} and sequence = 2`;
  await compareAll(world, shop);
  expect(await announcedAfter(0)).toEqual(['raised divergence']);
  expect(await announcedAfter(MINUTE_MS)).toEqual([]);
  await world.god`insert into facts ${world.god([kept ?? {}])}`;
  await compareAll(world, shop);
  expect((await announcedAfter(2 * MINUTE_MS)).toSorted()).toEqual(['cleared divergence', 'raised divergence_healed']);
  expect(await announcedAfter(DAY_MS + MINUTE_MS)).toEqual([]);
  expect(await announcedAfter(DAY_MS + 3 * MINUTE_MS)).toEqual(['cleared divergence_healed']);
});

it('a closing that was off raises an alarm until its reason or approval is there, and for a day at least', async () => {
  const { shift, number } = shop.chain.closing({ tier: 'approval', settled: false });
  shop.chain.closing({ tier: 'automatic', settled: true, number: 2 });
  await shop.send();
  expect(await announcedAfter(0)).toEqual(['raised closing_variance']);
  const [alarm] = await world.god`select need from alarms where org_id = ${shop.org} and rule = 'closing_variance'`;
  expect(alarm?.['need']).toMatchObject({ severity: 'bad', values: { number, currency: 'THB', amountMinor: -20_000 } });
  expect(await announcedAfter(2 * DAY_MS)).toEqual(['escalated closing_variance']);
  shop.chain.add('shift.adjusted', {
    shift,
    number,
    what: 'approved',
    by: '7 Anan',
    moved: [],
    inMinor: 0,
    outMinor: 0,
  });
  await shop.send({ from: 3 });
  expect(await announcedAfter(2 * DAY_MS + MINUTE_MS)).toEqual([]);
  expect(await announcedAfter(2 * DAY_MS + 2 * MINUTE_MS)).toEqual(['cleared closing_variance']);
});

it('a journal that was left raises an alarm of a day; the first one of a shop none', async () => {
  expect(await announcedAfter(0)).toEqual([]);
  const next = new Chain(shop, { reason: 'fork', start: { number: 2, nonce: 'f'.repeat(32) } });
  await acceptOpen(world.db, shop.scope, next.open());
  expect(await announcedAfter(0)).toEqual(['raised epoch_left']);
  const [alarm] = await world.god`select need from alarms where org_id = ${shop.org} and rule = 'epoch_left'`;
  expect(alarm?.['need']).toMatchObject({ severity: 'bad', values: { agent: 'PC', ordinal: 2 } });
  expect((await announcedAfter(DAY_MS + MINUTE_MS)).filter((each) => !each.startsWith('escalated'))).toEqual([]);
  expect(await announcedAfter(DAY_MS + 3 * MINUTE_MS)).toEqual(['cleared epoch_left']);
});

it('many lines set aside within an hour raise an alarm, fewer neither raise nor clear it, none clears it', async () => {
  const poison = async (count: number) => {
    const from = shop.chain.last + 1;
    for (let n = 0; n < count; n += 1) shop.chain.raw(`poison ${n}`);
    await shop.send({ from });
  };
  const grows = async (ms: number) => (await announcedAfter(ms)).filter((each) => each.endsWith('quarantine_grows'));
  await poison(19);
  expect([await grows(0), await grows(2 * MINUTE_MS)]).toEqual([[], []]);
  await poison(1);
  expect([await grows(0), await grows(2 * MINUTE_MS)]).toEqual([[], ['raised quarantine_grows']]);
  await world.god`
    update quarantine set received_at = received_at - interval '2 hours' where org_id = ${shop.org} and sequence <= 8`;
  expect([await grows(3 * MINUTE_MS), await grows(5 * MINUTE_MS)]).toEqual([[], []]);
  await world.god`update quarantine set received_at = received_at - interval '2 hours' where org_id = ${shop.org}`;
  expect([await grows(6 * MINUTE_MS), await grows(8 * MINUTE_MS)]).toEqual([[], ['cleared quarantine_grows']]);
});
