import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, generateKeyPairSync, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CashTransactionBody } from '@tillbridge/shared/fact';
import { COUNTER_PERMISSIONS } from '@tillbridge/shared/permissions';
import { build } from 'esbuild';
import type { AgentConfig } from '../src/config/agent-config.ts';
import { type Home, homeAt } from '../src/config/home.ts';
import type { AgentStatus } from '../src/status.ts';

/** A till that may everything; the first one of a shop may not refill, empty or settle a count. */
const TOKEN = 'tbl_safe';
const SAFE_TILL = {
  name: 'safe',
  tokenHash: createHash('sha256').update(TOKEN).digest('hex'),
  permissions: [...COUNTER_PERMISSIONS],
};
const PATIENCE_MS = 20_000;

const ROOT = join(import.meta.dirname, '..', '..');
/** Native parts and what npm installed once stay outside, as in the shipped bundle. */
const EXTERNAL = ['@node-rs/argon2', 'better-sqlite3', 'serialport', 'fastify', 'pino'];

/** The agent as a shop PC gets it, built once for a test file. */
export async function buildAgent(): Promise<{ readonly file: string; remove(): void }> {
  const folder = join(ROOT, '.tillbridge', `rig-${randomUUID()}`);
  const file = join(folder, 'agent.js');
  const entryPoints = [join(ROOT, 'edge-agent', 'src', 'cli', 'main.ts')];
  const banner = { js: "import { createRequire as rf } from 'node:module';\nconst require = rf(import.meta.url);" };
  await build({
    entryPoints,
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    banner,
    external: EXTERNAL,
  });
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A process whose first line on standard output says that it is ready. */
export interface Program {
  readonly ready: Readonly<Record<string, unknown>>;
  /** Everything it wrote to standard error. */
  errors(): string;
  /** SIGKILL by default; resolves with the end code, or null after a kill. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
}

export function startProgram(file: string, words: readonly string[]): Promise<Program> {
  const child = spawn(process.execPath, [file, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (bytes) => {
    errors += String(bytes);
  });
  const gone = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const program = (ready: Program['ready']): Program => ({
    ready,
    errors: () => errors,
    end: (signal = 'SIGKILL') => {
      child.kill(signal);
      return gone;
    },
  });
  return new Promise((resolve, reject) => {
    firstLine(child, (line) => resolve(program(JSON.parse(line))));
    void gone.then((code) => reject(new Error(`ended with ${code} before it was ready: ${errors}`)));
  });
}

function firstLine(child: ChildProcess, take: (line: string) => void): void {
  let text = '';
  const hear = (bytes: Buffer) => {
    text += String(bytes);
    const end = text.indexOf('\n');
    if (end < 0) return;
    child.stdout?.off('data', hear);
    child.stdout?.resume();
    take(text.slice(0, end));
  };
  child.stdout?.on('data', hear);
}

/** A paired home in a fresh folder, with a cloud that is not there and a machine at a port of this PC. */
export function makeHome(machinePort: number): { readonly home: Home; readonly config: AgentConfig; remove(): void } {
  const home = homeAt(mkdtempSync(join(tmpdir(), 'tillbridge-shop-')));
  const machine = { id: randomUUID(), name: 'Front', driver: 'glory-300' as const, currency: 'THB' };
  const config: AgentConfig = {
    cloud: 'http://127.0.0.1:1',
    agent: randomUUID(),
    organization: randomUUID(),
    shop: { id: randomUUID(), name: 'Rig', timeZone: 'Asia/Bangkok', cutOffMinutes: 240, currency: 'THB' },
    machines: [{ ...machine, address: `tcp:127.0.0.1:${machinePort}` }],
    localApi: { port: 0, tills: [SAFE_TILL] },
    journal: { ballastBytes: 65_536 },
    log: { level: 'debug' },
  };
  mkdirSync(home.secrets, { mode: 0o700 });
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });
  for (const [path, text] of [
    [home.config, JSON.stringify(config)],
    [home.agentKey, 'tb_test_rig'],
    [home.privateKey, String(pem)],
    [home.localToken, 'tbl_rig'],
  ] as const) {
    writeFileSync(path, text, { mode: 0o600 });
  }
  return { home, config, remove: () => rmSync(home.dir, { recursive: true, force: true }) };
}

/** The agent's local API as a till uses it. */
export function tillAt(port: number) {
  const url = `http://127.0.0.1:${port}`;
  const headers = { authorization: `Bearer ${TOKEN}` };
  return {
    status: async (): Promise<AgentStatus> =>
      (await fetch(`${url}/v1/status`, { headers })).json() as Promise<AgentStatus>,
    get: async (path: '/v1/cases' | '/v1/stock'): Promise<unknown> => (await fetch(url + path, { headers })).json(),
    post: async (
      path: `/v1/${'sales' | 'payouts' | 'deposits' | 'exchanges' | 'refills' | 'emptyings' | 'recounts' | 'finish'}`,
      key: string,
      body: object,
    ): Promise<CashTransactionBody & { code?: string }> => {
      const sent = { ...headers, 'content-type': 'application/json', 'idempotency-key': key };
      const answer = await fetch(url + path, { method: 'POST', headers: sent, body: JSON.stringify(body) });
      return answer.json() as Promise<CashTransactionBody & { code?: string }>;
    },
  };
}

/** Waits for a condition, never for a time. */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | false> | T | undefined | false,
): Promise<T> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
