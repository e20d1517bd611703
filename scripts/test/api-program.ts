import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type OwnDatabase, SECRETS } from '../../cloud/api/test/start-api.ts';
import { freePort } from '../postgres/free-port.ts';
import type { Program, RunningProgram } from './program.ts';

type Environment = Readonly<Record<string, string>>;

export interface Addresses {
  readonly origin: string;
  readonly metrics: string;
}

export type StartApiProcess = (more?: Environment) => Promise<RunningProgram & Addresses>;

/** Starts the program of the API, as `buildProgram` makes it, over this database; each process at ports of its own. */
export function startsApi({ start }: Program, { appUrl }: OwnDatabase): StartApiProcess {
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
