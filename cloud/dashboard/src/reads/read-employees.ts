import 'server-only';
import type { EmployeePage, ShopSettings } from '@tillbridge/shared/reads-employees';
import { callApi } from './call-api.ts';

export function readEmployees(shopId: string): Promise<EmployeePage> {
  return callApi((api) => api.GET('/api/v1/shops/{shopId}/employees', { params: { path: { shopId } } }));
}

export function readShopSettings(shopId: string): Promise<ShopSettings> {
  return callApi((api) => api.GET('/api/v1/shops/{shopId}/settings', { params: { path: { shopId } } }));
}
