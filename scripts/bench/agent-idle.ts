import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { REPOSITORY } from '../postgres/repository.ts';
import { waitUntil } from '../start/wait-until.ts';
import { startRig } from '../walk/rig.ts';
import type { Bench } from './bench.ts';

/** The engine tidies up after a sale, twice in the half minute that follows; that belongs to the sale. */
const REST_MS = 30_000;
/** Long enough for every beat there is. */
const WATCH_MS = 60_000;
const PATIENCE_MS = 60_000;
/** Kernel time of a process is counted in hundredths of a second on every Linux. */
const TICK_MS = 10;
const MIB = 1_048_576;
const RSS_MIB = 90;
const CPU_PERCENT = 0.5;
const SIZE_MIB = 60;
/** What only compiling or reading needs; an installer leaves it out. */
const NOT_RUN = new Set([
  '.ts',
  '.mts',
  '.cts',
  '.map',
  '.md',
  '.c',
  '.h',
  '.cc',
  '.cpp',
  '.hpp',
  '.o',
  '.a',
  '.d',
  '.mk',
  '.gypi',
  '.gyp',
  '.txt',
]);

interface Use {
  readonly rssMib: number;
  readonly cpuMs: number;
}

/** Linux only: what the kernel says of a process. */
function useOf(pid: number): Use {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const kib = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]);
  // The name in brackets may hold spaces; the counters are the 12th and 13th field after it.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return { rssMib: kib / 1_024, cpuMs: (Number(fields[11]) + Number(fields[12])) * TICK_MS };
}

/** The bundle and every package it loads, with theirs; in MiB. */
function installedMib(): number {
  const bundle = join(REPOSITORY, 'dist', 'agent.js');
  const packages = new Set<string>();
  for (const [, name = ''] of readFileSync(bundle, 'utf8').matchAll(
    /(?:from|import\(|require\d*\()\s*["']([^"'./][^"']*)["']/g,
  ))
    if (!isBuiltin(name)) addPackage(name, REPOSITORY, packages);
  const files = [bundle, ...[...packages].flatMap(runFiles)];
  return files.reduce((sum, file) => sum + statSync(file).size, 0) / MIB;
}

function addPackage(name: string, from: string, found: Set<string>): void {
  const root = packageRoot(name, from);
  if (root === undefined || found.has(root)) return;
  found.add(root);
  const { dependencies = {} } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    dependencies?: Record<string, string>;
  };
  for (const needed of Object.keys(dependencies)) addPackage(needed, root, found);
}

function packageRoot(name: string, from: string): string | undefined {
  const bare = name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
  const places = createRequire(join(from, 'package.json')).resolve.paths(bare) ?? [];
  return places.map((place) => join(place, bare)).find((place) => existsSync(join(place, 'package.json')));
}

function runFiles(root: string): string[] {
  return readdirSync(root, { withFileTypes: true }).flatMap((entry) => {
    const path = join(root, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : runFiles(path);
    const isRun = entry.isFile() && !NOT_RUN.has(extname(entry.name)) && dirname(path) !== '';
    return isRun ? [path] : [];
  });
}

export const agentIdle: Bench = {
  id: 'agent',
  what: `memory and CPU of an agent whose one machine is at rest, over ${WATCH_MS / 1_000} s, and the size of what it needs`,
  async run(progress) {
    const rig = await startRig({ speed: 6, pages: false, smallDisk: false });
    try {
      await rig.till.order({ path: '/v1/sales', amountMinor: 4_000, reference: 'WARM' });
      const idle = async () => (await rig.till.status()).journal.pending === 0;
      await waitUntil(idle, 'the agent did not come to rest', PATIENCE_MS);
      await new Promise((resolve) => setTimeout(resolve, REST_MS));
      const before = useOf(rig.agent.pid);
      await new Promise((resolve) => setTimeout(resolve, WATCH_MS));
      const after = useOf(rig.agent.pid);
      const cpu = (100 * (after.cpuMs - before.cpuMs)) / WATCH_MS;
      const size = installedMib();
      progress(`${after.rssMib.toFixed(1)} MiB, ${cpu.toFixed(2)} % CPU, ${size.toFixed(1)} MiB installed`);
      return {
        id: 'agent',
        value: after.rssMib,
        unit: 'MiB',
        limitValue: null,
        ratio: null,
        goal: `≤ ${RSS_MIB} MiB, ≤ ${CPU_PERCENT} % CPU, ≤ ${SIZE_MIB} MiB installed`,
        met: after.rssMib <= RSS_MIB && cpu <= CPU_PERCENT && size <= SIZE_MIB,
        note: `${cpu.toFixed(2)} % CPU over ${WATCH_MS / 1_000} s; ${size.toFixed(1)} MiB installed without the native packages' sources`,
      };
    } finally {
      await rig.close();
    }
  },
};
