import { randomUUID } from 'node:crypto';
import type { Chain } from '../../../core/test/build-facts.ts';
import type { Call } from './agent-calls.ts';

/** What a shop's cash leaves behind. */
export interface CashTarget {
  readonly shop: string;
  readonly shift: string;
  readonly unsettled: string;
  readonly collection: string;
}

/** The same where nothing is. */
export const noCash = (missing: string): CashTarget => ({
  shop: missing,
  shift: missing,
  unsettled: missing,
  collection: missing,
});

/** An operation that nobody knows the end of, a collection, and a closing: three facts. */
export function takeCash(chain: Chain): Omit<CashTarget, 'shop'> {
  const [unsettled, collection] = [randomUUID(), randomUUID()];
  chain.sale({ operation: unsettled, outcome: 'unknown' });
  chain.sale({ operation: collection, kind: 'collection' });
  return { unsettled, collection, shift: chain.closing().shift };
}

export const CASH_CALLS: Record<string, (target: CashTarget) => Call> = {
  'GET /api/v1/shops/:shopId/closings': ({ shop }) => ({ method: 'GET', url: `/api/v1/shops/${shop}/closings` }),
  'GET /api/v1/closings/:id': ({ shift }) => ({ method: 'GET', url: `/api/v1/closings/${shift}` }),
  'GET /api/v1/closings': () => ({ method: 'GET', url: '/api/v1/closings' }),
  'GET /api/v1/shops/:shopId/shift': ({ shop }) => ({ method: 'GET', url: `/api/v1/shops/${shop}/shift` }),
  'GET /api/v1/cash/position': () => ({ method: 'GET', url: '/api/v1/cash/position' }),
  'GET /api/v1/cash/levels': () => ({ method: 'GET', url: '/api/v1/cash/levels' }),
  'GET /api/v1/cash/movements': () => ({
    method: 'GET',
    url: '/api/v1/cash/movements?from=2026-11-01&to=2026-11-30',
  }),
  'GET /api/v1/compare': () => ({ method: 'GET', url: '/api/v1/compare?from=2026-11-01&to=2026-11-30' }),
  'GET /api/v1/collections': () => ({ method: 'GET', url: '/api/v1/collections' }),
  'GET /api/v1/collections/:id': ({ collection }) => ({ method: 'GET', url: `/api/v1/collections/${collection}` }),
  'POST /api/v1/collections/:id/records': ({ collection }) => ({
    method: 'POST',
    url: `/api/v1/collections/${collection}/records`,
    payload: { what: 'noted', happenedAt: new Date().toISOString(), said: 'seen' },
  }),
  'GET /api/v1/cases': () => ({ method: 'GET', url: '/api/v1/cases' }),
  'GET /api/v1/cases/:id': ({ unsettled }) => ({ method: 'GET', url: `/api/v1/cases/${unsettled}` }),
  'POST /api/v1/cases/:id/records': ({ unsettled }) => ({
    method: 'POST',
    url: `/api/v1/cases/${unsettled}/records`,
    payload: { what: 'noted', said: 'seen' },
  }),
};

/** Answered to everybody of the organization, with only what they may see in it. */
export const CASH_WITHOUT_TARGET: readonly string[] = [
  'GET /api/v1/closings',
  'GET /api/v1/cash/position',
  'GET /api/v1/cash/levels',
  'GET /api/v1/cash/movements',
  'GET /api/v1/compare',
  'GET /api/v1/collections',
  'GET /api/v1/cases',
];
