import { spawnSync } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { REPOSITORY } from '../postgres/repository.ts';
import type { TestServer } from '../postgres/test-server.ts';
import { startChild } from './children/child-process.ts';
import { withDatabase } from './cloud-host.ts';
import type { Credentials } from './messages.ts';
import { seedWorld } from './seed-world.ts';
import { mayMount } from './small-disk.ts';
import type { Ground } from './suite.ts';

const TEMPLATE = 'faults_template';

/** Makes what all runs share: the template database with a small world in it, secrets, and one paired agent. */
export async function layGround(server: TestServer, folder: string): Promise<Ground> {
  mkdirSync(folder, { recursive: true });
  const here = dirname(fileURLToPath(import.meta.url));
  const secretsFile = join(folder, 'secrets.json');
  writeFileSync(secretsFile, JSON.stringify(makeSecrets()), { mode: 0o600 });
  await makeTemplate(server);
  const cloudFile = join(here, 'cloud.js');
  const credentials = await pairFirst(server, {
    cloudFile,
    secretsFile,
    revocationsFile: join(folder, 'revocations.ndjson'),
  });
  const preload = buildWatcher(folder);
  const probe = join(folder, 'probe');
  mkdirSync(probe);
  const playFull = !mayMount(probe);
  return {
    server,
    template: TEMPLATE,
    credentials,
    folder,
    agentFile: join(here, 'agent.js'),
    cloudFile,
    secretsFile,
    preload,
    playFull,
  };
}

function makeSecrets(): Readonly<Record<'pepper' | 'webKey' | 'agentKey' | 'auditKey', string>> {
  const pem = (): string =>
    generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { pepper: randomBytes(32).toString('base64url'), webKey: pem(), agentKey: pem(), auditKey: pem() };
}

async function makeTemplate(server: TestServer): Promise<void> {
  const admin = postgres(server.superUrl, { max: 1, onnotice: () => undefined });
  await admin.unsafe(`create database ${TEMPLATE} template tillbridge owner tillbridge_owner`);
  await admin.end();
  const sql = postgres(withDatabase(server.superUrl, TEMPLATE), { max: 1, onnotice: () => undefined });
  try {
    await sql.begin((tx) => seedWorld(tx));
    // As on the first connection of a cloud: this history gets its name.
    await sql`select ensure_incarnation()`;
  } finally {
    await sql.end();
  }
}

/** Pairs through the real verbs once; every run's database is cloned with this agent in it. */
async function pairFirst(
  server: TestServer,
  files: { readonly cloudFile: string; readonly secretsFile: string; readonly revocationsFile: string },
): Promise<Credentials> {
  const child = startChild(files.cloudFile, { NODE_ENV: 'test' });
  try {
    const { secretsFile, revocationsFile } = files;
    await child.ask('serve', {
      databaseUrl: withDatabase(server.appUrl, TEMPLATE),
      secretsFile,
      revocationsFile,
      withoutRules: [],
    });
    return await child.ask<Credentials>('pair');
  } finally {
    await child.ask('leave').catch(() => undefined);
    await child.kill();
  }
}

/** Compiles the library that notes what reaches the disk; undefined where there is no compiler. */
function buildWatcher(folder: string): string | undefined {
  if (process.platform !== 'linux') return undefined;
  const source = join(REPOSITORY, 'scripts', 'faults', 'power', 'watch-disk.c');
  const library = join(folder, 'watch-disk.so');
  const built = spawnSync('cc', ['-O2', '-shared', '-fPIC', '-o', library, source, '-ldl'], { encoding: 'utf8' });
  return built.status === 0 ? library : undefined;
}
