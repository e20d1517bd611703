import { randomUUID } from 'node:crypto';
import { type Database, withTenant } from '@tillbridge/core/db/client';
import type { Call } from './agent-calls.ts';

export interface AnomalyTarget {
  readonly anomaly: string;
}

interface Differs {
  readonly subject?: string;
  readonly rule?: string;
  readonly openedAt?: Date;
  /** An operation that is there. */
  readonly operation?: string;
}

/** Unusual figures of a person of a shop, as the worker writes them; each of a day of its own. */
export async function addAnomaly(db: Database, org: string, shop: string, differs: Differs = {}): Promise<string> {
  const id = randomUUID();
  const { subject = '11 Suda', rule = 'below_limit', openedAt = new Date(), operation = randomUUID() } = differs;
  const figures = {
    ...{ unit: 'count', value: 14, outOf: null, limitMinor: 500_000 },
    ...{ own: { expected: 1, periods: 8 }, peers: { expected: 0, others: 2, least: 0, most: 2 } },
  };
  const evidence = [
    {
      ...{ id: operation, about: 'operation', kind: 'payout', outcome: 'completed', operator: subject },
      ...{ at: new Date().toISOString(), amountMinor: 490_000 },
    },
  ];
  await withTenant(
    db,
    org,
    (tx) => tx`
      insert into anomalies (
        org_id, anomaly_id, shop_id, rule, subject, period_from, period_to, currency, figures, evidence, evidence_total, opened_at, judged_at)
      select ${org}, ${id}, ${shop}, ${rule}, ${subject}, day, day + 6, 'THB', ${JSON.stringify(figures)}::jsonb,
        ${JSON.stringify(evidence)}::jsonb, 14, ${openedAt}, ${openedAt}
      from (select date '2026-01-05' + (count(*)::integer * 7) as day from anomalies where org_id = ${org}) next`,
  );
  return id;
}

export const ANOMALY_CALLS: Record<string, (target: AnomalyTarget) => Call> = {
  'GET /api/v1/anomalies': () => ({ method: 'GET', url: '/api/v1/anomalies' }),
  'GET /api/v1/anomalies/:id': ({ anomaly }) => ({ method: 'GET', url: `/api/v1/anomalies/${anomaly}` }),
  'POST /api/v1/anomalies/:id/records': ({ anomaly }) => ({
    method: 'POST',
    url: `/api/v1/anomalies/${anomaly}/records`,
    payload: { what: 'noted', said: 'asked' },
  }),
};

/** Answered to everybody who may see such figures, with only those of their shops. */
export const ANOMALIES_WITHOUT_TARGET: readonly string[] = ['GET /api/v1/anomalies'];
