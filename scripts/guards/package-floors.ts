import type { SourceFile } from './source-files.ts';

/** Below these a known hole is open, or a promise of ours does not hold. */
const FLOORS: Readonly<Record<string, string>> = {
  fastify: '5.12.3',
  'fast-jwt': '6.2.4',
  next: '16.2.6',
  'drizzle-orm': '0.45.2',
  '@fastify/static': '10.1.3',
  pm2: '6.0.9',
  'better-sqlite3': '12.8.0',
};

interface Lock {
  readonly packages?: Readonly<Record<string, { readonly version?: string; readonly resolved?: string }>>;
}
type Versions = Readonly<Record<string, string>>;
interface Manifest {
  readonly dependencies?: Versions;
  readonly devDependencies?: Versions;
  readonly overrides?: Versions;
}

/** Versions of the lock file against their floors, and versions that are not exact. */
export function packageFaults(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, text }) => {
    if (path === 'package-lock.json') return lockFaults(JSON.parse(text) as Lock);
    return path.endsWith('package.json') ? manifestFaults(path, JSON.parse(text) as Manifest) : [];
  });
}

function lockFaults({ packages = {} }: Lock): string[] {
  return Object.entries(packages).flatMap(([place, { version = '0', resolved }]) => {
    const name = place.split('node_modules/').at(-1) ?? '';
    const floor = FLOORS[name];
    const faults: string[] = [];
    if (floor !== undefined && place !== '' && lower(version, floor))
      faults.push(`package-lock.json: ${place} is ${version}, at least ${floor} is needed`);
    if (resolved?.startsWith('http')) faults.push(`package-lock.json: ${place} names the host it came from`);
    return faults;
  });
}

function manifestFaults(path: string, { dependencies, devDependencies, overrides }: Manifest): string[] {
  return Object.entries({ ...dependencies, ...devDependencies, ...overrides })
    .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
    .map(([name, version]) => `${path}: ${name} is ${version}, not one exact version`);
}

function lower(version: string, floor: string): boolean {
  const [mine, least] = [version, floor].map((text) => text.split(/[.-]/).map(Number));
  for (let i = 0; i < 3; i++) {
    const difference = (mine?.[i] ?? 0) - (least?.[i] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
