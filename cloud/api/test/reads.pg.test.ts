import { type Database, withTenant } from '@tillbridge/core/db/client';
import { requirePerson, type ShopScope } from '@tillbridge/core/people/require-person';
import { readToday } from '@tillbridge/core/reads/read-today';
import * as dto from '@tillbridge/shared/reads';
import { Value } from 'typebox/value';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { inventory, unitReading } from '../../core/test/build-facts.ts';
import { around, openTill, shopClock, shopDay, type TestTill } from './fill-shop.ts';
import { makeOrganization, type TestOrganization } from './make-world.ts';
import { type Cookies, signInAs, startApi, type TestApi } from './start-api.ts';

let api: TestApi;
let org: TestOrganization;
let owner: Cookies;
let till: TestTill;
beforeAll(async () => {
  api = await startApi(await cloneDatabase());
  org = await makeOrganization(api.db, 'Alpha');
  owner = await signInAs(api.app, org.people.owner);
  till = await openTill(api.app, owner, org.shop, org.machine);
});
afterAll(() => api.close());

async function get<T>(url: string): Promise<T> {
  const response = await api.app.inject({ url, cookies: { ...owner } });
  expect(response.statusCode, response.body).toBe(200);
  return response.json<T>();
}
const today = () => get<dto.Today>('/api/v1/today');
const tileOf = async (shop: string) => {
  const tile = (await today()).shops.find((one) => one.id === shop);
  if (tile === undefined) throw new Error('no tile');
  return tile;
};

describe('today', () => {
  it('is of the contract, also for shops that were never heard', async () => {
    const page = await today();
    expect(Value.Errors(dto.TodaySchema, page)).toEqual([]);
    const silent = page.shops.find((shop) => shop.id === org.otherShop);
    expect(silent).toMatchObject({
      completeThrough: null,
      lastHeardAt: null,
      silent: true,
      positions: [],
      takingsMinor: 0,
    });
    expect(silent?.businessDate).toBe(shopDay(Date.now()));
  });

  it('counts takings less change, keeps payouts apart, and leaves refills and collections out', async () => {
    const before = await tileOf(org.shop);
    const now = Date.now();
    till.chain.sale({}, around(now));
    till.chain.sale(
      {
        kind: 'payout',
        amountMinor: 2_000,
        inMinor: 0,
        outMinor: 2_000,
        lines: [{ valueMinor: 2_000, form: 'note', pieces: 1, direction: 'out', place: 'stock' }],
      },
      around(now),
    );
    till.chain.sale(
      {
        kind: 'refill',
        amountMinor: 50_000,
        inMinor: 50_000,
        outMinor: 0,
        lines: [{ valueMinor: 50_000, form: 'note', pieces: 1, direction: 'in', place: 'stock' }],
      },
      around(now),
    );
    await till.deliver();
    const tile = await tileOf(org.shop);
    expect(tile.takingsMinor - before.takingsMinor).toBe(8_000);
    expect(tile.payoutsMinor - before.payoutsMinor).toBe(2_000);
    expect(tile.transactions - before.transactions).toBe(3);
    const { takingsMinor, payoutsMinor } = tile;
    const columns = Object.entries(tile.today);
    expect(Object.fromEntries(columns.map(([name, hours]) => [name, hours.at(-1)]))).toEqual({
      takingsMinor,
      payoutsMinor,
    });
    expect(new Set(columns.map(([, hours]) => hours.length)).size).toBe(1);
    expect(tile.completeThrough).toBe(new Date(now).toISOString());
    expect(tile.silent).toBe(false);
  });

  it('draws the same weekday last week, cumulated, up to its last hour with trade', async () => {
    const weekAgo = Date.now() - 7 * 86_400_000;
    till.chain.sale({}, around(weekAgo));
    await till.deliver();
    const tile = await tileOf(org.shop);
    const hour = shopClock(weekAgo).getUTCHours();
    const before = Array.from({ length: hour }, () => 0);
    expect(tile.lastWeek).toEqual({ takingsMinor: [...before, 8_000], payoutsMinor: [...before, 0] });
  });

  it('shows the four buckets as they were read, and their time', async () => {
    const readAt = new Date().toISOString();
    till.chain.add('machine.inventory', { machine: org.machine, inventory: inventory(readAt) }, around(Date.now()));
    await till.deliver();
    const tile = await tileOf(org.shop);
    expect(tile.positionAt).toBe(readAt);
    // Forty hundreds and sixty ten-baht coins; the coins cannot be paid out; three thousands in the box.
    expect(tile.positions).toEqual([
      { currency: 'THB', stock: 460_000, dispensable: 400_000, box: 300_000, reject: 0 },
    ]);
    expect(tile.machines[0]?.bars).toMatchObject({ unit: ['1', '11'], pieces: [40, 60] });
  });

  it('asks the same number of questions however many shops there are', async () => {
    const scope = await ownerScope();
    const few = await queriesOf(scope);
    await withTenant(api.db, org.id, async (tx) => {
      for (let index = 0; index < 40; index++) {
        await tx`
          insert into shops (org_id, shop_id, code, name_th, name_en, time_zone, cut_off_minutes, currency)
          values (${org.id}, gen_random_uuid(), ${`X${index}`}, 'x', 'x', 'Asia/Bangkok', 0, 'THB')`;
      }
    });
    expect((await today()).shops).toHaveLength(42);
    expect(await queriesOf(scope)).toBe(few);
  });
});

describe('what needs a person', () => {
  it('is worded from codes and values, worst first', async () => {
    const now = Date.now();
    till.chain.sale({ outcome: 'unknown', reason: 'machine.lost' }, around(now));
    till.chain.sale(
      {
        outcome: 'partial',
        owedMinor: 500,
        amountMinor: 7_500,
      },
      around(now),
    );
    till.chain.add(
      'machine.inventory',
      {
        machine: org.machine,
        inventory: inventory(new Date().toISOString(), {
          units: [
            unitReading({ unit: '1', level: 'low', pieces: 4 }),
            unitReading({ unit: '2', level: 'empty', pieces: 0, canDispense: false }),
            unitReading({ unit: '3', level: 'full', pieces: 100 }),
          ],
        }),
      },
      around(now),
    );
    till.chain.add(
      'machine.state',
      {
        machine: org.machine,
        state: 'offline',
        faults: [{ code: 'machine.jam', unit: '1', since: new Date(now).toISOString() }],
      },
      around(now),
    );
    till.chain.raw('poison');
    await till.deliver();
    const { needs } = await today();
    const codes = needs.map((need) => need.code);
    expect(codes).toEqual(
      expect.arrayContaining([
        'unknown_outcome',
        'owed',
        'unit_low',
        'unit_full',
        'unit_fault',
        'machine_offline',
        'quarantine',
      ]),
    );
    // A unit that never pays out is empty in peace.
    expect(codes).not.toContain('unit_empty');
    const severities = needs.map((need) => need.severity);
    expect([...severities].sort((a, b) => (a === b ? 0 : a === 'bad' ? -1 : 1))).toEqual(severities);
    expect(needs.find((need) => need.code === 'owed')).toMatchObject({
      shopId: org.shop,
      values: { owedMinor: 500, currency: 'THB' },
    });
    expect(needs.find((need) => need.code === 'quarantine')?.values).toEqual({ count: 1 });
  });

  it('names an agent that fell silent, once it was ever heard', async () => {
    await withTenant(api.db, org.id, async (tx) => {
      await tx`update agents set last_heard_at = now() - interval '3 minutes'`;
      await tx`update streams set last_receipt_at = now() - interval '3 minutes'`;
    });
    const page = await today();
    expect(page.needs.filter((need) => need.code === 'silent').map((need) => need.shopId)).toEqual([org.shop]);
    expect(page.shops.find((shop) => shop.id === org.shop)?.silent).toBe(true);
  });
});

describe('one shop', () => {
  it('is of the contract, with its day, agents and newest transactions', async () => {
    const page = await get<dto.ShopPage>(`/api/v1/shops/${org.shop}`);
    expect(Value.Errors(dto.ShopPageSchema, page)).toEqual([]);
    expect(page.agents[0]).toMatchObject({ id: till.agent.agent, quarantined: 1, epochs: 1 });
    expect(page.movements.find((row) => row.kind === 'payout')).toMatchObject({ outMinor: 2_000, transactions: 1 });
    expect(page.recent.length).toBeGreaterThan(3);
  });
});

async function ownerScope(): Promise<ShopScope> {
  const [row] = await api.db.sql<{ session_id: string }[]>`
    select session_id from sessions where person_id = ${org.people.owner.id} and ended_at is null limit 1`;
  return requirePerson(api.db, { org: org.id, person: org.people.owner.id, session: row?.session_id ?? '' });
}

/** Statements that Postgres is asked for one reading of today, counted on the way. */
async function queriesOf(scope: ShopScope): Promise<number> {
  let count = 0;
  const { begin } = api.db.sql;
  const sql = new Proxy(api.db.sql, {
    get: (target, name, receiver) =>
      name === 'begin'
        ? (options: string, fn: (tx: object) => unknown) =>
            begin.call(target, options, (tx: (...args: unknown[]) => unknown) =>
              fn((...args: unknown[]) => {
                count += 1;
                return tx(...args);
              }),
            )
        : Reflect.get(target, name, receiver),
  });
  await readToday({ ...api.db, sql } as Database, scope);
  return count;
}
