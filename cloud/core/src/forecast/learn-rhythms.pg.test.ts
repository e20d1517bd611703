import { movedDay } from '@tillbridge/shared/day-range';
import { LEARNED_DAYS_MIN } from '@tillbridge/shared/reads-levels';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cloneDatabase } from '../../../../scripts/postgres/clone-database.ts';
import { inventory, unitReading } from '../../test/build-facts.ts';
import { makeWorld, type OpenShop, openShop, type World } from '../../test/ingest-world.ts';
import type { Database } from '../db/client.ts';
import { learnRhythms } from './learn-rhythms.ts';

const DAYS = LEARNED_DAYS_MIN + 5;
const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);

let world: World;
let shop: OpenShop;
beforeAll(async () => {
  world = await makeWorld(await cloneDatabase());
}, 60_000);
afterAll(() => world?.close());
beforeEach(async () => {
  shop = await openShop(world);
});

/** `pieces` hundred-baht notes paid out at ten in the morning of each day. */
function trade(pieces: (daysAgo: number) => number, from = DAYS, to = 0): void {
  for (let ago = from; ago >= to; ago--) {
    const day = movedDay(today, -ago);
    const at = { occurredAt: `${day}T00:10:00.000Z`, businessDate: day };
    const line = { valueMinor: 10_000, form: 'note', place: 'stock', unit: '1' } as const;
    const out = pieces(ago);
    shop.chain.sale({ lines: [{ ...line, pieces: out, direction: 'out' }], inMinor: 0, outMinor: 10_000 * out }, at);
  }
}

interface Learned {
  readonly through: string | null;
  readonly days: number;
  readonly rhythm: { readonly units: Record<string, { readonly net: readonly number[] }> } | null;
  readonly backtest: { readonly days: number } | null;
  readonly learned_at: Date;
}
const learned = async () => {
  const [row] = await world.god<Learned[]>`
    select to_char(through, 'YYYY-MM-DD') as through, days, rhythm, backtest, learned_at from cash_rhythms where machine_id = ${shop.machine}`;
  return row;
};
const aDay = async () => {
  const net = (await learned())?.rhythm?.units['1']?.net ?? [];
  return Math.round(net.reduce((sum, pieces) => sum + pieces, 0) / 7);
};

describe('what is learned', () => {
  it('is the rhythm of complete days, and learning again changes nothing', async () => {
    trade(() => 12);
    await shop.send();
    expect(await learnRhythms(world.db, shop.org)).toBe(1);
    const first = await learned();
    expect(first).toMatchObject({ through: movedDay(today, -1), days: DAYS - 1, backtest: { days: DAYS - 15 } });
    expect(await aDay()).toBe(-12);
    expect(await learnRhythms(world.db, shop.org)).toBe(0);
    expect(await learned()).toEqual(first);
  });

  it('takes no notice of a day that is not over, of a refill, or of a day in the future', async () => {
    trade(() => 12);
    const note = { valueMinor: 10_000, form: 'note', place: 'stock', unit: '1', direction: 'in' } as const;
    const before = movedDay(today, -3);
    const at = { occurredAt: `${before}T02:00:00.000Z`, businessDate: before };
    shop.chain.sale({ kind: 'refill', lines: [{ ...note, pieces: 90 }], inMinor: 900_000, outMinor: 0 }, at);
    const ahead = movedDay(today, 9);
    shop.chain.sale({}, { occurredAt: `${ahead}T02:00:00.000Z`, businessDate: ahead });
    await shop.send();
    await learnRhythms(world.db, shop.org);
    expect(await learned()).toMatchObject({ through: movedDay(today, -1) });
    expect(await aDay()).toBe(-12);
  });

  it('is learned anew when a day that is over gets a late fact, and not for one of today', async () => {
    trade(() => 12);
    await shop.send();
    await learnRhythms(world.db, shop.org);
    const sent = shop.chain.last;
    trade(() => 500, 0, 0);
    await shop.send({ from: sent + 1 });
    expect(await learnRhythms(world.db, shop.org)).toBe(0);
    const more = shop.chain.last;
    trade(() => 12, DAYS - 1, 1);
    await shop.send({ from: more + 1 });
    expect(await learnRhythms(world.db, shop.org)).toBe(1);
    expect(await aDay()).toBe(-24);
  });

  it('of too few days says how many there are, and of none too', async () => {
    await learnRhythms(world.db, shop.org);
    expect(await learned()).toMatchObject({ through: null, days: 0, rhythm: null, backtest: null });
    trade(() => 12, 5);
    await shop.send();
    await learnRhythms(world.db, shop.org);
    expect(await learned()).toMatchObject({ days: 4, rhythm: null });
  });

  it('shares what no unit was named for between the units of that denomination', async () => {
    const twins = [unitReading(), unitReading({ unit: '2', capacity: 300 })];
    const readAt = new Date().toISOString();
    shop.chain.add('machine.inventory', { machine: shop.machine, inventory: inventory(readAt, { units: twins }) });
    for (let ago = DAYS; ago >= 0; ago--) {
      const day = movedDay(today, -ago);
      const line = { valueMinor: 10_000, form: 'note', place: 'stock', pieces: 8, direction: 'out' } as const;
      shop.chain.sale(
        { lines: [line], inMinor: 0, outMinor: 80_000 },
        { occurredAt: `${day}T00:10:00.000Z`, businessDate: day },
      );
    }
    await shop.send();
    await learnRhythms(world.db, shop.org);
    expect(await aDay()).toBe(-2);
  });
});

describe('a worker', () => {
  it('that dies between two shops has kept the first, and the next one learns only the other', async () => {
    const other = await openShop(world, { org: shop.org });
    trade(() => 12);
    await shop.send();
    const [first, second] = [shop.shop, other.shop].sort();
    let transactions = 0;
    // The read of what is due, the first shop, and then the connection is gone.
    const dying: Database = {
      ...world.db,
      sql: new Proxy(world.db.sql, {
        get(sql, name) {
          if (name === 'begin') transactions += 1;
          if (transactions > 2) throw new Error('the process is gone');
          const value: unknown = Reflect.get(sql, name);
          return typeof value === 'function' ? value.bind(sql) : value;
        },
      }),
    };
    await expect(learnRhythms(dying, shop.org)).rejects.toThrow('the process is gone');
    const kept = async () =>
      (await world.god`select shop_id from cash_rhythms where org_id = ${shop.org} order by shop_id`).map(
        (row) => row['shop_id'] as string,
      );
    expect(await kept()).toEqual([first]);
    expect(await learnRhythms(world.db, shop.org)).toBe(1);
    expect(await kept()).toEqual([first, second]);
  });

  it('beside another one learns the same', async () => {
    trade(() => 12);
    await shop.send();
    await Promise.all([learnRhythms(world.db, shop.org), learnRhythms(world.db, shop.org)]);
    expect(await aDay()).toBe(-12);
    expect(await learnRhythms(world.db, shop.org)).toBe(0);
  });

  it('of one organization neither reads nor writes anything of another', async () => {
    trade(() => 12);
    await shop.send();
    const stranger = await openShop(world);
    await learnRhythms(world.db, stranger.org);
    expect(await learned()).toBeUndefined();
    const rows = await world.db.sql`select 1 from cash_rhythms`;
    expect(rows).toHaveLength(0);
  });
});
