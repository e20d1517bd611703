import { movedDay } from '@tillbridge/shared/day-range';
import type { FactBody } from '@tillbridge/shared/fact';
import type { AnomalyFigures, Evidence } from '@tillbridge/shared/reads-anomalies';
import { BATCH_LINES_MAX } from '@tillbridge/shared/sync';
import { weekOf } from '../src/anomalies/periods.ts';
import { sweepAnomalies } from '../src/anomalies/sweep-anomalies.ts';
import { withTenant } from '../src/db/client.ts';
import { type OpenShop, openShop, type World } from './ingest-world.ts';

export const HISTORY_WEEKS = 8;
export const LIMIT_MINOR = 500_000;
export const BELOW_MINOR = 490_000;
export const STAFF = ['11 Suda', '12 Nipon', '13 Hasan'] as const;
/** The last whole week, so that every fact lies in the past. */
export const WEEK = movedDay(weekOf(new Date().toISOString().slice(0, 10)), -7);
export const AFTER = movedDay(WEEK, 7);
/** Ten in the evening of Bangkok, when the business day before is over. */
export const onDay = (day: string): Date => new Date(`${day}T15:00:00.000Z`);

type Body = Partial<FactBody<'cash.transaction'>>;

export const BELOW: Body = {
  kind: 'payout',
  amountMinor: BELOW_MINOR,
  inMinor: 0,
  outMinor: BELOW_MINOR,
  lines: [{ valueMinor: 10_000, form: 'note', pieces: 49, direction: 'out', place: 'stock', unit: '2' }],
};

export interface Found {
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

/** A shop with a limit for payouts whose staff sell, and what the cloud finds unusual about it. */
export interface JudgedShop extends OpenShop {
  /** So many operations of one person on one business day, a minute apart around noon. */
  operations(operator: string, day: string, many: number, body?: Body): void;
  /** Weeks of ordinary sales of all staff before `WEEK` and in it. */
  ordinary(): void;
  /** Sends what was added since the last time. */
  deliver(): Promise<void>;
  sweep(day: string): ReturnType<typeof sweepAnomalies>;
  found(): Promise<readonly Found[]>;
}

export async function openJudgedShop(world: World, org?: string): Promise<JudgedShop> {
  const shop = await openShop(world, org === undefined ? {} : { org });
  const { chain } = shop;
  await world.god`
    insert into shop_limits (org_id, shop_id, limits)
    values (${shop.org}, ${shop.shop}, ${`{"parLevels":[],"payoutWithoutApprovalMinor":${LIMIT_MINOR}}`}::text::jsonb)`;
  let sent = 0;
  const operations: JudgedShop['operations'] = (operator, day, many, body = {}) => {
    for (let at = 0; at < many; at += 1) {
      const occurredAt = new Date(Date.parse(`${day}T05:00:00.000Z`) + at * 60_000).toISOString();
      chain.sale({ operator, ...body }, { occurredAt, businessDate: day });
    }
  };
  return {
    ...shop,
    operations,
    ordinary() {
      for (let back = HISTORY_WEEKS; back >= 0; back -= 1)
        for (const operator of STAFF) operations(operator, movedDay(WEEK, -7 * back), 20);
    },
    async deliver() {
      for (let from = sent + 1; from <= chain.last; from += BATCH_LINES_MAX)
        await shop.send({ from, to: Math.min(from + BATCH_LINES_MAX - 1, chain.last) });
      sent = chain.last;
    },
    sweep: (day) => sweepAnomalies(world.db, shop.org, onDay(day)),
    found: () =>
      withTenant(world.db, shop.org, (tx) => tx<Found[]>`select * from anomalies order by opened_at, anomaly_id`),
  };
}
