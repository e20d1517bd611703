import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { freePort } from '../../../scripts/postgres/free-port.ts';
import type { ApiOptions } from '../../api/src/options.ts';
import { startApi, type TestApi } from '../../api/test/start-api.ts';

/** The real API over a real database, on a port of the loopback. */
export async function listeningApi(more: Partial<ApiOptions> = {}): Promise<{ api: TestApi; baseUrl: string }> {
  const port = await freePort();
  const baseUrl = `http://127.0.0.1:${port}`;
  const api = await startApi(await cloneDatabase(), { publicOrigin: baseUrl, ...more });
  await api.app.listen({ host: '127.0.0.1', port });
  return { api, baseUrl };
}
