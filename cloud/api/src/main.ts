import { connectDatabase } from '@tillbridge/core/db/client';
import { replayRevocations } from '@tillbridge/core/keys/revocations';
import { Registry } from 'prom-client';
import { buildApi } from './app.ts';
import { type ApiConfig, readConfig } from './config.ts';
import { boundHeapGrowth } from './heap-growth.ts';
import { makeLog } from './log/make-log.ts';
import { redactText } from './log/redact.ts';
import { serveMetrics } from './log/serve-metrics.ts';

const POOL_MAX = 10;
const CLOSE_WAIT_MS = 4_000;

boundHeapGrowth();
try {
  await run(readConfig());
} catch (error) {
  // One sentence for whoever starts it; what was thrown may hold an address with its password.
  process.stderr.write(
    `${redactText(`The API cannot start: ${error instanceof Error ? error.message : String(error)}`)}\n`,
  );
  process.exitCode = 1;
  process.exit();
}

async function run(config: ApiConfig): Promise<void> {
  const log = makeLog(config.logLevel);
  const registry = new Registry();
  const database = await connectDatabase({ url: config.databaseUrl, poolMax: POOL_MAX });
  const revived = await replayRevocations(database, config.revocationsFile);
  if (revived > 0) log.warn({ revived }, 'keys that a restored database had revived are revoked again');
  const app = await buildApi({
    database,
    databaseUrl: config.databaseUrl,
    publicOrigin: config.publicOrigin,
    secrets: config.secrets,
    places: config.places,
    onlineMonths: config.onlineMonths,
    keyMode: config.production ? 'live' : 'test',
    revocationsFile: config.revocationsFile,
    logger: log,
    registry,
    ...(config.agentRequestsPerMinute === undefined ? {} : { rateLimits: { agent: config.agentRequestsPerMinute } }),
    ...(config.releasesDir === undefined ? {} : { releasesDir: config.releasesDir }),
    ...(config.dashboardUrl === undefined ? {} : { dashboardUrl: config.dashboardUrl }),
    ...(config.trustProxy === undefined ? {} : { trustProxy: config.trustProxy }),
  });
  const metrics = config.metricsPort === undefined ? undefined : await serveMetrics(registry, config.metricsPort);

  let closing = false;
  const close = async (why: string): Promise<void> => {
    if (closing) return;
    closing = true;
    log.info({ why }, 'closing');
    setTimeout(() => process.exit(1), CLOSE_WAIT_MS).unref();
    await app.close();
    await metrics?.close();
    await database.close();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void close(signal));
  // The supervisor died: a child nobody watches must not stay.
  process.on('disconnect', () => void close('disconnect'));

  await app.listen({ host: config.host, port: config.port });
  log.info({ host: config.host, port: config.port }, 'ready');
  process.send?.('ready');
}
