import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hmacOfKey, makeAgentKey } from '@tillbridge/core/keys/agent-key';
import { uuidv7 } from '@tillbridge/shared/ids';
import postgres from 'postgres';
import { freePort } from '../postgres/free-port.ts';
import { prepareDatabase } from '../postgres/prepare-database.ts';
import { REPOSITORY } from '../postgres/repository.ts';
import { startPostgres } from '../postgres/start-postgres.ts';
import { answers, waitUntil } from '../start/wait-until.ts';

const API_READY_MS = 30_000;
const newId = () => uuidv7(Date.now(), randomBytes(10));

export interface BenchPlace {
  readonly org: string;
  readonly shop: string;
  readonly machine: string;
}

/** A shop with its paired agent, as a bench client needs it. */
export interface BenchAgent extends BenchPlace {
  readonly agent: string;
  readonly key: string;
  readonly privateKey: KeyObject;
}

export interface CloudRig {
  readonly url: string;
  /** The superuser's, in the same database: row security does not slow the limit down. */
  readonly superUrl: string;
  readonly sql: postgres.Sql;
  /** Process id of the API. */
  readonly apiPid: number;
  newAgents(count: number): Promise<readonly BenchAgent[]>;
  /** A paired agent of a shop that is there already. */
  newAgentOf(place: BenchPlace): Promise<BenchAgent>;
  stop(): Promise<void>;
}

/** A durable Postgres of its own and the built API in a process of its own, as production runs them. */
export async function startCloudRig(): Promise<CloudRig> {
  const dir = mkdtempSync(join(tmpdir(), 'tillbridge-bench-'));
  const database = await startPostgres({ dataDir: join(dir, 'postgres') });
  await prepareDatabase(database.ownerUrl);
  const superUrl = inDatabase(database.superUrl, database.appUrl);
  const sql = postgres(superUrl, { max: 2, onnotice: () => undefined });
  const secrets = writeSecrets(dir);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const api = startApi({ dir, port, url, appUrl: database.appUrl });
  try {
    await waitUntil(() => answers(`${url}/readyz`), 'The API did not become ready for the bench.', API_READY_MS);
  } catch (error) {
    console.error(readFileSync(join(dir, 'api.log'), 'utf8').slice(-4_000));
    throw error;
  }
  return {
    url,
    superUrl,
    sql,
    apiPid: api.pid ?? 0,
    newAgents: (count) => Promise.all(Array.from({ length: count }, () => newShop(sql, secrets.pepper))),
    newAgentOf: (place) => sql.begin((tx) => newAgent(tx, secrets.pepper, place)),
    stop: async () => {
      await ended(api);
      await sql.end({ timeout: 5 });
      await database.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

function inDatabase(serverUrl: string, likeUrl: string): string {
  const url = new URL(serverUrl);
  url.pathname = new URL(likeUrl).pathname;
  return url.href;
}

function writeSecrets(dir: string): { readonly pepper: Buffer } {
  const pepper = randomBytes(32).toString('base64url');
  const pem = () => generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const file = join(dir, 'secrets.json');
  writeFileSync(file, JSON.stringify({ pepper, webKey: pem(), agentKey: pem() }), { mode: 0o600 });
  return { pepper: Buffer.from(pepper) };
}

function startApi(at: { dir: string; port: number; url: string; appUrl: string }): ChildProcess {
  const env = {
    NODE_ENV: 'production',
    LOG_LEVEL: 'warn',
    DATABASE_URL: at.appUrl,
    PORT: String(at.port),
    PUBLIC_ORIGIN: at.url,
    TILLBRIDGE_SECRETS: join(at.dir, 'secrets.json'),
    REVOCATIONS_FILE: join(at.dir, 'revocations.log'),
    // Eight agents stand for hundreds of shops.
    AGENT_REQUESTS_PER_MINUTE: '100000000',
  };
  const child = spawn(
    'sh',
    ['-c', `exec "${process.execPath}" "${join(REPOSITORY, 'dist', 'api.js')}" >"${join(at.dir, 'api.log')}" 2>&1`],
    {
      env,
      stdio: 'pipe',
    },
  );
  return child;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exit = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await exit;
}

async function newShop(sql: postgres.Sql, pepper: Buffer): Promise<BenchAgent> {
  const place = { org: newId(), shop: newId(), machine: newId() };
  const { org, shop, machine } = place;
  return sql.begin(async (tx) => {
    await tx`insert into organizations (org_id, name_th, name_en) values (${org}, 'วัดผล', 'Bench')`;
    await tx`
      insert into shops (org_id, shop_id, code, name_th, name_en, time_zone, currency)
      values (${org}, ${shop}, 'BENCH', 'วัดผล', 'Bench', 'Asia/Bangkok', 'THB')`;
    await tx`
      insert into machines (org_id, machine_id, shop_id, name, driver, currency)
      values (${org}, ${machine}, ${shop}, 'Recycler 1', 'glory-300', 'THB')`;
    return newAgent(tx, pepper, place);
  });
}

async function newAgent(tx: postgres.TransactionSql, pepper: Buffer, place: BenchPlace): Promise<BenchAgent> {
  const agent = newId();
  const key = makeAgentKey('live');
  const pair = generateKeyPairSync('ed25519');
  const publicKey = Buffer.from(String(pair.publicKey.export({ format: 'jwk' }).x), 'base64url');
  await tx`
    insert into agents (org_id, agent_id, shop_id, name, public_key)
    values (${place.org}, ${agent}, ${place.shop}, 'Bench', ${publicKey})`;
  await tx`
    insert into agent_keys (org_id, key_id, agent_id, secret_hmac)
    values (${place.org}, ${key.id}, ${agent}, ${hmacOfKey(pepper, key)})`;
  return { ...place, agent, key: key.text, privateKey: pair.privateKey };
}
