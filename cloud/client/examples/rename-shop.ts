import { type Client, dataOf } from '@tillbridge/client';

/** Names a shop. Asked again with the same key, after an answer that got lost say, it is answered as the first time. */
export async function renameShop(client: Client, shopId: string, name: string, key: string): Promise<void> {
  await dataOf(
    client.POST('/api/v1/shops/{shopId}/names', {
      params: { path: { shopId }, header: { 'idempotency-key': key } },
      body: { th: name, en: name },
    }),
  );
}
