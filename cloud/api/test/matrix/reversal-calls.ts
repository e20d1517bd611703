import { randomUUID } from 'node:crypto';
import { withTenant } from '@tillbridge/core/db/client';
import type { TestOrganization } from '../make-world.ts';
import type { TestApi } from '../start-api.ts';
import type { Call } from './agent-calls.ts';

/** A movement of one shop, and a reversal of another one that somebody asked for. */
export interface ReversalTarget {
  readonly transaction: string;
  readonly reversal: string;
  /** One that is booked. */
  readonly booked: string;
}

export async function askForReversal(
  api: TestApi,
  org: TestOrganization,
  place: { readonly shop: string; readonly machine: string; readonly agent: string },
): Promise<Omit<ReversalTarget, 'transaction'>> {
  const [reversal, booked] = [randomUUID(), randomUUID()];
  await withTenant(api.db, org.id, async (tx) => {
    for (const id of [reversal, booked])
      await tx`
          insert into reversals (
            org_id, reversal_id, transaction_id, shop_id, machine_id, agent_id, occurred_at, kind, currency, in_minor, out_minor, reason,
            asked_by)
          values (
            ${org.id}, ${id}, ${randomUUID()}, ${place.shop}, ${place.machine}, ${place.agent}, now(), 'sale', 'THB', 0, 100, 'a test',
            ${org.people.auditor.id})`;
    await tx`select * from book_reversal(${org.id}, ${booked}, ${org.people.accountant.id})`;
  });
  return { reversal, booked };
}

/** Ones that are not there. */
export const noReversal = (missing: string) => ({ reversal: missing, booked: missing });

const post = (url: string, payload: object): Call => ({ method: 'POST', url, payload });

export const REVERSAL_CALLS: Record<string, (target: ReversalTarget) => Call> = {
  'GET /api/v1/reversals': () => ({ method: 'GET', url: '/api/v1/reversals' }),
  'POST /api/v1/reversals': ({ transaction }) => post('/api/v1/reversals', { transaction, reason: 'a test' }),
  'POST /api/v1/reversals/:id/reverse': ({ booked }) =>
    post(`/api/v1/reversals/${booked}/reverse`, { reason: 'a test' }),
  'POST /api/v1/reversals/:id/approve': ({ reversal }) => post(`/api/v1/reversals/${reversal}/approve`, {}),
  'POST /api/v1/reversals/:id/withdraw': ({ reversal }) => post(`/api/v1/reversals/${reversal}/withdraw`, {}),
};

/** Whoever may is answered 200, or 409 where somebody did it before. */
export const REVERSED_ONCE = [
  'POST /api/v1/reversals',
  'POST /api/v1/reversals/:id/reverse',
  'POST /api/v1/reversals/:id/approve',
  'POST /api/v1/reversals/:id/withdraw',
] as const;
