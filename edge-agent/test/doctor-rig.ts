import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { AgentConfig } from '../src/config/agent-config.ts';
import type { Home } from '../src/config/home.ts';

export interface CloudWish {
  /** How far its clock is ahead of ours. */
  readonly aheadMs?: number;
  /** Answer to the key. */
  readonly token?: { readonly status: number; readonly body: object };
  /** Answer to everything, instead. */
  readonly page?: string;
  readonly tls?: { readonly key: string; readonly cert: string };
}

export interface StagedCloud {
  readonly url: string;
  stop(): Promise<void>;
}

const UUID = '0192f0c0-0000-7000-8000-000000000001';
const TOKEN = { status: 200, body: { token: 'a.b.c', expiresInMs: 600_000, agent: UUID, shop: UUID } };

/** A cloud over real HTTP that knows nonce and token, with its own clock. */
export function stageCloud(wish: CloudWish = {}): Promise<StagedCloud> {
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    response.setHeader('date', new Date(Date.now() + (wish.aheadMs ?? 0)).toUTCString());
    if (wish.page !== undefined) return void response.setHeader('content-type', 'text/html').end(wish.page);
    const { status, body } =
      request.url === '/v1/agent/nonce' ? { status: 200, body: { nonce: 'n' } } : (wish.token ?? TOKEN);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  const server = wish.tls === undefined ? createHttp(answer) : createHttps({ ...wish.tls }, answer);
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      resolve({
        url: `${wish.tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
        stop: () =>
          new Promise((stopped) => {
            server.closeAllConnections();
            server.close(() => stopped());
          }),
      });
    });
  });
}

/** A certificate for 127.0.0.1 that nobody signed but itself. */
export function selfSigned(folder: string): { readonly key: string; readonly cert: string } {
  const [key, cert] = [join(folder, 'tls.key'), join(folder, 'tls.crt')];
  const words = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const made = spawnSync('openssl', [...words, ...subject, '-keyout', key, '-out', cert], { encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`no certificate: ${made.stderr}`);
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
}

export interface Told {
  readonly check: string;
  readonly state: string;
  readonly code?: string;
  readonly exit?: number;
  readonly detail: readonly string[];
  readonly meaning?: { readonly en: string; readonly th: string };
}

/** Runs a command of the built agent to its end. Root is given the rights of an ordinary user where `plain` says so. */
export function runCommand(
  file: string,
  words: readonly string[],
  plain = false,
): Promise<{ readonly code: number | null; readonly out: string; readonly err: string }> {
  const unshare = ['unshare', '-U', '--map-user=1000', '--map-group=1000'];
  const prefix = plain && process.getuid?.() === 0 ? unshare : [];
  const [program = '', ...args] = [...prefix, process.execPath, file, ...words];
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { out: '', err: '' };
  child.stdout.on('data', (bytes) => {
    said.out += String(bytes);
  });
  child.stderr.on('data', (bytes) => {
    said.err += String(bytes);
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...said }));
  });
}

/** What the doctor of a process of its own says of a home. */
export async function callDoctor(file: string, home: Home, words: readonly string[] = [], plain = false) {
  const { code, out, err } = await runCommand(file, ['doctor', '--home', home.dir, '--json', ...words], plain);
  const report = JSON.parse(out || `{"exit":-1,"findings":[],"err":${JSON.stringify(err)}}`) as {
    readonly exit: number;
    readonly findings: readonly Told[];
  };
  return { code, report, bad: report.findings.filter((each) => each.state === 'fault' || each.state === 'warning') };
}

export function changeConfig(home: Home, change: (config: AgentConfig) => object): void {
  const config = JSON.parse(readFileSync(home.config, 'utf8')) as AgentConfig;
  writeFileSync(home.config, JSON.stringify({ ...config, ...change(config) }), { mode: 0o600 });
}
