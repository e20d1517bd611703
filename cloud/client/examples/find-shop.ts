import type { Client } from '@tillbridge/client';

/** The name of a shop, or a sentence that says why not. Nothing is thrown but a line that is down. */
export async function findShop(client: Client, shopId: string): Promise<string> {
  const { data, error } = await client.GET('/api/v1/shops/{shopId}', { params: { path: { shopId } } });
  if (error === undefined) return data.tile.name.en;
  if (error.code === 'api.not-found') return 'There is no such shop, or it is not yours.';
  return `${error.title} ${error.remedy} (${error.code}, request ${error.requestId})`;
}
