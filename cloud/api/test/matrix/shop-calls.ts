import type { Call } from './agent-calls.ts';

let shops = 100;
let machines = 0;

/** How the routes by which shops come and go are called for a target; what is asked for is already so. */
export const SHOP_CALLS: Readonly<
  Record<string, (target: { readonly shop: string; readonly machine: string }) => Call>
> = {
  'POST /api/v1/shops': () => {
    shops += 1;
    const day = { timeZone: 'Asia/Bangkok', cutOffMinutes: 240, currency: 'THB' };
    return {
      method: 'POST',
      url: '/api/v1/shops',
      payload: { code: `M${shops}`, name: { th: 'ใหม่', en: 'New' }, ...day },
    };
  },
  'POST /api/v1/shops/:shopId/day': ({ shop }) => ({
    method: 'POST',
    url: `/api/v1/shops/${shop}/day`,
    payload: { timeZone: 'Asia/Bangkok', cutOffMinutes: 240, currency: 'THB' },
  }),
  'POST /api/v1/shops/:shopId/closed': ({ shop }) => ({
    method: 'POST',
    url: `/api/v1/shops/${shop}/closed`,
    payload: { closed: false },
  }),
  'POST /api/v1/shops/:shopId/machines': ({ shop }) => {
    machines += 1;
    const plate = { name: `Spare ${machines}`, serial: null };
    return {
      method: 'POST',
      url: `/api/v1/shops/${shop}/machines`,
      payload: { ...plate, driver: 'glory-300', currency: 'THB' },
    };
  },
  'POST /api/v1/machines/:machineId/plate': ({ machine }) => ({
    method: 'POST',
    url: `/api/v1/machines/${machine}/plate`,
    payload: { name: 'Front', serial: null },
  }),
  'POST /api/v1/machines/:machineId/retired': ({ machine }) => ({
    method: 'POST',
    url: `/api/v1/machines/${machine}/retired`,
    payload: { retired: false },
  }),
  'GET /api/v1/organization/settings': () => ({ method: 'GET', url: '/api/v1/organization/settings' }),
  'POST /api/v1/organization/limits': () => ({
    method: 'POST',
    url: '/api/v1/organization/limits',
    payload: { currency: 'THB', variance: null },
  }),
  'POST /api/v1/organization/opening-hours': () => ({
    method: 'POST',
    url: '/api/v1/organization/opening-hours',
    payload: { openingHours: null },
  }),
  'POST /api/v1/organization/delivery': () => ({
    method: 'POST',
    url: '/api/v1/organization/delivery',
    payload: { delivery: null },
  }),
  'POST /api/v1/shops/:shopId/delivery': ({ shop }) => ({
    method: 'POST',
    url: `/api/v1/shops/${shop}/delivery`,
    payload: { delivery: { leadDays: 1, weekdays: [1, 4], without: ['2026-12-10'] } },
  }),
  'POST /api/v1/shops/:shopId/limits/own': ({ shop }) => ({
    method: 'POST',
    url: `/api/v1/shops/${shop}/limits/own`,
    payload: { payoutWithoutApprovalMinor: 500_000 },
  }),
  'POST /api/v1/shops/:shopId/opening-hours': ({ shop }) => ({
    method: 'POST',
    url: `/api/v1/shops/${shop}/opening-hours`,
    payload: { openingHours: [{ day: 1, opens: 600, closes: 1_200 }] },
  }),
};
export const SHOPS_WITHOUT_TARGET = [
  'POST /api/v1/shops',
  'GET /api/v1/organization/settings',
  'POST /api/v1/organization/limits',
  'POST /api/v1/organization/opening-hours',
  'POST /api/v1/organization/delivery',
];
