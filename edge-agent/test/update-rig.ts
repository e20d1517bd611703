import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Home } from '../src/config/home.ts';
import { FakeCloud } from '../src/delivery/testing/fake-cloud.ts';
import { runCommand } from './doctor-rig.ts';
import { until } from './shop-rig.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const OLD = '0.1.0';
const AGAIN_MS = 100;
/** As text of the program that is spoiled, not of this one. */
const WORD = "process['argv']";
const RUNS = `${WORD}[2] === 'run'`;
/** What is wrong with a version, as lines before its program or a change of it. */
const DEFECTS = {
  none: {},
  crashes: { before: `if (${RUNS}) setTimeout(() => process.exit(1), 1200);` },
  // Before it can have been sound for long enough to be believed, on a quick machine too.
  hangs: { before: `if (${RUNS}) setTimeout(() => { for (;;); }, 300);` },
  'never delivers': {
    before: `if (${RUNS}) require('node:http').Agent.prototype.createConnection = () => { throw new Error('defect'); };`,
  },
  'cannot read the journal': {
    from: 'function openJournal(options){',
    to: `function openJournal(options) {\n  if (${RUNS}) throw new Error('defect');`,
  },
  'fails its test': { before: `if (${WORD}[3] === 'self-test') { console.error('defect'); process.exit(1); }` },
} as const;
export type Defect = keyof typeof DEFECTS;

const script = (name: string, ...words: readonly string[]) =>
  execFileSync(process.execPath, [join(ROOT, 'scripts', name), ...words], { stdio: 'pipe' }).toString();

/** The maker's side, as its scripts make it: keys, the package of the old version, and releases of the new one. */
export function openWorkshop() {
  const folder = join(ROOT, '.tillbridge', `workshop-${randomUUID()}`);
  const keys = join(folder, 'keys');
  mkdirSync(folder, { recursive: true });
  script('release.mjs', 'keys', '--out', keys);
  const root = join(keys, 'root-1.json');
  script('pack-agent.mjs', '--root', root);
  const base = join(folder, 'base');
  cpSync(join(ROOT, 'dist', 'agent-package'), base, { recursive: true });
  return {
    folder,
    base,
    launcher: join(base, 'launch.js'),
    /** Signs a version and answers the folder of its release. */
    release(version: string, sequence: number, defect: Defect = 'none'): string {
      const made = join(folder, `package-${sequence}`);
      cpSync(base, made, { recursive: true });
      change(join(made, 'package.json'), `"version": "${OLD}"`, `"version": "${version}"`);
      change(join(made, 'tillbridge.js'), `version:"${OLD}",`, `version:"${version}",`);
      spoil(join(made, 'tillbridge.js'), DEFECTS[defect]);
      const out = join(folder, `releases-${sequence}`);
      const key = join(keys, 'release-key-1.pem');
      const said = script(
        'release.mjs',
        'sign',
        '--out',
        out,
        '--root',
        root,
        '--key',
        key,
        '--package',
        made,
        '--sequence',
        String(sequence),
      );
      return said.split('\n')[0] ?? '';
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
export type Workshop = ReturnType<typeof openWorkshop>;

function spoil(path: string, { before, from, to }: { before?: string; from?: string; to?: string }): void {
  const ours = 'const require = requireFrom(import.meta.url);\n';
  if (before !== undefined) change(path, ours, `${ours}${before}\n`);
  if (from !== undefined && to !== undefined) change(path, from, to);
}

function change(path: string, from: string, to: string): void {
  const text = readFileSync(path, 'utf8');
  if (!text.includes(from)) throw new Error(`${path} does not hold ${from}`);
  writeFileSync(
    path,
    text.replace(from, () => to),
  );
}

/** The cloud of the delivery's tests, behind a real server. */
export async function startCloud() {
  const cloud = new FakeCloud();
  const server: Server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const bytes = Buffer.concat(pieces);
      const isPacked = request.headers['content-encoding'] === 'gzip';
      const body = request.method === 'GET' ? {} : { body: isPacked ? new Uint8Array(bytes) : bytes.toString() };
      const init = { method: request.method ?? '', headers: {}, signal: AbortSignal.timeout(5_000), ...body };
      cloud
        .fetch(`http://cloud.test${request.url}`, init)
        .then(async (answer) => void response.writeHead(answer.status).end(await answer.text()))
        .catch(() => void response.writeHead(500).end());
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    cloud,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((stopped) => {
        server.closeAllConnections();
        server.close(stopped);
      }),
  };
}

/** What a service manager does: starts the launcher, and starts it again whenever it ends, until it is told to stop. */
export function startService(launcher: string, home: Home) {
  let child: ChildProcess | undefined;
  let stopping = false;
  let said = '';
  const starts: string[] = [];
  const start = () => {
    child = spawn(process.execPath, [launcher, 'run', '--home', home.dir], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout?.on('data', (bytes) =>
      starts.push(
        ...String(bytes)
          .split('\n')
          .filter((line) => line.includes('"ready"')),
      ),
    );
    child.stderr?.on('data', (bytes) => {
      said += String(bytes);
    });
    child.once('exit', () => {
      if (!stopping) setTimeout(start, AGAIN_MS);
    });
  };
  start();
  const gone = () => child?.exitCode !== null || child.signalCode !== null;
  return {
    said: () => said,
    /** Port of the local API of the newest process that was ready. */
    port: () => Number((JSON.parse(starts.at(-1) ?? '{}') as { localApi?: number }).localApi),
    /** How often an agent was ready. */
    readied: () => starts.length,
    /** Pulls the plug of the launcher alone; it is started again. */
    kill: () => child?.kill('SIGKILL'),
    async stop(): Promise<void> {
      stopping = true;
      child?.kill('SIGTERM');
      await until('the service ends', gone);
    },
  };
}

/** A command of the installed program, through its launcher as a technician calls it; the answer is its line of JSON. */
export async function tillbridge(launcher: string, home: Home, ...words: readonly string[]) {
  const { code, out, err } = await runCommand(launcher, ['update', ...words, '--home', home.dir, '--json']);
  return { code, err, told: JSON.parse(out.trim() === '' ? '{}' : out) as Readonly<Record<string, unknown>> };
}
