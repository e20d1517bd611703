import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareDatabase } from './prepare-database.ts';
import { startPostgres } from './start-postgres.ts';

/** What a test needs to make a database of its own. Plain text, so that it can be handed to another process. */
export interface TestServer {
  readonly superUrl: string;
  readonly ownerUrl: string;
  readonly appUrl: string;
}

export interface RunningTestServer extends TestServer {
  stop(): Promise<void>;
}

const FOLDER = 'tillbridge-test-';

/** A throw-away server whose database `tillbridge` is migrated and serves as the template of every clone. */
export async function startTestServer(): Promise<RunningTestServer> {
  sweep();
  const folder = mkdtempSync(join(tmpdir(), `${FOLDER}${process.pid}-`));
  // Where Postgres has to run as another account, that one must be able to pass.
  chmodSync(folder, 0o711);
  const server = await startPostgres({ dataDir: folder, throwAway: true, maxConnections: 300 });
  const stop = async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await prepareDatabase(server.ownerUrl);
  } catch (error) {
    await stop();
    throw error;
  }
  const { superUrl, ownerUrl, appUrl } = server;
  return { superUrl, ownerUrl, appUrl, stop };
}

/** Removes the folders of test servers whose process is gone. */
function sweep(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(FOLDER) ? Number(name.slice(FOLDER.length).split('-')[0]) : Number.NaN;
    if (!Number.isInteger(pid) || existsSync(`/proc/${pid}`) || process.platform !== 'linux') continue;
    rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}
