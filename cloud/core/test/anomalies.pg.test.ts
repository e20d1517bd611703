import { movedDay } from '@tillbridge/shared/day-range';
import type { FactBody } from '@tillbridge/shared/fact';
import type { AnomalyFigures, Evidence } from '@tillbridge/shared/reads-anomalies';
import { BATCH_LINES_MAX } from '@tillbridge/shared/sync';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { weekOf } from '../src/anomalies/periods.ts';
import { sweepAnomalies } from '../src/anomalies/sweep-anomalies.ts';
import { withTenant } from '../src/db/client.ts';
import { makeWorld, type OpenShop, openShop, type World } from './ingest-world.ts';

const HISTORY_WEEKS = 8;
const LIMIT_MINOR = 500_000;
const BELOW_MINOR = 490_000;
const STAFF = ['11 Suda', '12 Nipon', '13 Hasan'] as const;
/** The last whole week, so that every fact lies in the past. */
const WEEK = movedDay(weekOf(new Date().toISOString().slice(0, 10)), -7);
/** Ten in the evening of Bangkok, when the business day before is over. */
const onDay = (day: string): Date => new Date(`${day}T15:00:00.000Z`);
const AFTER = movedDay(WEEK, 7);

let world: World;
let shop: OpenShop;
let sent = 0;

beforeAll(async () => {
  world = await makeWorld(await cloneDatabase());
});
beforeEach(async () => {
  shop = await shopWithLimit();
  sent = 0;
});
afterAll(() => world?.close());

async function shopWithLimit(org?: string): Promise<OpenShop> {
  const made = await openShop(world, org === undefined ? {} : { org });
  await world.god`
    insert into shop_limits (org_id, shop_id, limits)
    values (${made.org}, ${made.shop}, ${`{"parLevels":[],"payoutWithoutApprovalMinor":${LIMIT_MINOR}}`}::text::jsonb)`;
  return made;
}

type Body = Partial<FactBody<'cash.transaction'>>;

/** So many operations of one person on one business day, a minute apart around noon. */
function operations(to: OpenShop, operator: string, day: string, many: number, body: Body = {}): void {
  for (let at = 0; at < many; at += 1) {
    const occurredAt = new Date(Date.parse(`${day}T05:00:00.000Z`) + at * 60_000).toISOString();
    to.chain.sale({ operator, ...body }, { occurredAt, businessDate: day });
  }
}

const BELOW: Body = {
  kind: 'payout',
  amountMinor: BELOW_MINOR,
  inMinor: 0,
  outMinor: BELOW_MINOR,
  lines: [{ valueMinor: 10_000, form: 'note', pieces: 49, direction: 'out', place: 'stock', unit: '2' }],
};

/** Weeks of ordinary sales of all staff before `WEEK` and in it. */
function ordinary(to: OpenShop, staff: readonly string[] = STAFF): void {
  for (let back = HISTORY_WEEKS; back >= 0; back -= 1)
    for (const operator of staff) operations(to, operator, movedDay(WEEK, -7 * back), 20);
}

async function deliver(to: OpenShop = shop, from = sent): Promise<void> {
  for (let first = from + 1; first <= to.chain.last; first += BATCH_LINES_MAX)
    await to.send({ from: first, to: Math.min(first + BATCH_LINES_MAX - 1, to.chain.last) });
  if (to === shop) sent = to.chain.last;
}

interface Found {
  readonly anomaly_id: string;
  readonly shop_id: string;
  readonly rule: string;
  readonly subject: string;
  readonly period_from: string;
  readonly figures: AnomalyFigures;
  readonly evidence: Evidence[];
  readonly evidence_total: number;
  readonly withdrawn_at: Date | null;
}

const found = (org = shop.org) =>
  withTenant(world.db, org, (tx) => tx<Found[]>`select * from anomalies order by opened_at, anomaly_id`);
const sweep = (day: string) => sweepAnomalies(world.db, shop.org, onDay(day));

describe('what a shop did unusually', () => {
  it('is found once, with figures and every payout as evidence, and a second look changes nothing', async () => {
    ordinary(shop);
    operations(shop, '11 Suda', WEEK, 14, BELOW);
    await deliver();
    expect(await sweep(AFTER)).toEqual({ opened: 1, withdrawn: 0 });
    const [count, ...more] = await found();
    expect(count).toMatchObject({ rule: 'below_limit', subject: '11 Suda', period_from: WEEK, evidence_total: 14 });
    expect(count?.figures).toMatchObject({ value: 14, limitMinor: LIMIT_MINOR, own: { expected: 0, periods: 8 } });
    expect(count?.figures.peers).toMatchObject({ others: 2, least: 0, most: 0 });
    expect(new Set(count?.evidence.map(({ id }) => id)).size).toBe(14);
    expect(count?.evidence[0]).toMatchObject({ about: 'operation', kind: 'payout', amountMinor: BELOW_MINOR });
    expect(more).toEqual([]);
    expect(await sweep(AFTER)).toEqual({ opened: 0, withdrawn: 0 });
    expect(await sweep(movedDay(AFTER, 1))).toEqual({ opened: 0, withdrawn: 0 });
    expect((await found()).map((one) => one.anomaly_id)).toEqual([count?.anomaly_id]);
  });

  it('is nothing where everybody sold as ever', async () => {
    ordinary(shop);
    await deliver();
    expect(await sweep(AFTER)).toEqual({ opened: 0, withdrawn: 0 });
    expect(await found()).toEqual([]);
  });

  it('in amounts that stay far below the limit is asked once: of the person, not of the shop as well', async () => {
    const amountMinor = 200_000;
    const lines = [
      { valueMinor: 10_000, form: 'note', pieces: 20, direction: 'out', place: 'stock', unit: '2' } as const,
    ];
    ordinary(shop);
    operations(shop, '11 Suda', WEEK, 40, { ...BELOW, amountMinor, outMinor: amountMinor, lines });
    await deliver();
    await sweep(AFTER);
    expect(await found()).toMatchObject([{ rule: 'payouts', subject: '11 Suda', figures: { value: 8_000_000 } }]);
  });

  it('is found once when three workers look at once', async () => {
    ordinary(shop);
    operations(shop, '11 Suda', WEEK, 14, BELOW);
    await deliver();
    const looking = await world.god.begin(async (tx) => {
      // Held until all three have begun, so that none has ended before another.
      await tx`lock table anomalies in exclusive mode`;
      const all = [sweep(AFTER), sweep(AFTER), sweep(AFTER)];
      await vi.waitFor(async () => {
        const waiting = await world.god`
          select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
        expect(waiting).toHaveLength(3);
      }, 20_000);
      return { all };
    });
    await Promise.all(looking.all);
    expect(await found()).toHaveLength(1);
    const opened = await world.god`
      select 1 from audit_events where org_id = ${shop.org} and action = 'anomaly.opened'`;
    expect(opened).toHaveLength(1);
  });

  it('says nothing about a shop before its own business day is over', async () => {
    ordinary(shop);
    await deliver();
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
    ordinary(shop);
    for (let back = HISTORY_WEEKS; back > 0; back -= 1) for (const by of STAFF) close(by, movedDay(WEEK, -7 * back), 0);
    for (const by of STAFF.slice(1)) close(by, WEEK, 0);
    const shift = close('11 Suda', WEEK, 400_000);
    await deliver();
    await sweep(AFTER);
    expect(await found()).toMatchObject([
      { rule: 'short_count', subject: '11 Suda', evidence: [{ about: 'closing', id: shift, amountMinor: 400_000 }] },
    ]);
  });

  it('outside the opening hours is a matter of the day', async () => {
    const hours = JSON.stringify([0, 1, 2, 3, 4, 5, 6].map((day) => ({ day, opens: 480, closes: 1_200 })));
    await world.god`update shops set opening_hours = ${hours}::text::jsonb where shop_id = ${shop.shop}`;
    for (let back = 40; back >= 0; back -= 1)
      for (const operator of STAFF) operations(shop, operator, movedDay(WEEK, -back), 6);
    for (let at = 0; at < 8; at += 1)
      shop.chain.sale(
        { ...BELOW, operator: '11 Suda', kind: 'exchange' },
        { occurredAt: `${WEEK}T19:0${at}:00.000Z`, businessDate: WEEK },
      );
    await deliver();
    await sweep(AFTER);
    expect(await found()).toMatchObject([
      { rule: 'outside_hours', subject: '11 Suda', period_from: WEEK, figures: { value: 8 }, evidence_total: 8 },
    ]);
  });
});

describe('walls', () => {
  it('another organization is not judged, and sees nothing', async () => {
    const neighbour = await shopWithLimit();
    ordinary(shop);
    operations(shop, '11 Suda', WEEK, 14, BELOW);
    await deliver();
    await sweep(AFTER);
    expect(await sweepAnomalies(world.db, neighbour.org, onDay(AFTER))).toEqual({ opened: 0, withdrawn: 0 });
    expect(await found(neighbour.org)).toEqual([]);
    expect(await found()).toHaveLength(1);
  });

  it('somebody of the same name in another shop is another person, in history, company and evidence', async () => {
    const second = await shopWithLimit(shop.org);
    ordinary(shop);
    operations(shop, '11 Suda', WEEK, 14, BELOW);
    // There it is all that is known: too little to say anything about it.
    operations(second, '11 Suda', WEEK, 14, BELOW);
    await deliver();
    await deliver(second, 0);
    await sweep(AFTER);
    const all = await found();
    expect(all.map((one) => one.shop_id)).toEqual([shop.shop]);
    expect(all[0]?.evidence_total).toBe(14);
  });
});

describe('interrupted and late', () => {
  it('a worker killed after its first finding has found nothing, and the next one finds all', async () => {
    ordinary(shop);
    operations(shop, '11 Suda', WEEK, 14, BELOW);
    await deliver();
    await world.god.begin(async (tx) => {
      await tx`lock table anomaly_rounds in exclusive mode`;
      const cutOff = expect(sweep(AFTER)).rejects.toThrow();
      await vi.waitFor(async () => {
        const killed = await world.god`
          select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock' and query like '%insert into anomaly_rounds%'`;
        expect(killed).toHaveLength(1);
      }, 20_000);
      await cutOff;
    });
    expect(await found()).toEqual([]);
    expect(await sweep(AFTER)).toEqual({ opened: 1, withdrawn: 0 });
  });

  it('payouts that arrive after the week was judged are found on the next day, at their week', async () => {
    ordinary(shop);
    await deliver();
    await sweep(AFTER);
    operations(shop, '11 Suda', WEEK, 14, BELOW);
    await deliver();
    expect(await sweep(movedDay(AFTER, 1))).toEqual({ opened: 1, withdrawn: 0 });
    expect((await found()).map((one) => one.period_from)).toEqual([WEEK]);
  });

  it('a shop that was offline for five weeks is judged from where it was left', async () => {
    const late = movedDay(WEEK, -28);
    for (let back = HISTORY_WEEKS + 4; back > 4; back -= 1)
      for (const operator of STAFF) operations(shop, operator, movedDay(WEEK, -7 * back), 20);
    await deliver();
    await sweep(movedDay(late, -1));
    await sweep(movedDay(WEEK, 6));
    for (let back = 4; back >= 0; back -= 1)
      for (const operator of STAFF) operations(shop, operator, movedDay(WEEK, -7 * back), 20);
    operations(shop, '11 Suda', late, 14, BELOW);
    await deliver();
    await sweep(AFTER);
    expect((await found()).map((one) => one.period_from)).toEqual([late]);
  });

  it('is withdrawn when the others turn out to have done the same, a question to the shop instead, and opened again by no second row', async () => {
    ordinary(shop);
    operations(shop, '11 Suda', WEEK, 14, BELOW);
    await deliver();
    await sweep(AFTER);
    for (const operator of STAFF.slice(1)) operations(shop, operator, WEEK, 12, BELOW);
    await deliver();
    expect(await sweep(movedDay(AFTER, 1))).toEqual({ opened: 1, withdrawn: 1 });
    const states = async () =>
      Object.fromEntries((await found()).map((one) => [one.rule, one.withdrawn_at === null ? 'open' : 'withdrawn']));
    expect(await states()).toEqual({ below_limit: 'withdrawn', shop_payouts: 'open' });
    operations(shop, '11 Suda', WEEK, 40, BELOW);
    await deliver();
    expect(await sweep(movedDay(AFTER, 2))).toEqual({ opened: 1, withdrawn: 1 });
    expect(await states()).toEqual({ below_limit: 'open', shop_payouts: 'withdrawn' });
    expect(await found()).toHaveLength(2);
  });
});

describe('after a person answered', () => {
  const resolve = (as: string, day: string) =>
    world.god`
      update anomalies set resolved_at = ${onDay(day)}, resolved_as = ${as} where org_id = ${shop.org}`;

  it('the same of the same person is not asked again for a while, unless it doubled', async () => {
    const week = movedDay(WEEK, -7);
    ordinary(shop);
    operations(shop, '11 Suda', week, 10, BELOW);
    await deliver();
    expect(await sweep(WEEK)).toMatchObject({ opened: 1 });
    await resolve('explained', WEEK);
    operations(shop, '11 Suda', WEEK, 12, BELOW);
    await deliver();
    expect(await sweep(AFTER)).toEqual({ opened: 0, withdrawn: 0 });
    operations(shop, '11 Suda', WEEK, 12, BELOW);
    await deliver();
    expect(await sweep(movedDay(AFTER, 1))).toEqual({ opened: 1, withdrawn: 0 });
    expect((await found()).map((one) => one.period_from).sort()).toEqual([week, WEEK]);
  });

  it('while one is open, the next week of the same person opens no second one', async () => {
    ordinary(shop);
    operations(shop, '11 Suda', movedDay(WEEK, -7), 14, BELOW);
    operations(shop, '11 Suda', WEEK, 14, BELOW);
    await deliver();
    expect(await sweep(AFTER)).toMatchObject({ opened: 1 });
    expect((await found()).map((one) => one.period_from)).toEqual([movedDay(WEEK, -7)]);
  });
});
