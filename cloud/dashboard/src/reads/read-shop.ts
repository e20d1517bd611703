import 'server-only';
import type { ShopPage } from '@tillbridge/shared/reads';
import { callApi } from './call-api.ts';

export function readShop(shopId: string): Promise<ShopPage> {
  return callApi((api) => api.GET('/api/v1/shops/{shopId}', { params: { path: { shopId } } }));
}
