import { once } from 'node:events';
import { connectDatabase } from '@tillbridge/core/db/client';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { type ClonedDatabase, cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { type StartApiProcess, startsApi } from '../../../scripts/test/api-program.ts';
import { buildProgram, type Program } from '../../../scripts/test/program.ts';
import { closeDatabase } from '../../core/test/close-database.ts';
import { makeOrganization, PASSWORD, type TestOrganization } from './make-world.ts';

let cloned: ClonedDatabase;
let org: TestOrganization;
let program: Program;
let startProcess: StartApiProcess;

beforeAll(async () => {
  cloned = await cloneDatabase();
  const db = await connectDatabase({ url: cloned.appUrl, poolMax: 1 });
  org = await makeOrganization(db, 'Alpha');
  await db.close();
  program = await buildProgram('cloud/api/src/main.ts');
  startProcess = startsApi(program, cloned);
});
afterEach(() => program.killAll());
afterAll(async () => {
  program.close();
  await cloned.drop();
});

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
