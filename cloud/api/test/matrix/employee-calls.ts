import type { Call } from './agent-calls.ts';

let numbers = 100;

/** How the routes of employees and of what is set in a shop are called for a target. */
export const EMPLOYEE_CALLS: Readonly<
  Record<string, (target: { readonly shop: string; readonly employee: string }) => Call>
> = {
  'GET /api/v1/shops/:shopId/employees': ({ shop }) => ({ method: 'GET', url: `/api/v1/shops/${shop}/employees` }),
  'POST /api/v1/shops/:shopId/employees': ({ shop }) => {
    numbers += 1;
    const payload = { number: String(numbers), name: 'Somchai', permissions: [], pin: '9174' };
    return { method: 'POST', url: `/api/v1/shops/${shop}/employees`, payload };
  },
  'POST /api/v1/employees/:id': ({ employee }) => ({
    method: 'POST',
    url: `/api/v1/employees/${employee}`,
    payload: { name: 'Malee Two' },
  }),
  'POST /api/v1/employees/:id/pin': ({ employee }) => ({
    method: 'POST',
    url: `/api/v1/employees/${employee}/pin`,
    payload: { pin: '8350' },
  }),
  'POST /api/v1/employees/:id/disabled': ({ employee }) => ({
    method: 'POST',
    url: `/api/v1/employees/${employee}/disabled`,
    payload: { disabled: true },
  }),
  'GET /api/v1/shops/:shopId/limits': ({ shop }) => ({ method: 'GET', url: `/api/v1/shops/${shop}/limits` }),
  'POST /api/v1/shops/:shopId/limits': ({ shop }) => ({
    method: 'POST',
    url: `/api/v1/shops/${shop}/limits`,
    payload: { payoutWithoutApprovalMinor: 500_000, parLevels: [] },
  }),
  'GET /api/v1/shops/:shopId/settings': ({ shop }) => ({ method: 'GET', url: `/api/v1/shops/${shop}/settings` }),
  'POST /api/v1/shops/:shopId/names': ({ shop }) => ({
    method: 'POST',
    url: `/api/v1/shops/${shop}/names`,
    payload: { th: 'สีลม', en: 'Silom' },
  }),
};
