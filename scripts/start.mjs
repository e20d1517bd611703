import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { explain } from './start/explain.mjs';
import { installPackages, requireNode } from './start/install.mjs';
import { lockHome } from './start/lock.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const say = (line) => process.stdout.write(`${line}\n`);

try {
  requireNode();
  process.once('exit', lockHome(join(root, '.tillbridge')));
  installPackages(root, say);
  const { buildAll } = await import('./build/build.mjs');
  await buildAll({ say, only: 'programs' });
  const { start } = await import(pathToFileURL(join(root, 'dist', 'start.js')).href);
  await start({ root, say, explain, buildPages: () => buildAll({ say, only: 'dashboard' }) });
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
}
