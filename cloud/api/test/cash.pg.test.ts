import { randomUUID } from 'node:crypto';
import { withTenant } from '@tillbridge/core/db/client';
import { businessDate } from '@tillbridge/edge-agent/counter/business-date';
import {
  type CashPosition,
  CashPositionSchema,
  type Compare,
  CompareSchema,
  type Movements,
  MovementsSchema,
} from '@tillbridge/shared/reads-cash';
import type { OpenShifts } from '@tillbridge/shared/reads-closings';
import { OpenShiftsSchema } from '@tillbridge/shared/reads-closings';
import { Value } from 'typebox/value';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { inventory } from '../../core/test/build-facts.ts';
import { around, openTill, shopDay, type TestTill } from './fill-shop.ts';
import { makeOrganization, type TestOrganization } from './make-world.ts';
import { type Cookies, signInAs, startApi, type TestApi } from './start-api.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let api: TestApi;
let org: TestOrganization;
let owner: Cookies;
let till: TestTill;
let other: TestTill;
beforeAll(async () => {
  api = await startApi(await cloneDatabase());
  org = await makeOrganization(api.db, 'Alpha');
  owner = await signInAs(api.app, org.people.owner);
  till = await openTill(api.app, owner, org.shop, org.machine);
  other = await openTill(api.app, owner, org.otherShop, org.otherMachine);
}, 60_000);
afterAll(() => api.close());

const ask = (url: string, cookies: Cookies = owner) =>
  api.app.inject({ url: `/api/v1/${url}`, cookies: { ...cookies } });
async function get<T>(url: string, cookies: Cookies = owner): Promise<T> {
  const answer = await ask(url, cookies);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<T>();
}

describe('the position', () => {
  it('is what the machines said last, by bucket and denomination, over all of them and one by one', async () => {
    const readAt = new Date(Date.now() - HOUR_MS).toISOString();
    for (const each of [till, other]) {
      const { machine } = each.chain.place;
      each.chain.add('machine.inventory', { machine, inventory: inventory(readAt) }, around(Date.now()));
      await each.deliver();
    }
    const page = await get<CashPosition>('cash/position');
    expect(Value.Errors(CashPositionSchema, page)).toEqual([]);
    expect(page).toMatchObject({ machines: 2, unread: 0, oldestAt: readAt, newestAt: readAt });
    const pieces = (bucket: string, valueMinor: number) =>
      page.lines.find((line) => line.bucket === bucket && line.valueMinor === valueMinor)?.pieces;
    expect(pieces('stock', 10_000)).toBe(80);
    expect(pieces('dispensable', 10_000)).toBe(80);
    expect(pieces('dispensable', 1_000)).toBeUndefined();
    expect(pieces('box', 100_000)).toBe(6);
    expect(page.rows).toMatchObject([
      { shop: { id: org.shop }, readAt, position: { stock: 460_000, dispensable: 400_000, box: 300_000, reject: 0 } },
      { shop: { id: org.otherShop } },
    ]);
  });

  it('of a page is that of all machines above, and of these machines below', async () => {
    const first = await get<CashPosition>('cash/position?limit=1');
    const second = await get<CashPosition>(`cash/position?limit=1&cursor=${first.next}`);
    expect([first, second].map((page) => page.rows.map((row) => row.shop.id))).toEqual([[org.shop], [org.otherShop]]);
    expect(second.next).toBeUndefined();
    expect(first.lines).toEqual(second.lines);
    expect((await ask('cash/position?cursor=bm9uZQ')).statusCode).toBe(400);
  });

  it('of a manager is that of their shop, sums included', async () => {
    const manager = await signInAs(api.app, org.people.shop_manager);
    const page = await get<CashPosition>('cash/position', manager);
    expect(page).toMatchObject({ machines: 1, rows: [{ shop: { id: org.shop } }] });
    expect(page.lines.find((line) => line.bucket === 'stock' && line.valueMinor === 10_000)?.pieces).toBe(40);
    expect(await get<CashPosition>(`cash/position?shop=${org.otherShop}`, manager)).toMatchObject({
      machines: 0,
      lines: [],
    });
  });

  it('counts a machine that was never read and says so', async () => {
    const machine = randomUUID();
    await withTenant(
      api.db,
      org.id,
      (tx) => tx`
        insert into machines (org_id, machine_id, shop_id, name, driver, currency)
        values (${org.id}, ${machine}, ${org.shop}, 'New', 'glory-300', 'EUR')`,
    );
    const page = await get<CashPosition>(`cash/position?machine=${machine}`);
    expect(page).toMatchObject({
      machines: 1,
      unread: 1,
      oldestAt: null,
      lines: [],
      rows: [{ readAt: null, position: { currency: 'EUR', stock: 0 } }],
    });
  });
});

describe('movements', () => {
  it('by kind are the sums of the days, beside those of the days before, also where nothing was then or is now', async () => {
    const now = Date.now();
    till.chain.sale({ operator: '11 Suda' }, around(now));
    till.chain.sale({ operator: '12 Mana' }, around(now));
    till.chain.sale({ operator: '11 Suda', kind: 'payout' }, around(now - 7 * DAY_MS));
    other.chain.sale({}, around(now));
    await till.deliver();
    await other.deliver();
    const today = shopDay(now);
    const page = await get<Movements>(`cash/movements?from=${today}&to=${today}`);
    expect(Value.Errors(MovementsSchema, page)).toEqual([]);
    expect(page.rows).toMatchObject([
      { kind: 'sale', transactions: 3, inMinor: 30_000, outMinor: 6_000, before: null },
    ]);
    const week = shopDay(now - 6 * DAY_MS);
    const compared = await get<Movements>(`cash/movements?from=${week}&to=${today}&compare=before`);
    expect(compared.before).toEqual({ from: shopDay(now - 13 * DAY_MS), to: shopDay(now - 7 * DAY_MS) });
    expect(compared.rows).toMatchObject([
      { kind: 'sale', transactions: 3, before: { transactions: 0 } },
      { kind: 'payout', transactions: 0, before: { transactions: 1, outMinor: 2_000 } },
    ]);
  });

  it('by person are those of one shop over a bounded range', async () => {
    const today = shopDay(Date.now());
    const range = `from=${today}&to=${today}&by=person`;
    const page = await get<Movements>(`cash/movements?${range}&shop=${org.shop}`);
    expect(page.rows).toMatchObject([
      { operator: '11 Suda', kind: null, transactions: 1 },
      { operator: '12 Mana', transactions: 1 },
    ]);
    expect((await ask(`cash/movements?${range}`)).statusCode).toBe(400);
    const long = shopDay(Date.now() - 31 * DAY_MS);
    expect((await ask(`cash/movements?from=${long}&to=${today}&by=person&shop=${org.shop}`)).statusCode).toBe(400);
    const manager = await signInAs(api.app, org.people.shop_manager);
    expect((await get<Movements>(`cash/movements?${range}&shop=${org.otherShop}`, manager)).rows).toEqual([]);
  });

  it('are refused for days that are none, in the wrong order, or more than are read at once', async () => {
    for (const range of [
      'from=2026-02-31&to=2026-03-01',
      'from=2026-03-02&to=2026-03-01',
      'from=2020-01-01&to=2026-03-01',
      'from=2026-03-01',
    ])
      expect((await ask(`cash/movements?${range}`)).statusCode, range).toBe(400);
  });
});

describe('a shift under way', () => {
  it('is told with its X while it is open, and no longer once its closing arrived', async () => {
    const shift = randomUUID();
    const opened = Date.now() - 2 * HOUR_MS;
    const stock = { machine: org.machine, place: 'stock', form: 'note', valueMinor: 10_000 } as const;
    till.chain.sale({}, around(opened - 1_000));
    till.chain.add(
      'shift.opened',
      { shift, by: '11 Suda', source: 'machine', lines: [{ ...stock, pieces: 50 }] },
      around(opened),
    );
    const before = (await get<OpenShifts>(`shops/${org.shop}/shift`)).shifts;
    till.chain.sale({}, around(opened + 1_000));
    till.chain.add(
      'shift.counted',
      { shift, by: '11 Suda', attempt: 1, blind: true, lines: [{ ...stock, pieces: 50 }] },
      around(opened + 2_000),
    );
    await till.deliver();
    expect(before).toEqual([]);
    const page = await get<OpenShifts>(`shops/${org.shop}/shift`);
    expect(Value.Errors(OpenShiftsSchema, page)).toEqual([]);
    const [open] = page.shifts;
    // Three sales of today came before it and are no part of it, the two at its time and later are.
    expect(open).toMatchObject({ shift, openedBy: '11 Suda', source: 'machine', counts: 1 });
    const sale = open?.kinds.find((kind) => kind.kind === 'sale');
    const [sum] = open?.sums ?? [];
    expect(sum).toMatchObject({ openingMinor: 500_000, inMinor: sale?.inMinor, outMinor: sale?.outMinor });
    expect(sum?.expectedMinor).toBe(500_000 + (sale?.operations ?? 0) * 8_000);
    till.chain.closing({ shift }, around(Date.now()));
    await till.deliver();
    expect((await get<OpenShifts>(`shops/${org.shop}/shift`)).shifts).toEqual([]);
  });

  it('whose closing arrived before its opening is not under way', async () => {
    const shift = randomUUID();
    other.chain.closing({ shift }, around(Date.now()));
    await other.deliver();
    other.chain.add('shift.opened', { shift, by: '1', source: 'machine', lines: [] }, around(Date.now() - HOUR_MS));
    await other.deliver();
    expect((await get<OpenShifts>(`shops/${org.otherShop}/shift`)).shifts).toEqual([]);
  });
});

/** Both changes of 2026 in each zone, by hand: Berlin 29 March 01:00 UTC and 25 October 01:00 UTC, New York 8 March 07:00 and 1 November 06:00. */
const CHANGES = [
  { zone: 'Europe/Berlin', change: '2026-03-29T01:00:00.000Z', before: 60, after: 120 },
  { zone: 'Europe/Berlin', change: '2026-10-25T01:00:00.000Z', before: 120, after: 60 },
  { zone: 'America/New_York', change: '2026-03-08T07:00:00.000Z', before: -300, after: -240 },
  { zone: 'America/New_York', change: '2026-11-01T06:00:00.000Z', before: -240, after: -300 },
] as const;

describe('shops side by side', () => {
  it.each(CHANGES)(
    'keep their own business days over the change of the clock: $zone on $change',
    async ({ zone, change, before, after }) => {
      const [shop, machine] = [randomUUID(), randomUUID()];
      const code = `Z${randomUUID().slice(0, 6).toUpperCase()}`;
      await withTenant(api.db, org.id, async (tx) => {
        await tx`
        insert into shops (org_id, shop_id, code, name_th, name_en, time_zone, cut_off_minutes, currency)
        values (${org.id}, ${shop}, ${code}, 'สาขา', ${zone}, ${zone}, 240, 'EUR')`;
        await tx`
        insert into machines (org_id, machine_id, shop_id, name, driver, currency)
        values (${org.id}, ${machine}, ${shop}, 'M', 'glory-300', 'EUR')`;
      });
      const zoned = await openTill(api.app, owner, shop, machine);
      const chain = zoned.chain;
      const day = change.slice(0, 10);
      const midnight = Date.parse(`${day}T00:00:00.000Z`);
      // Four in the morning by the wall of that day: after the change, so by the later offset; a day earlier by the earlier one.
      const start = midnight + 4 * HOUR_MS - after * 60_000;
      const startBefore = midnight - DAY_MS + 4 * HOUR_MS - before * 60_000;
      const startAfter = midnight + DAY_MS + 4 * HOUR_MS - after * 60_000;
      expect((start - startBefore) / HOUR_MS).toBe(24 - (after - before) / 60);
      const moments = [
        startBefore - 1,
        startBefore,
        Date.parse(change) - 1,
        Date.parse(change),
        start - 1,
        start,
        startAfter - 1,
        startAfter,
      ];
      for (const at of moments)
        chain.sale(
          { machine, currency: 'EUR' },
          { occurredAt: new Date(at).toISOString(), businessDate: businessDate(at, zone, 240) },
        );
      expect(await zoned.deliver()).toMatchObject({ applied: moments.length, quarantined: [] });
      const near = (days: number) => new Date(midnight + days * DAY_MS).toISOString().slice(0, 10);
      const page = await get<Compare>(`compare?from=${near(-2)}&to=${near(1)}`);
      expect(Value.Errors(CompareSchema, page)).toEqual([]);
      const row = page.rows.find((each) => each.shop.id === shop);
      expect(row).toMatchObject({
        currency: 'EUR',
        cutOffMinutes: 240,
        shop: { timeZone: zone },
        sales: moments.length,
      });
      expect(row?.days.map(({ day: of, takingsMinor }) => [of, takingsMinor / 8_000])).toEqual([
        [near(-2), 1],
        [near(-1), 4],
        [near(0), 2],
        [near(1), 1],
      ]);
      // What the cloud calls today at these moments is what the shop called it.
      const [asked] = await withTenant(
        api.db,
        org.id,
        (tx) => tx<{ days: string[] }[]>`
        select array_agg(((at at time zone ${zone}) - interval '240 minutes')::date::text order by at) as days
        from unnest(${moments.map((at) => new Date(at).toISOString())}::timestamptz[]) at`,
      );
      expect(asked?.days).toEqual(moments.map((at) => businessDate(at, zone, 240)));
    },
  );

  it('tell takings, payouts, average and variance each in the currency of the shop, on one scale a currency', async () => {
    const today = shopDay(Date.now());
    const page = await get<Compare>(`compare?from=${today}&to=${today}`);
    const row = page.rows.find((each) => each.shop.id === org.shop);
    const movements = await get<Movements>(`cash/movements?from=${today}&to=${today}&shop=${org.shop}`);
    const sale = movements.rows.find((each) => each.kind === 'sale');
    expect(row).toMatchObject({
      takingsMinor: (sale?.inMinor ?? 0) - (sale?.outMinor ?? 0),
      sales: sale?.transactions,
      varianceMinor: -20_000,
      closings: 1,
      businessDate: today,
    });
    const thb = page.rows.filter((each) => each.currency === 'THB');
    const most = Math.max(...thb.flatMap((each) => each.days.map((day) => day.takingsMinor)));
    expect(page.peaks.find((peak) => peak.currency === 'THB')?.takingsMinor).toBe(most);
    const manager = await signInAs(api.app, org.people.shop_manager);
    const own = await get<Compare>(`compare?from=${today}&to=${today}`, manager);
    expect(own.rows.map((each) => each.shop.id)).toEqual([org.shop]);
  });
});
