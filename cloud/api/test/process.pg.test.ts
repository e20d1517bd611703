import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connectDatabase } from '@tillbridge/core/db/client';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { type ClonedDatabase, cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { closeDatabase } from '../../core/test/close-database.ts';
import { makeOrganization, PASSWORD, type TestOrganization } from './make-world.ts';
import { SECRETS } from './start-api.ts';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const BUNDLE = join(ROOT, `.tsbuild/test-api-${process.pid}.js`);

let cloned: ClonedDatabase;
let org: TestOrganization;
let env: Record<string, string>;
const running = new Set<ChildProcess>();

beforeAll(async () => {
  cloned = await cloneDatabase();
  const db = await connectDatabase({ url: cloned.appUrl, poolMax: 1 });
  org = await makeOrganization(db, 'Alpha');
  await db.close();
  await build({
    entryPoints: [join(ROOT, 'cloud/api/src/main.ts')],
    outfile: BUNDLE,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    plugins: [{ name: 'ours', setup: (b) => b.onResolve({ filter: /^@tillbridge\// }, () => undefined) }],
    alias: { '@tillbridge/core': join(ROOT, 'cloud/core/src'), '@tillbridge/shared': join(ROOT, 'shared/src') },
    resolveExtensions: ['.ts', '.js'],
    logLevel: 'silent',
  });
  const folder = mkdtempSync(join(tmpdir(), 'tillbridge-process-'));
  const secrets = join(folder, 'secrets.json');
  const { pepper, webKey, agentKey } = SECRETS;
  writeFileSync(secrets, JSON.stringify({ pepper: pepper.toString(), webKey, agentKey }), { mode: 0o600 });
  env = {
    DATABASE_URL: cloned.appUrl,
    TILLBRIDGE_SECRETS: secrets,
    REVOCATIONS_FILE: join(folder, 'revocations.ndjson'),
    LOG_LEVEL: 'debug',
  };
});
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
});
afterAll(async () => {
  rmSync(BUNDLE, { force: true });
  await cloned.drop();
});

interface RunningApi {
  readonly child: ChildProcess;
  readonly origin: string;
  readonly metrics: string;
  said(): string;
}

async function startProcess(more: Record<string, string> = {}): Promise<RunningApi> {
  const [port, metricsPort] = [await freePort(), await freePort()];
  const origin = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [BUNDLE], {
    cwd: ROOT,
    env: { ...env, PORT: String(port), METRICS_PORT: String(metricsPort), PUBLIC_ORIGIN: origin, ...more },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  running.add(child);
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (bytes) => lines.push(String(bytes)));
  const [message] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as [unknown];
  if (message !== 'ready') throw new Error(`no API: ${lines.join('')}`);
  return { child, origin, metrics: `http://127.0.0.1:${metricsPort}/metrics`, said: () => lines.join('') };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

const signIn = (origin: string, password = PASSWORD) =>
  fetch(`${origin}/api/v1/session`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json' },
    body: JSON.stringify({ email: org.people.owner.email, password }),
  });

describe('the process', () => {
  it('says ready to its supervisor once it answers, and shows its metrics on loopback only', async () => {
    const api = await startProcess();
    expect((await fetch(`${api.origin}/readyz`)).status).toBe(200);
    expect((await fetch(`${api.origin}/metrics`)).status).toBe(404);
    const metrics = await (await fetch(api.metrics)).text();
    expect(metrics).toContain('tillbridge_http_seconds_count{method="GET",route="/readyz",status="200"} 1');
    expect(metrics).toContain('tillbridge_live_sockets 0');
  });

  it('answers 503 while the database is away, and works again by itself when it is back', async () => {
    const api = await startProcess();
    expect((await signIn(api.origin)).status).toBe(200);
    const reopen = await closeDatabase(cloned);
    onTestFinished(reopen);
    const refused = await signIn(api.origin);
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({ code: 'api.unavailable' });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await fetch(`${api.origin}/readyz`)).status).toBe(503);
    expect((await fetch(`${api.origin}/healthz`)).status).toBe(200);
    await reopen();
    await vi.waitFor(async () => expect((await signIn(api.origin)).status).toBe(200), {
      timeout: 10_000,
      interval: 200,
    });
    expect(api.child.exitCode).toBeNull();
  });

  it('ends on SIGTERM without failing a request that was under way', async () => {
    const api = await startProcess();
    const answers = Array.from({ length: 6 }, () => signIn(api.origin).then((response) => response.status));
    await vi.waitFor(async () => {
      const metrics = await (await fetch(api.metrics)).text();
      expect(metrics).toContain('tillbridge_live_sockets');
    });
    await Promise.race(answers);
    api.child.kill('SIGTERM');
    expect(await Promise.all(answers)).toEqual(Array(6).fill(200));
    expect(await once(api.child, 'exit')).toEqual([0, null]);
  });

  it('does not outlive its supervisor', async () => {
    const api = await startProcess();
    api.child.disconnect();
    expect(await once(api.child, 'exit')).toEqual([0, null]);
  });

  it('refuses to start with a sentence, without the password of the database', async () => {
    const broken = startProcess({ DATABASE_URL: 'postgres://app:hunter2-canary@127.0.0.1:9/x' });
    const error = await broken.then(
      () => undefined,
      (reason: unknown) => String(reason),
    );
    expect(error).toMatch(/The API cannot start: .*ECONNREFUSED/);
    expect(error).not.toContain('hunter2-canary');
    await expect(startProcess({ TILLBRIDGE_SECRETS: '/nowhere' })).rejects.toThrow('TILLBRIDGE_SECRETS');
  });

  it('says no secret in a log, whatever people send', async () => {
    const api = await startProcess();
    const canary = 'canary-7f3a';
    const cookie = (await signIn(api.origin)).headers.get('set-cookie') ?? '';
    await signIn(api.origin, `${canary}-password`);
    await fetch(`${api.origin}/api/v1/me?token=${canary}-query`, {
      headers: { cookie, authorization: `Bearer ${canary}` },
    });
    await fetch(`${api.origin}/v1/agent/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ key: `tb_live_${canary}`, nonce: canary, signature: canary }),
    });
    api.child.kill('SIGTERM');
    await once(api.child, 'exit');
    expect(api.said()).toContain('answered');
    expect(api.said()).not.toContain(canary);
    expect(api.said()).not.toMatch(/eyJ[A-Za-z0-9_-]{20}/);
  });
});
