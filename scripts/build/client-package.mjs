import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { ROOT } from './bundle.mjs';

const FOLDER = 'dist/client-package';
const CLIENT = 'cloud/client';

/**
 * Makes the npm package of the client: one module for Node and browsers alike, its types, and openapi-fetch as its only
 * dependency. Answers the path of the .tgz.
 */
export async function packClient() {
  const folder = join(ROOT, FOLDER);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await build({
    entryPoints: [join(ROOT, CLIENT, 'src/index.ts')],
    outfile: join(folder, 'index.js'),
    bundle: true,
    platform: 'neutral',
    format: 'esm',
    target: 'es2022',
    packages: 'external',
    logLevel: 'warning',
  });
  const compiler = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  execFileSync(process.execPath, [compiler, '-b', join(ROOT, CLIENT)], { stdio: 'inherit' });
  cpSync(join(ROOT, '.tsbuild', CLIENT, 'src'), join(folder, 'types'), { recursive: true });
  for (const name of ['LICENSE', `${CLIENT}/README.md`]) cpSync(join(ROOT, name), join(folder, name.split('/').at(-1)));
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest(), null, 2)}\n`);
  const told = execFileSync('npm', ['pack', '--json', '--ignore-scripts'], { cwd: folder, encoding: 'utf8' });
  return join(folder, JSON.parse(told)[0].filename);
}

function manifest() {
  const read = (path) => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));
  const { name, version, description, license, dependencies } = read(`${CLIENT}/package.json`);
  return {
    name,
    version,
    description,
    license,
    type: 'module',
    sideEffects: false,
    exports: { '.': { types: './types/index.d.ts', default: './index.js' } },
    files: ['index.js', 'types'],
    engines: read('package.json').engines,
    dependencies,
  };
}
