import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { explain, Plain } from './start/explain.mjs';
import { installPackages, requireNode } from './start/install.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const say = (line) => process.stdout.write(`${line}\n`);

try {
  requireNode();
  installPackages(root, say);
  const { buildAll } = await import('./build/build.mjs');
  await buildAll({ say });
  const { runTests } = await import('./test/run-tests.mjs');
  const { failed } = await runTests(root, say, process.argv.slice(2));
  process.exitCode = failed ? 1 : 0;
} catch (error) {
  process.stderr.write(`${error instanceof Plain ? error.message : explain(error)}\n`);
  process.exitCode = 1;
}
