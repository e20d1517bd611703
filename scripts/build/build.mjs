import { spawn } from 'node:child_process';
import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundle, endBundling, NATIVE, ROOT } from './bundle.mjs';
import { fingerprint, readStamps, writeStamp } from './stamps.mjs';

/** Programs we ship or start, by the name of their file in dist/. */
const PROGRAMS = {
  api: 'cloud/api/src/main.ts',
  worker: 'cloud/worker/src/main.ts',
  agent: 'edge-agent/src/cli/main.ts',
  simulator: 'edge-agent/simulator/main.ts',
  customers: 'scripts/demo/main.ts',
  start: 'scripts/start/main.ts',
  migrate: 'scripts/migrate/main.ts',
  seed: 'scripts/seed/main.ts',
};

/** The agent is built as a shop PC gets it. */
const SHIPPED = { agent: { outside: NATIVE } };

const DASHBOARD = 'cloud/dashboard';
const CONSOLE = 'edge-agent/console';
const PROGRAM_SOURCES = [
  'shared',
  'edge-agent',
  'cloud/core',
  'cloud/api',
  'cloud/worker',
  'migrations',
  'scripts',
  'package-lock.json',
];
const CONSOLE_SOURCES = [CONSOLE, 'shared', 'package-lock.json', 'tsconfig.base.json'];
const DASHBOARD_SOURCES = [DASHBOARD, 'cloud/client', 'shared', 'package-lock.json', 'tsconfig.base.json'];

/** Builds what changed since the last build. `only`: `programs` or `dashboard`. */
export async function buildAll({ say = console.log, only } = {}) {
  if (only !== 'dashboard') {
    await buildPrograms(say);
    await buildConsole(say);
  }
  if (only !== 'programs') await buildDashboard(say);
}

async function buildPrograms(say) {
  const stamp = fingerprint(PROGRAM_SOURCES);
  const outfiles = Object.keys(PROGRAMS).map((name) => join(ROOT, 'dist', `${name}.js`));
  if (readStamps().programs === stamp && outfiles.every((file) => existsSync(file))) return;
  say('Building the programs …');
  await Promise.all(
    Object.entries(PROGRAMS).map(([name, entry]) =>
      bundle({ entry, outfile: `dist/${name}.js`, shipped: SHIPPED[name] }),
    ),
  );
  await endBundling();
  writeStamp('programs', stamp);
}

/** What staff use on the shop PC: static files that the agent serves, beside its bundle. */
export async function buildConsole(say) {
  const stamp = fingerprint(CONSOLE_SOURCES);
  const page = join(ROOT, 'dist', 'console', 'index.html');
  if (readStamps().console === stamp && existsSync(page)) return;
  say('Building the console …');
  await run(
    'console',
    process.execPath,
    [join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn'],
    join(ROOT, CONSOLE),
  );
  if (!existsSync(page)) throw new Error('The console was built without a page.');
  writeStamp('console', stamp);
}

async function buildDashboard(say) {
  const stamp = fingerprint(DASHBOARD_SOURCES);
  const server = dashboardServer();
  if (readStamps().dashboard === stamp && existsSync(server)) return;
  say('Building the dashboard …');
  rmSync(join(ROOT, DASHBOARD, '.next', 'standalone'), { recursive: true, force: true });
  await run(
    'dashboard',
    process.execPath,
    [join(ROOT, 'node_modules', 'next', 'dist', 'bin', 'next'), 'build'],
    join(ROOT, DASHBOARD),
  );
  const standalone = join(ROOT, DASHBOARD, '.next', 'standalone', DASHBOARD);
  cpSync(join(ROOT, DASHBOARD, '.next', 'static'), join(standalone, '.next', 'static'), { recursive: true });
  const assets = join(ROOT, DASHBOARD, 'public');
  if (existsSync(assets)) cpSync(assets, join(standalone, 'public'), { recursive: true });
  if (!existsSync(server)) throw new Error('The dashboard was built without a standalone server.');
  writeStamp('dashboard', stamp);
}

function dashboardServer() {
  return join(ROOT, DASHBOARD, '.next', 'standalone', DASHBOARD, 'server.js');
}

function run(what, command, args, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', CI: '1' },
    });
    const abandon = () => child.kill('SIGKILL');
    process.once('exit', abandon);
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        said = (said + chunk).slice(-8_000);
      });
    }
    child.once('error', reject);
    child.once('exit', (code) => {
      process.off('exit', abandon);
      if (code === 0) resolve();
      else reject(new Error(`Building the ${what} failed (${code}).\n${said}`));
    });
  });
}
