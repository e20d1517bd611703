import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Agent, request } from 'undici';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type ClonedDatabase, cloneDatabase } from '../postgres/clone-database.ts';
import { freePort } from '../postgres/free-port.ts';
import { REPOSITORY } from '../postgres/repository.ts';
import { ensureSecrets } from '../start/secrets.ts';

const run = promisify(execFile);
const CLIENTS = 4;
const RELOADS = 2;
/** So many visitors share the requests: none of them comes near the share that one address has. */
const VISITORS = 200;
/** Between two requests of one client: a load that leaves new processes the room to start. */
const PAUSE_MS = 10;
const START_MS_MAX = 60_000;

let database: ClonedDatabase;
let folder: string;
let origin: string;
let pm2: (...words: string[]) => Promise<string>;

beforeAll(async () => {
  database = await cloneDatabase();
  folder = mkdtempSync(join(tmpdir(), 'tillbridge-pm2-'));
  const secrets = join(folder, 'secrets.json');
  ensureSecrets({ secrets, demoPassword: join(folder, 'password') });
  const port = await freePort();
  origin = `http://127.0.0.1:${port}`;
  const env = {
    PATH: `${dirname(process.execPath)}:/usr/bin:/bin`,
    HOME: folder,
    PM2_HOME: join(folder, 'pm2'),
    NODE_ENV: 'production',
    DATABASE_URL: database.appUrl,
    PORT: String(port),
    PUBLIC_ORIGIN: origin,
    TILLBRIDGE_SECRETS: secrets,
    REVOCATIONS_FILE: join(folder, 'revocations.ndjson'),
    TRUST_PROXY: 'loopback',
  };
  pm2 = async (...words) => (await run('node_modules/.bin/pm2', words, { cwd: REPOSITORY, env })).stdout;
});

afterAll(async () => {
  await pm2('kill');
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

test('PM2 reloads the API twice under load without one failed request', { timeout: 120_000 }, async () => {
  await pm2('start', 'ecosystem.config.js', '--only', 'api', '--silent');
  await vi.waitFor(async () => expect((await request(`${origin}/readyz`)).statusCode).toBe(200), START_MS_MAX);
  const before = await pids();
  expect(before.length).toBeGreaterThan(0);

  const lines = new Agent({ connections: CLIENTS, pipelining: 1 });
  const failed: string[] = [];
  let answered = 0;
  let stop = false;
  const client = async () => {
    for (let n = 0; !stop; n = (n + 1) % VISITORS) {
      try {
        const headers = { 'x-forwarded-for': `192.0.2.${n}` };
        const { statusCode, body } = await request(`${origin}/readyz`, { dispatcher: lines, headers });
        await body.dump();
        if (statusCode === 200) answered += 1;
        else failed.push(String(statusCode));
      } catch (error) {
        failed.push(String(error));
      }
      await pause(PAUSE_MS);
    }
  };
  const clients = Array.from({ length: CLIENTS }, client);
  for (let reload = 0; reload < RELOADS; reload += 1) {
    const seen = answered;
    await pm2('reload', 'api', '--silent');
    await vi.waitFor(() => expect(answered).toBeGreaterThan(seen), START_MS_MAX);
  }
  stop = true;
  await Promise.all(clients);
  await lines.close();

  const after = await pids();
  expect(after.filter((pid) => before.includes(pid))).toEqual([]);
  expect(answered).toBeGreaterThan(0);
  expect(failed).toEqual([]);
});

async function pids(): Promise<readonly number[]> {
  const list = JSON.parse(await pm2('jlist', '--silent')) as { readonly pid: number }[];
  return list.map(({ pid }) => pid);
}
