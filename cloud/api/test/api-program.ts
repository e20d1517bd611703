import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type OwnDatabase, SECRETS } from './start-api.ts';

type Environment = Readonly<Record<string, string>>;

export interface Addresses {
  readonly origin: string;
  readonly metrics: string;
}

export type StartApiProcess<Running> = (more?: Environment) => Promise<Running & Addresses>;

/** Starts the program of the API, as `buildProgram` makes it, over this database; each process at ports of its own. */
export function startsApi<Running extends object>(
  start: (env: Environment) => Promise<Running>,
  { appUrl }: OwnDatabase,
): StartApiProcess<Running> {
  const folder = mkdtempSync(join(tmpdir(), 'tillbridge-process-'));
  const secrets = join(folder, 'secrets.json');
  const { pepper, webKey, agentKey } = SECRETS;
  writeFileSync(secrets, JSON.stringify({ pepper: pepper.toString(), webKey, agentKey }), { mode: 0o600 });
  return async (more = {}) => {
    const [port, metricsPort] = [await freePort(), await freePort()];
    const origin = `http://127.0.0.1:${port}`;
    const running = await start({
      DATABASE_URL: appUrl,
      TILLBRIDGE_SECRETS: secrets,
      REVOCATIONS_FILE: join(folder, 'revocations.ndjson'),
      LOG_LEVEL: 'debug',
      PORT: String(port),
      METRICS_PORT: String(metricsPort),
      PUBLIC_ORIGIN: origin,
      ...more,
    });
    return { ...running, origin, metrics: `http://127.0.0.1:${metricsPort}/metrics` };
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
