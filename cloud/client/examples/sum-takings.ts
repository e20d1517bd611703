import { type Client, pagesOf } from '@tillbridge/client';

/** What a shop took in by sales on a business day, in minor units: every page of the list is read. */
export async function sumTakings(client: Client, shopId: string, day: string): Promise<number> {
  let minor = 0;
  const pages = pagesOf((from) =>
    client.GET('/api/v1/shops/{shopId}/transactions', {
      params: { path: { shopId }, query: { day, limit: '100', ...from } },
    }),
  );
  for await (const { rows } of pages) {
    for (const row of rows) if (row.kind === 'sale') minor += row.amountMinor;
  }
  return minor;
}
