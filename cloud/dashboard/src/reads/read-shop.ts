import 'server-only';
import type { ShopPage } from '@tillbridge/shared/reads';
import { callApi } from './call-api.ts';

export function readShop(shopId: string): Promise<ShopPage> {
  return callApi<ShopPage>(`/api/v1/shops/${encodeURIComponent(shopId)}`);
}
