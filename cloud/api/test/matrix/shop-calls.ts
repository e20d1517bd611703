import type { Call } from './agent-calls.ts';

let shops = 100;

/** How the routes by which shops come and go are called for a target; what is asked for is already so. */
export const SHOP_CALLS: Readonly<Record<string, (target: { readonly shop: string }) => Call>> = {
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
};
export const SHOPS_WITHOUT_TARGET = ['POST /api/v1/shops'];
