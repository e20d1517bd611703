import 'server-only';
import type { EmployeePage, ShopSettings } from '@tillbridge/shared/reads-employees';
import { callApi } from './call-api.ts';

export function readEmployees(shop: string): Promise<EmployeePage> {
  return callApi<EmployeePage>(`/api/v1/shops/${encodeURIComponent(shop)}/employees`);
}

export function readShopSettings(shop: string): Promise<ShopSettings> {
  return callApi<ShopSettings>(`/api/v1/shops/${encodeURIComponent(shop)}/settings`);
}
