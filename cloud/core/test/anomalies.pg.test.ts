import { movedDay } from '@tillbridge/shared/day-range';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { sweepAnomalies } from '../src/anomalies/sweep-anomalies.ts';
import {
  AFTER,
  BELOW,
  BELOW_MINOR,
  HISTORY_WEEKS,
  type JudgedShop,
  LIMIT_MINOR,
  onDay,
  openJudgedShop,
  STAFF,
  WEEK,
} from './anomaly-world.ts';
import { untilBlocked } from './blocked.ts';
import { makeWorld, type World } from './ingest-world.ts';

let world: World;
let shop: JudgedShop;

beforeAll(async () => {
  world = await makeWorld(await cloneDatabase());
});
beforeEach(async () => {
  shop = await openJudgedShop(world);
});
afterAll(() => world?.close());

describe('what a shop did unusually', () => {
  it('is found once, with figures and every payout as evidence, and a second look changes nothing', async () => {
    shop.ordinary();
    shop.operations('11 Suda', WEEK, 14, BELOW);
    await shop.deliver();
    expect(await shop.sweep(AFTER)).toEqual({ opened: 1, withdrawn: 0 });
    const [count, ...more] = await shop.found();
    expect(count).toMatchObject({ rule: 'below_limit', subject: '11 Suda', period_from: WEEK, evidence_total: 14 });
    expect(count?.figures).toMatchObject({ value: 14, limitMinor: LIMIT_MINOR, own: { expected: 0, periods: 8 } });
    expect(count?.figures.peers).toMatchObject({ others: 2, least: 0, most: 0 });
    expect(new Set(count?.evidence.map(({ id }) => id)).size).toBe(14);
    expect(count?.evidence[0]).toMatchObject({ about: 'operation', kind: 'payout', amountMinor: BELOW_MINOR });
    expect(more).toEqual([]);
    expect(await shop.sweep(AFTER)).toEqual({ opened: 0, withdrawn: 0 });
    expect(await shop.sweep(movedDay(AFTER, 1))).toEqual({ opened: 0, withdrawn: 0 });
    expect((await shop.found()).map((one) => one.anomaly_id)).toEqual([count?.anomaly_id]);
  });

  it('is nothing where everybody sold as ever', async () => {
    shop.ordinary();
    await shop.deliver();
    expect(await shop.sweep(AFTER)).toEqual({ opened: 0, withdrawn: 0 });
    expect(await shop.found()).toEqual([]);
  });

  it('in amounts that stay far below the limit is asked once: of the person, not of the shop as well', async () => {
    const amountMinor = 200_000;
    const lines = [
      { valueMinor: 10_000, form: 'note', pieces: 20, direction: 'out', place: 'stock', unit: '2' } as const,
    ];
    shop.ordinary();
    shop.operations('11 Suda', WEEK, 40, { ...BELOW, amountMinor, outMinor: amountMinor, lines });
    await shop.deliver();
    await shop.sweep(AFTER);
    expect(await shop.found()).toMatchObject([{ rule: 'payouts', subject: '11 Suda', figures: { value: 8_000_000 } }]);
  });

  it('is found once when three workers look at once', async () => {
    shop.ordinary();
    shop.operations('11 Suda', WEEK, 14, BELOW);
    await shop.deliver();
    const looking = await world.god.begin(async (tx) => {
      // Held until all three have begun, so that none has ended before another.
      await tx`lock table anomalies in exclusive mode`;
      const all = [shop.sweep(AFTER), shop.sweep(AFTER), shop.sweep(AFTER)];
      await untilBlocked(world.god, 3);
      return { all };
    });
    await Promise.all(looking.all);
    expect(await shop.found()).toHaveLength(1);
    const opened = await world.god`
      select 1 from audit_events where org_id = ${shop.org} and action = 'anomaly.opened'`;
    expect(opened).toHaveLength(1);
  });

  it('says nothing about a shop before its own business day is over', async () => {
    shop.ordinary();
    await shop.deliver();
    // Half past eleven in the evening of Sunday, and half an hour after midnight.
    await sweepAnomalies(world.db, shop.org, new Date(`${movedDay(WEEK, 6)}T16:30:00.000Z`));
    const day = async () => (await world.god`select judged_day from anomaly_rounds where shop_id = ${shop.shop}`)[0];
    const before = await day();
    await sweepAnomalies(world.db, shop.org, new Date(`${movedDay(WEEK, 6)}T17:30:00.000Z`));
    expect(await day()).not.toEqual(before);
  });

  it('of missing cash leads to the closings', async () => {
    const close = (by: string, day: string, missing: number) => {
      const sums = [
        {
          currency: 'THB',
          ...{ openingMinor: 500_000, inMinor: 30_000, outMinor: 10_000, expectedMinor: 520_000 },
          ...{ reportedMinor: 520_000, countedMinor: 520_000 - missing, varianceMinor: -missing, unproven: 0 },
        },
      ];
      const lines = [
        {
          machine: shop.machine,
          place: 'stock',
          form: 'note',
          valueMinor: 10_000,
          opening: 50,
          in: 3,
          out: 1,
        } as const,
      ].map((line) => ({ ...line, expected: 52, reported: 52, counted: 52 - missing / 10_000 }));
      const around = { occurredAt: `${day}T12:00:00.000Z`, businessDate: day };
      return shop.chain.closing({ by, openedBy: by, sums, lines, openedAt: `${day}T01:00:00.000Z` }, around).shift;
    };
    shop.ordinary();
    for (let back = HISTORY_WEEKS; back > 0; back -= 1) for (const by of STAFF) close(by, movedDay(WEEK, -7 * back), 0);
    for (const by of STAFF.slice(1)) close(by, WEEK, 0);
    const shift = close('11 Suda', WEEK, 400_000);
    await shop.deliver();
    await shop.sweep(AFTER);
    expect(await shop.found()).toMatchObject([
      { rule: 'short_count', subject: '11 Suda', evidence: [{ about: 'closing', id: shift, amountMinor: 400_000 }] },
    ]);
  });

  it('outside the opening hours is a matter of the day', async () => {
    const hours = JSON.stringify([0, 1, 2, 3, 4, 5, 6].map((day) => ({ day, opens: 480, closes: 1_200 })));
    await world.god`update shops set opening_hours = ${hours}::text::jsonb where shop_id = ${shop.shop}`;
    for (let back = 40; back >= 0; back -= 1)
      for (const operator of STAFF) shop.operations(operator, movedDay(WEEK, -back), 6);
    for (let at = 0; at < 8; at += 1)
      shop.chain.sale(
        { ...BELOW, operator: '11 Suda', kind: 'exchange' },
        { occurredAt: `${WEEK}T19:0${at}:00.000Z`, businessDate: WEEK },
      );
    await shop.deliver();
    await shop.sweep(AFTER);
    expect(await shop.found()).toMatchObject([
      { rule: 'outside_hours', subject: '11 Suda', period_from: WEEK, figures: { value: 8 }, evidence_total: 8 },
    ]);
  });
});

describe('walls', () => {
  it('another organization is not judged, and sees nothing', async () => {
    const neighbour = await openJudgedShop(world);
    shop.ordinary();
    shop.operations('11 Suda', WEEK, 14, BELOW);
    await shop.deliver();
    await shop.sweep(AFTER);
    expect(await sweepAnomalies(world.db, neighbour.org, onDay(AFTER))).toEqual({ opened: 0, withdrawn: 0 });
    expect(await neighbour.found()).toEqual([]);
    expect(await shop.found()).toHaveLength(1);
  });

  it('somebody of the same name in another shop is another person, in history, company and evidence', async () => {
    const second = await openJudgedShop(world, shop.org);
    shop.ordinary();
    shop.operations('11 Suda', WEEK, 14, BELOW);
    // There it is all that is known: too little to say anything about it.
    second.operations('11 Suda', WEEK, 14, BELOW);
    await shop.deliver();
    await second.deliver();
    await shop.sweep(AFTER);
    const all = await shop.found();
    expect(all.map((one) => one.shop_id)).toEqual([shop.shop]);
    expect(all[0]?.evidence_total).toBe(14);
  });
});
